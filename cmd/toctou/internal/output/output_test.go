package output

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// source writes a file of n numbered lines and returns its name.
func source(t *testing.T, dir, name string, n int) string {
	t.Helper()
	var b strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "\t\tline\t%d of %s\n", i, name)
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func at(file string, line int) Span {
	pos := token.Position{Filename: file, Line: line, Column: 3, Offset: 10 * line}
	end := pos
	end.Column, end.Offset = 9, pos.Offset+6
	return Span{pos, end}
}

func TestText(t *testing.T) {
	dir := t.TempDir()
	a, b := source(t, dir, "a.go", 60), source(t, dir, "b.go", 30)
	for name, c := range map[string]struct {
		create  Span
		related []Related
		want    string
	}{
		"window": {at(a, 42), []Related{{at(a, 31), "the check: First"}}, `
    31 │ ┌ line 31 of a.go   ← the check: First
       │ │ … 10 lines: another request can create it here
    42 │ └ line 42 of a.go   ← the create
`},
		"one line between": {at(a, 9), []Related{{at(a, 7), "the check"}}, `
    7 │ ┌ line 7 of a.go   ← the check
      │ │ … 1 line: another request can create it here
    9 │ └ line 9 of a.go   ← the create
`},
		"neighbours": {at(a, 8), []Related{{at(a, 7), "the check"}}, `
    7 │ ┌ line 7 of a.go   ← the check
      │ │ … another request can create it here
    8 │ └ line 8 of a.go   ← the create
`},
		"same line":  {at(a, 7), []Related{{at(a, 7), "the check"}}, "\n    7 │   line 7 of a.go   ← the check, and the create\n"},
		"no related": {at(a, 7), nil, "\n    7 │   line 7 of a.go\n"},
		"other file": {at(a, 42), []Related{{at(b, 5), "the check"}}, `
    b.go:5 │ ┌ line 5 of b.go    ← the check
           │ │ … another request can create it here
        42 │ └ line 42 of a.go   ← the create
`},
		"helpers": {at(a, 42), []Related{
			{at(a, 31), "the check: f"}, {at(a, 55), "the check itself"}, {at(b, 5), "the create itself"},
		}, `
        55 │   line 55 of a.go   ← the check itself
        31 │ ┌ line 31 of a.go   ← the check: f
           │ │ … 10 lines: another request can create it here
        42 │ └ line 42 of a.go   ← the create
    b.go:5 │   line 5 of b.go    ← the create itself
`},
		"unreadable": {at(filepath.Join(dir, "none.go"), 3), nil, "\n"},
	} {
		t.Run(name, func(t *testing.T) {
			r := &Report{Dir: dir, Findings: []Finding{{Rule: "duplicate", Span: c.create, Message: "duplicate: x", Related: c.related}}}
			var got strings.Builder
			if err := ByName("text").Write(&got, r); err != nil {
				t.Fatal(err)
			}
			want := fmt.Sprintf("%s:%d:3: duplicate: x", filepath.Base(c.create.Pos.Filename), c.create.Pos.Line) + c.want
			if got.String() != want {
				t.Errorf("got\n%s\nwant\n%s", got.String(), want)
			}
		})
	}
}

func TestLongLines(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.go")
	if err := os.WriteFile(name, []byte(strings.Repeat("é", 500)), 0o644); err != nil {
		t.Fatal(err)
	}
	line, ok := make(sources).line(token.Position{Filename: name, Line: 1})
	if want := strings.Repeat("é", maxSource-1) + "…"; !ok || line != want {
		t.Errorf("got %q", line)
	}
}

func TestRelative(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]string{
		filepath.Join(dir, "a", "b.go"):     filepath.Join("a", "b.go"),
		filepath.Join(dir+"x", "b.go"):      filepath.Join(dir+"x", "b.go"),
		filepath.Join(dir, "..", "b.go"):    filepath.Join(filepath.Dir(dir), "b.go"),
		filepath.Join(dir, "..b", "b.go"):   filepath.Join("..b", "b.go"),
		string(filepath.Separator) + "b.go": string(filepath.Separator) + "b.go",
	} {
		if got := relative(dir, name); got != want {
			t.Errorf("relative(%s, %s) = %s, want %s", dir, name, got, want)
		}
	}
}

func TestJSON(t *testing.T) {
	r := &Report{
		Analyzer: "toctou",
		Findings: []Finding{{
			Package: "p", Rule: "conflict", Span: at("/a.go", 4), Message: "conflict: a < b",
			Related: []Related{{at("/b.go", 2), "the check"}},
			Fixes:   []Fix{{"insert with an upsert", []Edit{{at("/a.go", 4), "x"}}}},
		}},
		Failures: []Failure{{"q", "does not parse"}},
	}
	var got strings.Builder
	if err := ByName("json").Write(&got, r); err != nil {
		t.Fatal(err)
	}
	const want = `{
	"p": {
		"toctou": [
			{
				"category": "conflict",
				"posn": "/a.go:4:3",
				"end": "/a.go:4:9",
				"message": "conflict: a < b",
				"suggested_fixes": [
					{
						"message": "insert with an upsert",
						"edits": [
							{
								"filename": "/a.go",
								"start": 40,
								"end": 46,
								"new": "x"
							}
						]
					}
				],
				"related": [
					{
						"posn": "/b.go:2:3",
						"end": "/b.go:2:9",
						"message": "the check"
					}
				]
			}
		]
	},
	"q": {
		"toctou": {
			"error": "does not parse"
		}
	}
}
`
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
	var empty strings.Builder
	if err := ByName("json").Write(&empty, &Report{}); err != nil || !json.Valid([]byte(empty.String())) {
		t.Errorf("empty report: %q, %v", empty.String(), err)
	}
}

func TestSummary(t *testing.T) {
	find := func(rules ...string) (all []Finding) {
		for _, rule := range rules {
			all = append(all, Finding{Rule: rule})
		}
		return all
	}
	for want, r := range map[string]*Report{
		"no findings in 1 package":                                           {Packages: 1},
		"1 finding (1 helper) in 2 packages":                                 {Packages: 2, Findings: find("helper")},
		"3 findings (2 conflict, 1 duplicate) in 92 packages":                {Packages: 92, Findings: find("conflict", "duplicate", "conflict")},
		"no findings in 0 packages; 1 could not be analysed in full":         {Failures: []Failure{{"p", "r"}}},
		"1 finding (1 other) in 3 packages; 2 could not be analysed in full": {Packages: 3, Findings: find(""), Failures: make([]Failure, 2)},
	} {
		if got := Summary(r); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestFormatsRegistered finds the types of this package that can write a
// report and expects each in the table.
func TestFormatsRegistered(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range formats() {
		names = append(names, strings.TrimPrefix(fmt.Sprintf("%T", f), "output."))
	}
	table := strings.Join(names, " ")
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Name.Name != "Write" {
				continue
			}
			typ, ok := fn.Recv.List[0].Type.(*ast.Ident)
			if ok && !strings.Contains(table, typ.Name) {
				t.Errorf("%s: format %s is missing from the table in output.go", name, typ.Name)
			}
		}
	}
	if len(Names()) != len(formats()) || ByName("no such format") != nil {
		t.Error("Names and ByName do not follow the table")
	}
}
