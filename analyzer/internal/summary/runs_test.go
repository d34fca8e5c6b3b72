package summary

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// TestSpent evaluates a function until its budget is spent: from then on it is
// not decided, what was decided stays, and other functions have their own.
func TestSpent(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", "package p\nfunc f(b bool) int { if b { return 1 }; return 2 }\nfunc g() {}\n", 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{}, fset, types.NewPackage("p", ""), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	ops := op.NewClassifier(&model.Set{})
	p := &Package{Ops: ops, Engine: world.New(ops), runs: map[runKey][]*world.Run{}, spent: map[*ssa.Function]int{}, evaluated: map[seedKey]*world.Run{}}
	f, first := pkg.Func("f"), &Site{}
	exceeded := func(fn *ssa.Function, s *Site) bool { return p.Runs(fn, s, world.NoWorld)[0].Exceeded }
	if exceeded(f, first) || p.spent[f] < 3 {
		t.Fatalf("%d blocks spent on three", p.spent[f])
	}
	runs := 1
	for ; !exceeded(f, &Site{Op: &op.Op{}}); runs++ {
		if runs > maxSpent {
			t.Fatal("the budget is never spent")
		}
	}
	if p.spent[f] <= maxSpent || p.spent[f] > maxSpent+3 {
		t.Errorf("given up after %d blocks, in %d runs", p.spent[f], runs)
	}
	if exceeded(f, first) {
		t.Error("what was decided is no longer")
	}
	spent := p.spent[f]
	if exceeded(f, first); p.spent[f] != spent {
		t.Error("what was decided is evaluated again")
	}
	if exceeded(pkg.Func("g"), &Site{}) {
		t.Error("another function has no budget")
	}
}
