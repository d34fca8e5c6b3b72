package standin

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

// TestFunctions gives functions stand-ins for a package p that cannot be had.
func TestFunctions(t *testing.T) {
	tests := []struct {
		name, decls string
		mended, own bool
	}{
		{"a function and its results", `func f(s string) (int, error) { n, err := p.Parse(s); if err != nil { return 0, p.Wrap(err) }; return n, nil }`, true, false},
		{"an error", `func f(err error) bool { return err == p.ErrGone || p.ErrGone.Error() == "" }`, true, false},
		{"a type and its fields", `func f(in *p.Input) string { if in == nil || in.Age > 7 { return "" }; return in.Owner.Name }`, true, true},
		{"methods one after another", `func f() error { return p.New("a").With("b", 1).Err() }`, true, false},
		{"a literal", `func f(s string) { u := &p.User{Name: s, Tags: []string{s}}; u.Name = "x"; p.Send(u) }`, true, false},
		{"a list", `func f() (all []string) { for i, u := range p.Users() { if i > 3 { break }; all = append(all, u.Name) }; return all }`, true, false},
		{"a map and a list by index", `func f(k string, i int) (string, int) { return p.Names[k], p.Numbers[i] }`, true, false},
		{"a switch", `func f(s string) int { switch p.Kind(s) { case "a": return 1 }; return 0 }`, true, false},
		{"a type switch", `func f(x any) string { switch x := x.(type) { case *p.User: return x.Name; case p.Name: return "n" }; return "" }`, true, false},
		{"calls for later", `func f(m map[string]int) { defer p.Close(); go p.Run(len(m)); p.Done <- 1 }`, true, false},
		{"an instance", `func f(s string) (string, error) { u, err := p.Decode[p.User](s); if err != nil { return "", err }; return u.Name, nil }`, true, false},
		{"a function literal", `func f() func(string) error { return func(s string) error { return p.Check(s) } }`, true, false},
		{"a field whose type is not there", `type T struct { c p.Client; n int }
			func (t *T) f(s string) (int, error) { if err := t.c.Send(s, t.n); err != nil { return 0, err }; return t.c.Total(), nil }`, true, false},
		{"a variable with its type", `func f() int { var c p.Config; c.Port = 1; var n int = c.Port; return n }`, true, false},
		{"builtins", `func f(c *p.Config) int { delete(c.Seen, "a"); return len(c.Names) + cap(c.Rest) }`, true, true},
		{"what is one thing and another", `func f(a string, b []int) { a = p.X; b = p.X }`, false, false},
		{"a generic function", `func f[T any](x T) { p.Print(x) }`, false, false},
		{"what is wrong by itself", `func f() int { p.Print(); return "a" }`, false, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, "a.go", "package a\n\nimport \"example.com/p\"\n\n"+test.decls, 0)
			if err != nil {
				t.Fatal(err)
			}
			info := NewInfo()
			conf := types.Config{Importer: nothing{}, Error: func(error) {}}
			pkg, _ := conf.Check("a", fset, []*ast.File{file}, info)
			fn := file.Decls[len(file.Decls)-1].(*ast.FuncDecl)
			body := len(fn.Body.List)
			got, ok := Functions(Input{fset, pkg, info, nil}, file, []*ast.FuncDecl{fn}, NewInfo())[fn]
			if ok != test.mended || got.Own != test.own {
				t.Errorf("mended %v, own %v; want %v, %v", ok, got.Own, test.mended, test.own)
			}
			if len(fn.Body.List) != body || fn.Name.Name != "f" {
				t.Error("the function itself was changed")
			}
		})
	}
}

type nothing struct{}

func (nothing) Import(string) (*types.Package, error) { return nil, errors.New("not there") }
