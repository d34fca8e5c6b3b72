package cli

import (
	"go/ast"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// module writes a module and returns its directory.
func module(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files["go.mod"] = "module example.com/m\n\ngo 1.26\n"
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

type isDeclared struct{}

func (*isDeclared) AFact() {}

// TestFacts shows that the driver serves analyzers with facts although imported
// packages have no syntax: facts flow between the module's packages, also those
// that no pattern matched, and every other package is visited without files.
func TestFacts(t *testing.T) {
	dir := module(t, map[string]string{
		"low/low.go":   "package low\n\nimport \"fmt\"\n\nfunc F() { fmt.Println() }\n",
		"mid/mid.go":   "package mid\n\nimport \"example.com/m/low\"\n\nfunc F() { low.F() }\n",
		"high/high.go": "package high\n\nimport (\n\t\"example.com/m/low\"\n\t\"example.com/m/mid\"\n)\n\nfunc F() { low.F(); mid.F() }\n",
	})
	l, err := load(options{patterns: []string{"./low", "./high"}}, dir)
	if err != nil || len(l.failures) > 0 {
		t.Fatal(err, l.failures)
	}
	if len(l.sound) != 3 || len(l.asked) != 2 || l.asked["example.com/m/mid"] {
		t.Errorf("from source %v, asked for %v", l.sound, l.asked)
	}
	type empty struct{}
	known := &analysis.Analyzer{
		Name: "known", Doc: "exports a fact on each function and reports calls of functions that have it",
		FactTypes: []analysis.Fact{new(isDeclared)}, RunDespiteErrors: true, ResultType: reflect.TypeFor[*empty](),
		Run: func(pass *analysis.Pass) (any, error) {
			if len(pass.Files) == 0 || pass.TypesInfo == nil {
				return new(empty), nil
			}
			for _, file := range pass.Files {
				ast.Inspect(file, func(n ast.Node) bool {
					switch n := n.(type) {
					case *ast.FuncDecl:
						pass.ExportObjectFact(pass.TypesInfo.Defs[n.Name], new(isDeclared))
					case *ast.SelectorExpr:
						if fn := pass.TypesInfo.Uses[n.Sel]; pass.ImportObjectFact(fn, new(isDeclared)) {
							pass.Reportf(n.Pos(), "%s", fn.Pkg().Name())
						}
					}
					return true
				})
			}
			return new(empty), nil
		},
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{known}, l.sound, nil)
	if err != nil {
		t.Fatal(err)
	}
	var calls []string
	for act := range graph.All() {
		if act.Err != nil {
			t.Errorf("%v: %v", act, act.Err)
		}
		for _, d := range act.Diagnostics {
			calls = append(calls, act.Package.Name+" calls "+d.Message)
		}
	}
	slices.Sort(calls)
	if want := []string{"high calls low", "high calls mid", "mid calls low"}; !slices.Equal(calls, want) {
		t.Errorf("got %q, want %q", calls, want)
	}
}

func TestUnmatched(t *testing.T) {
	dir := filepath.FromSlash("/src/m")
	pkgs := []*packages.Package{
		{PkgPath: "example.com/m", Dir: dir},
		{PkgPath: "example.com/m/a/b", Dir: filepath.Join(dir, "a", "b")},
		{PkgPath: "./gone/..."},
	}
	for pattern, matched := range map[string]bool{
		"...": true, "./...": true, "./a/...": true, "./a/b/...": true, "./a...": true, "../m/...": true,
		filepath.Join(dir, "..."): true, "example.com/...": true, "example.com/m/a/...": true, "./gone/...": true,
		"./b/...": false, "./ab...": false, "../n/...": false, "example.com/n/...": false, "example.com/m/a/b/c/...": false,
		".": true, "fmt": true, // without dots: not this function's business
	} {
		if got := len(unmatched([]string{pattern}, pkgs, dir)) == 0; got != matched {
			t.Errorf("%s: matched = %t, want %t", pattern, got, matched)
		}
	}
}
