package analyzer_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/toctou-lint/toctou/analyzer"
)

// programs is how many programs FuzzProgram begins with. Many of them in a plain
// test are faster than the fuzzer:
//
//	go test ./analyzer -run FuzzProgram -programs 20000
var programs = flag.Int("programs", 40, "how many programs FuzzProgram begins with")

// FuzzProgram makes small programs out of bytes and analyses each twice: that
// must not fail and give the same both times. Most of a program are finds,
// creates and guards, in every kind of statement that Go has.
func FuzzProgram(f *testing.F) {
	for seed := range *programs {
		data := make([]byte, 200)
		state := uint32(seed*2654435761 + 1)
		for i := range data {
			state = state*1664525 + 1013904223
			data[i] = byte(state >> 24)
		}
		f.Add(data)
	}
	std := sync.OnceValues(func() ([]*packages.Package, error) {
		mode := packages.NeedName | packages.NeedImports | packages.NeedDeps | packages.NeedTypes | packages.NeedTypesSizes | packages.NeedExportFile
		return packages.Load(&packages.Config{Mode: mode}, "database/sql", "errors", "os", "sync")
	})
	f.Fuzz(func(t *testing.T, data []byte) {
		imports, err := std()
		if err != nil {
			t.Fatal(err)
		}
		text := compose(data)
		if first, second := look(t, text, imports), look(t, text, imports); first != second {
			t.Errorf("%s\n%s\n%s", text, first, second)
		}
	})
}

// look analyses a program and prints what is found.
func look(t *testing.T, text string, imports []*packages.Package) string {
	t.Helper()
	p := &packages.Package{
		ID: "m", PkgPath: "m", Name: "m", Fset: token.NewFileSet(), TypesSizes: types.SizesFor("gc", "amd64"),
		Imports: map[string]*packages.Package{},
		TypesInfo: &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
			Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{},
			Instances: map[*ast.Ident]types.Instance{}, FileVersions: map[*ast.File]string{},
		},
	}
	file, err := parser.ParseFile(p.Fset, "m.go", text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	p.Syntax = []*ast.File{file}
	for _, dep := range imports {
		p.Imports[dep.PkgPath] = dep
	}
	config := types.Config{Importer: known(p.Imports), Sizes: p.TypesSizes, GoVersion: "go1.26"}
	if p.Types, err = config.Check("m", p.Fset, p.Syntax, p.TypesInfo); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	whole := analyzer.Default()
	whole.Called = func(*types.Func) bool { return true }
	a, err := analyzer.New(whole)
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, []*packages.Package{p}, nil)
	if err != nil {
		t.Fatal(err)
	}
	act := graph.Roots[0]
	if act.Err != nil {
		t.Fatalf("%v\n%s", act.Err, text)
	}
	var b strings.Builder
	for _, d := range act.Diagnostics {
		fmt.Fprintln(&b, p.Fset.Position(d.Pos), d.Message, len(d.SuggestedFixes))
	}
	return b.String()
}

// known imports what has been loaded.
type known map[string]*packages.Package

func (k known) Import(path string) (*types.Package, error) {
	if p := k[path]; p != nil {
		return p.Types, nil
	}
	return nil, fmt.Errorf("%s is not loaded", path)
}
