// Package nogo has toctou in the form that Bazel's nogo wants: a package with a
// variable Analyzer. Everything else takes analyzer.New, which has no shared
// state.
package nogo

import "github.com/toctou-lint/toctou/analyzer"

// Analyzer is toctou with the default configuration. The error of New speaks of
// the configuration only, and there is none.
var Analyzer, _ = analyzer.New(analyzer.Default())
