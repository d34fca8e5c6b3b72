package analyzer_test

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/ast"
	"go/types"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/toctou-lint/toctou/analyzer"
)

// analyse runs a new analyzer over the packages as the command does:
// dependencies come from export data.
func analyse(t *testing.T, reverse bool, patterns ...string) *checker.Graph {
	t.Helper()
	return driven(t, analyzer.Config{Called: everything}, reverse, patterns...)
}

func everything(*types.Func) bool { return true }

func driven(t *testing.T, config analyzer.Config, reverse bool, patterns ...string) *checker.Graph {
	t.Helper()
	a, err := analyzer.New(config)
	if err != nil {
		t.Fatal(err)
	}
	cfg := &packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: "../testdata"}
	pkgs, err := packages.Load(cfg, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	if reverse {
		slices.Reverse(pkgs)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, &checker.Options{Sequential: reverse})
	if err != nil {
		t.Fatal(err)
	}
	return graph
}

// TestLink compares what linking finds with the lines marked "// linked", and what
// it says with what may follow: "// linked: use SET with NX".
func TestLink(t *testing.T) {
	for _, pattern := range []string{"./layers/...", "./redislayers/..."} {
		t.Run(pattern, func(t *testing.T) { linked(t, pattern) })
	}
}

func linked(t *testing.T, pattern string) {
	alone := map[string]bool{} // what packages show without the others
	for _, act := range analyse(t, false, pattern).Roots {
		for _, d := range act.Diagnostics {
			pos := act.Package.Fset.Position(d.Pos)
			alone[fmt.Sprintf("%s:%d", pos.Filename, pos.Line)] = true
		}
	}
	graph := driven(t, analyzer.Config{Called: everything, Whole: true}, false, pattern)
	var units []*analyzer.Unit
	var want, got []string
	says := map[string]string{}
	position := func(p *packages.Package, n ast.Node) string {
		pos := p.Fset.Position(n.Pos())
		return fmt.Sprintf("%s:%d", filepath.Base(pos.Filename), pos.Line)
	}
	packageOf := map[*analyzer.Unit]*packages.Package{}
	for _, act := range graph.Roots {
		res, ok := act.Result.(*analyzer.Result)
		if !ok || res.Unit == nil {
			t.Fatalf("%s: no unit, %v", act.Package, act.Err)
		}
		units = append(units, res.Unit)
		packageOf[res.Unit] = act.Package
		for _, file := range act.Package.Syntax {
			for _, group := range file.Comments {
				for _, c := range group.List {
					if text, ok := strings.CutPrefix(c.Text, "// linked"); ok {
						at := position(act.Package, c)
						want = append(want, at)
						says[at] = strings.TrimPrefix(text, ": ")
					}
				}
			}
		}
	}
	analyzer.Link(units, func(u *analyzer.Unit, d analysis.Diagnostic) {
		pos := packageOf[u].Fset.Position(d.Pos)
		if !alone[fmt.Sprintf("%s:%d", pos.Filename, pos.Line)] {
			at := fmt.Sprintf("%s:%d", filepath.Base(pos.Filename), pos.Line)
			got = append(got, at)
			if !strings.Contains(d.Message, says[at]) {
				t.Errorf("%s: %q does not say %q", at, d.Message, says[at])
			}
		}
	})
	slices.Sort(want)
	slices.Sort(got)
	if len(want) == 0 || !slices.Equal(want, got) {
		t.Errorf("linking found %v, want %v", got, want)
	}
}

// TestFactCodec encodes every fact ten times to the same bytes, and decodes
// them to an equal fact. Facts must name no folder of this machine.
func TestFactCodec(t *testing.T) {
	dir, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for act := range analyse(t, false, "./layers/...", "./gorm/helpers", "./databasesql/sqlc").All() {
		for _, f := range act.AllObjectFacts() {
			n++
			var first []byte
			for range 10 {
				var buf bytes.Buffer
				if err := gob.NewEncoder(&buf).Encode(f.Fact); err != nil {
					t.Fatalf("%s: %v", f.Object, err)
				}
				if first != nil && !bytes.Equal(first, buf.Bytes()) {
					t.Fatalf("%s: two encodings differ", f.Object)
				}
				first = buf.Bytes()
			}
			if bytes.Contains(first, []byte(dir)) {
				t.Errorf("%s: the fact names a folder", f.Object)
			}
			back := reflect.New(reflect.TypeOf(f.Fact).Elem())
			if err := gob.NewDecoder(bytes.NewReader(first)).DecodeValue(back); err != nil {
				t.Fatalf("%s: %v", f.Object, err)
			}
			if got, want := fmt.Sprint(back.Interface()), fmt.Sprint(f.Fact); got != want {
				t.Errorf("%s: decoded %s, want %s", f.Object, got, want)
			}
		}
	}
	if n == 0 {
		t.Error("no facts")
	}
}

// TestDeterministic analyses in two orders and compares every word.
func TestDeterministic(t *testing.T) {
	report := func(reverse bool) string {
		var lines []string
		for _, act := range analyse(t, reverse, "./layers/...", "./gorm/...", "./databasesql/...").Roots {
			for _, d := range act.Diagnostics {
				line := fmt.Sprint(act.Package.Fset.Position(d.Pos), d.Category, d.Message)
				for _, rel := range d.Related {
					line += fmt.Sprint(act.Package.Fset.Position(rel.Pos), rel.Message)
				}
				lines = append(lines, line)
			}
		}
		slices.Sort(lines)
		return strings.Join(lines, "\n")
	}
	if a, b := report(false), report(true); a != b {
		t.Errorf("two orders give two reports:\n%s\n---\n%s", a, b)
	}
}
