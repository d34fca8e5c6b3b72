package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/toctou-lint/toctou/analyzer"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/singlechecker"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// speaksVet recognises the protocol by which go vet drives a tool.
func speaksVet(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last := args[len(args)-1]
	return strings.HasPrefix(last, "-V=") || last == "-flags" || strings.HasSuffix(last, ".cfg")
}

// vet serves go vet -vettool. It does not return when all is well.
func vet() error {
	a, err := flagged()
	if err != nil {
		return err
	}
	unitchecker.Main(a)
	return nil
}

// flagged returns the analyzer with its configuration as analyzer flags, which
// go vet parses long after the analyzer had to exist: the configured one is
// built when the first package arrives.
func flagged() (*analysis.Analyzer, error) {
	a, err := analyzer.New(analyzer.Default())
	if err != nil {
		return nil, err
	}
	var cfg analyzer.Config
	bindConfig(&a.Flags, &cfg)
	configured := sync.OnceValues(func() (*analysis.Analyzer, error) { return analyzer.New(cfg) })
	a.Run = func(pass *analysis.Pass) (any, error) {
		inner, err := configured()
		if err != nil {
			return nil, err
		}
		return inner.Run(pass)
	}
	return a, nil
}

// fix hands over to the x/tools driver, which knows how to apply, merge and
// print suggested fixes. It does not return when all is well.
func fix(o options) error {
	a, err := analyzer.New(o.config)
	if err != nil {
		return err
	}
	if o.tags != "" { // that driver has no build flags of its own
		flags := strings.TrimSpace(os.Getenv("GOFLAGS") + " -tags=" + o.tags)
		if err := os.Setenv("GOFLAGS", flags); err != nil {
			return err
		}
	}
	args := []string{os.Args[0], "-fix", fmt.Sprintf("-diff=%t", o.diff), fmt.Sprintf("-test=%t", o.config.Tests)}
	os.Args = slices.Concat(args, o.patterns)
	singlechecker.Main(a)
	return nil
}
