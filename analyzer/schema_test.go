package analyzer_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/toctou-lint/toctou/analyzer"
)

// program analyses packages of testdata as a whole program and returns the
// messages.
func program(t *testing.T, patterns ...string) []string {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: "../testdata"}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	var sources []analyzer.Source
	for _, p := range pkgs {
		sources = append(sources, analyzer.Source{Fset: p.Fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo})
	}
	cfg, _, err := analyzer.Default().WithSchema(sources)
	if err != nil {
		t.Fatal(err)
	}
	a, err := analyzer.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var messages []string
	for _, act := range graph.Roots {
		for _, d := range act.Diagnostics {
			messages = append(messages, d.Message)
		}
	}
	return messages
}

// TestTranslateError: gorm translates a unique violation into ErrDuplicatedKey
// only when told to.
func TestTranslateError(t *testing.T) {
	if got := program(t, "./gorm/translated"); len(got) > 0 {
		t.Errorf("translated: %q", got)
	}
	got := program(t, "./gorm/untranslated")
	if len(got) != 1 || !strings.HasPrefix(got[0], "conflict: ") || !strings.Contains(got[0], "the error tested for at line 29 never shows") {
		t.Errorf("untranslated: %q", got)
	}
	// Where the setting is made elsewhere in the program, it counts.
	if got := program(t, "./gorm/translated", "./gorm/untranslated"); len(got) > 0 {
		t.Errorf("together: %q", got)
	}
}
