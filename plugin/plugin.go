// Package plugin makes toctou a golangci-lint module plugin.
//
// Its settings are the fields of analyzer.Config, the user's models among
// them, read as strictly as a .toctou.yml: an unknown key is an error. That
// file itself is not read, because golangci-lint's cache would not see it
// change. See .golangci.example.yml and .custom-gcl.yml.
package plugin

import (
	"fmt"
	"os"

	"github.com/golangci/plugin-module-register/register"
	"github.com/toctou-lint/toctou/analyzer"
	"golang.org/x/tools/go/analysis"
)

func init() { register.Plugin(analyzer.Name, New) }

// New returns the plugin with the settings of a golangci-lint configuration.
func New(settings any) (register.LinterPlugin, error) {
	cfg, err := analyzer.DecodeConfig(analyzer.Name+": settings", settings)
	if err != nil {
		return nil, err
	}
	a, err := analyzer.New(cfg)
	if err != nil {
		return nil, err
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	digest, err := cfg.SchemaDigest(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: settings: %w", analyzer.Name, err)
	}
	return linter{a, digest}, nil
}

type linter struct {
	analyzer *analysis.Analyzer
	digest   string // of the schema files that the settings name
}

// BuildAnalyzers returns the analyzer and, when the settings name schema files,
// one that does nothing. Its name says what is in those files: golangci-lint
// does not see them, and takes cached results to hold for analyzers of the same
// names.
func (l linter) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	all := []*analysis.Analyzer{l.analyzer}
	if l.digest != "" {
		all = append(all, &analysis.Analyzer{
			Name: analyzer.Name + "_schema_" + l.digest[:16],
			Doc:  "holds the identity of the schema files",
			Run:  func(*analysis.Pass) (any, error) { return nil, nil },
		})
	}
	return all, nil
}

func (linter) GetLoadMode() string { return register.LoadModeTypesInfo }
