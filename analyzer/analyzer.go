// Package analyzer is toctou's public face: New builds an independent
// go/analysis analyzer from a Config.
package analyzer

import (
	"reflect"
	"runtime"

	"golang.org/x/tools/go/analysis"

	"github.com/toctou-lint/toctou/analyzer/internal/schema"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
)

// Name is the analyzer's name: the word in //nolint:toctou and the prefix of
// its messages in drivers that print one.
const Name = "toctou"

// URL is the project's home; a rule's page is URL#rule.
const URL = "https://github.com/toctou-lint/toctou"

// New returns an analyzer that works by cfg. Two analyzers share nothing.
// It returns an error that names the field when cfg is not usable.
func New(cfg Config) (*analysis.Analyzer, error) {
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	// Drivers start all packages at once; what one holds while it is analysed is
	// most of the memory that the analysis needs.
	running := make(chan struct{}, runtime.GOMAXPROCS(0))
	cfg.files = &schemaFiles{byRoot: map[string]*schema.Schema{}}
	return &analysis.Analyzer{
		Name: Name,
		Doc:  "report find-then-create races on shared stores",
		URL:  URL,
		Run: func(pass *analysis.Pass) (any, error) {
			running <- struct{}{}
			defer func() { <-running }()
			return cfg.run(pass)
		},
		RunDespiteErrors: true,
		FactTypes:        []analysis.Fact{new(summary.Packed), new(summary.Texts), new(schema.Schema), new(renamed)},
		ResultType:       reflect.TypeFor[*Result](),
	}, nil
}
