package summary

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

// TestAffected has news of one function of another package: those that call it,
// use one that does, or are around or within such, are affected.
func TestAffected(t *testing.T) {
	const text = `package p

func news()
func silent()

func calls()   { news() }
func uses()    { calls() }
func passes()  { run(uses) }
func around()  { func() { news() }() }
func within()  { news(); func() { silent() }() }
func run(f func()) { f() }
func others()  { silent(); run(silent) }
func loops()   { loops() }
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{}, fset, types.NewPackage("p", ""), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	p := &Package{}
	for fn := range ssautil.AllFunctions(pkg.Prog) {
		if len(fn.Blocks) > 0 && fn.Synthetic == "" {
			p.Funcs = append(p.Funcs, fn)
		}
	}
	var got []string
	for fn := range p.Affected(func(c ssa.CallInstruction) bool {
		callee := c.Common().StaticCallee()
		return callee != nil && callee.Name() == "news"
	}) {
		got = append(got, fn.Name())
	}
	slices.Sort(got)
	if want := "around around$1 calls passes uses within within$1"; strings.Join(got, " ") != want {
		t.Errorf("affected: %q, want %s", got, want)
	}
}
