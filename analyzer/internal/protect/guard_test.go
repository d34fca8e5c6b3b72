package protect

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/ssabuild"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
)

// locking has functions and what callers in other packages are to know of each:
// how many locks it holds when it returns, and how many of theirs it releases.
const locking = `package p

import "sync"

type service struct {
	mu sync.Mutex
	%s sync.Mutex
}

func pick() *sync.Mutex

func (s *service) held_1_0()    { s.mu.Lock() }
func (s *service) released_0_1() { s.mu.Unlock() }

func (s *service) balanced_0_0() {
	s.mu.Lock()
	defer s.mu.Unlock()
}

// The early return lets nothing go.
func (s *service) early_0_0(skip bool) {
	if skip {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
}

// Nobody else can name the lock.
func unnamed_0_0() { pick().Unlock() }

// Such locks take nobody's place.
func (s *service) crowded_0_1() {
	%s
	s.mu.Unlock()
}

// A helper's releases are its callers', but for those that they cannot name.
func (s *service) through_0_1() {
	s.released_0_1()
	unnamed_0_0()
}

func (s *service) many_0_16() {
	%s
}
`

// TestGuard asks for what callers are told of each function.
func TestGuard(t *testing.T) {
	var fields, unlocks []string
	for i := range 40 {
		fields = append(fields, fmt.Sprint("m", i))
		unlocks = append(unlocks, fmt.Sprintf("s.m%d.Unlock()", i))
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", fmt.Sprintf(locking, strings.Join(fields, ", "), strings.Repeat("pick().Unlock(); ", 40), strings.Join(unlocks, "; ")), 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
	}
	pkg, err := (&types.Config{Importer: importer.Default()}).Check("p", fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	prog, err := ssabuild.Build(ssabuild.Input{Fset: fset, Files: []*ast.File{file}, Pkg: pkg, Info: info, Sizes: types.SizesFor("gc", "amd64"), NoReturn: func(*types.Func) bool { return false }})
	if err != nil {
		t.Fatal(err)
	}
	visible := append(ssabuild.Imports(pkg), pkg)
	models, err := model.NewSet(visible, nil, nil, func(*types.Package) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	check := New(summary.New(op.NewClassifier(models), prog.Funcs, visible, nobody{}), Options{})
	n := 0
	for _, fn := range prog.Funcs {
		g := check.Guard(fn)
		if g == nil {
			g = &summary.Guard{}
		}
		var name string
		var held, released int
		if _, err := fmt.Sscanf(strings.ReplaceAll(fn.Name(), "_", " "), "%s %d %d", &name, &held, &released); err != nil {
			t.Fatal(err)
		}
		if len(g.Held) != held || len(g.Releases) != released {
			t.Errorf("%s: %d held, %d released", fn.Name(), len(g.Held), len(g.Releases))
		}
		n++
	}
	if n != 8 {
		t.Errorf("%d functions, want 8", n)
	}
}

// nobody knows of no function.
type nobody struct{}

func (nobody) Func(*types.Func) *summary.Fact      { return nil }
func (nobody) Methods(*types.Func) []*summary.Fact { return nil }
func (nobody) Renamed(*types.Var) string           { return "" }
