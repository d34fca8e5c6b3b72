package ssabuild_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/ssabuild"
	"github.com/toctou-lint/toctou/analyzer/internal/standin"
)

// TestDirect asks which function the only call of use is one of.
func TestDirect(t *testing.T) {
	const common = "func a() {}\nfunc b() {}\n"
	tests := []struct{ name, pkg, source, test, want string }{
		{"a variable", "p", "var f = a\nfunc use() { f() }", "", "a"},
		{"nil besides", "p", "var f func()\nfunc set() { f = a }\nfunc reset() { f = nil }\nfunc use() { f() }", "", "a"},
		{"two functions", "p", "var f = a\nfunc set() { f = b }\nfunc use() { f() }", "", ""},
		{"another one in a test", "p", "var f = a\nfunc use() { f() }", "func set() { f = b }", "a"},
		{"a variable for others", "p", "var F = a\nfunc use() { F() }", "", ""},
		{"a variable of a program", "main", "var F = a\nfunc use() { F() }", "", "a"},
		{"a field", "p", "type T struct{ f func() }\nfunc made() T { return T{f: a} }\nfunc use() { t := made(); t.f() }", "", "a"},
		{"its address", "p", "type T struct{ f func() }\nfunc made(g func(*func())) *T { t := &T{a}; g(&t.f); return t }\nfunc use() { made(nil).f() }", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fset := token.NewFileSet()
			var files []*ast.File
			for _, f := range [][2]string{{"p.go", common + test.source}, {"p_test.go", test.test}} {
				file, err := parser.ParseFile(fset, f[0], "package "+test.pkg+"\n"+f[1], 0)
				if err != nil {
					t.Fatal(err)
				}
				files = append(files, file)
			}
			info := standin.NewInfo()
			pkg, err := new(types.Config).Check(test.pkg, fset, files, info)
			if err != nil {
				t.Fatal(err)
			}
			prog, err := ssabuild.Build(ssabuild.Input{Fset: fset, Files: files, Pkg: pkg, Info: info})
			if err != nil {
				t.Fatal(err)
			}
			if got := lastCallee(prog.Package.Func("use")); got != test.want {
				t.Errorf("a call of %q, want %q", got, test.want)
			}
		})
	}
}

// lastCallee is the name of the function that the last call in fn runs, "" if that is
// not known.
func lastCallee(fn *ssa.Function) (name string) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok {
				name = ""
				if callee := call.Common().StaticCallee(); callee != nil {
					name = callee.Name()
				}
			}
		}
	}
	return name
}
