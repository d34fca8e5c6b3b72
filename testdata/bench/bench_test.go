package main

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/toctou-lint/toctou/testdata/field/workshop"
)

// TestLoadsAlike expects load to ask for what the command asks for.
func TestLoadsAlike(t *testing.T) {
	ours, its := mode(t, "load/main.go"), mode(t, "../../cmd/toctou/internal/cli/load.go")
	if ours != its {
		t.Errorf("load has mode %s, the command %s", ours, its)
	}
}

// mode is the mode of the one packages.Config that a file writes.
func mode(t *testing.T, name string) (found string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.CompositeLit); ok && lit.Type != nil && types.ExprString(lit.Type) == "packages.Config" {
			for _, e := range lit.Elts {
				if kv := e.(*ast.KeyValueExpr); types.ExprString(kv.Key) == "Mode" {
					found += types.ExprString(kv.Value)
				}
			}
		}
		return true
	})
	if found == "" {
		t.Fatalf("%s has no packages.Config with a mode", name)
	}
	return found
}

func TestModules(t *testing.T) {
	lines, err := workshop.List("modules.txt")
	if err != nil || len(lines) == 0 {
		t.Fatal(err)
	}
	for _, line := range lines {
		if len(strings.Fields(line)) != 3 {
			t.Errorf("%q is not a kind, a module and a version", line)
		}
	}
}

// TestAnother expects go vet to take a tool and its copy for two tools, and what
// a command takes to be measured.
func TestAnother(t *testing.T) {
	shop, err := workshop.New(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{Workshop: shop}
	if b.measure, err = b.Build(".", "./measure", "measure"); err != nil {
		t.Fatal(err)
	}
	if b.empty, err = b.Build(".", "./empty", "empty"); err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for _, mark := range []string{"one", "two"} {
		copied, err := b.another(b.empty, mark)
		if err != nil {
			t.Fatal(err)
		}
		for _, tool := range []string{b.empty, copied} {
			id, err := exec.Command(tool, "-V=full").Output()
			if err != nil {
				t.Fatal(err)
			}
			seen[string(id)] = true
		}
	}
	if len(seen) != 3 {
		t.Errorf("a tool and two copies have the identities %v", seen)
	}
	asks := func(args ...string) job {
		return job{codes: []int{0}, command: func(ctx context.Context) *exec.Cmd { return exec.CommandContext(ctx, b.empty, args...) }}
	}
	c, err := b.measured(t.Context(), asks("-V=full"))
	if err != nil || c.CPU <= 0 || c.Wall < c.CPU/64 || c.Peak < 1<<20 || c.Peak > 1<<30 {
		t.Errorf("a small command took %+v, %v", c, err)
	}
	if _, err := b.measured(t.Context(), asks("gone.cfg")); err == nil || !strings.Contains(err.Error(), "exit code 1: ") {
		t.Errorf("a command that fails: %v", err)
	}
}

func TestSnapshot(t *testing.T) {
	dir := t.TempDir()
	write := func(name string) string {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	old := write("a/old")
	s, err := take(dir)
	if err != nil {
		t.Fatal(err)
	}
	young := write("b/young")
	if err := s.restore(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(young); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", young, err)
	}
}

func TestRewrite(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.md")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(page, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("before\n" + begin + end + "after\n")
	for _, tables := range []string{"one\n", "two\n"} {
		if err := rewrite(page, tables); err != nil {
			t.Fatal(err)
		}
		want := "before\n" + begin + tables + end + "after\n"
		if got, _ := os.ReadFile(page); string(got) != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	write("no marks\n")
	if err := rewrite(page, "x\n"); err == nil {
		t.Error("a page without marks was rewritten")
	}
}

func TestTables(t *testing.T) {
	took := func(seconds float64, mb int64) cost {
		d := time.Duration(seconds * float64(time.Second))
		return cost{CPU: d, Wall: d / 2, Peak: mb << 20}
	}
	s := &subject{kind: "small", path: "example.com/m", version: "v1.0.0", packages: 3, lines: 10_400, generated: 600, rows: []*row{
		{name: loading, costs: []cost{took(3, 90), took(1, 110), took(2, 100)}},
		{name: "toctou", costs: []cost{took(2.4, 125), took(2.8, 125)}},
		{name: "go vet with toctou, cold", costs: []cost{took(5.5, 80)}},
		{name: "go vet with empty, cold", costs: []cost{took(1, 80)}, failed: "exit code 2"},
		{name: "gosec", costs: []cost{took(26, 500)}},
		{name: "nilaway", failed: "cannot be installed: a|b"},
	}}
	want := "| example.com/m | 10 | 1.30 × | 1.25 × | 125 | – | – | – | 10.00 × | – | 250.0 |\n"
	if got := summary([]*subject{s}); !strings.HasSuffix(got, want+"\n") {
		t.Errorf("got\n%s\nwant at its end\n%s", got, want)
	}
	want = `### small: example.com/m v1.0.0

3 packages of 10 kLOC, 1 of them generated; the files of tests not counted.

| command | CPU, s | × | wall, s | × | MB | × | runs |
|---|---:|---:|---:|---:|---:|---:|---:|
| loading and type-checking | 2.00 | 1.00 | 1.00 | 1.00 | 100 | 1.00 | 3 |
| toctou | 2.60 | 1.30 | 1.30 | 1.30 | 125 | 1.25 | 2 |
| go vet with toctou, cold | 5.50 | 2.75 | 2.75 | 2.75 | 80 | 0.80 | 1 |
| go vet with empty, cold | – | | – | | – | | exit code 2 |
| gosec | 26.00 | 13.00 | 13.00 | 13.00 | 500 | 5.00 | 1 |
| nilaway | – | | – | | – | | cannot be installed: a\|b |

`
	if got := details(s); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
