package directive

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// parse returns the directives of one file and a function that finds a mark in
// it: the position of the first occurrence of text.
func parse(t *testing.T, src string) (*Set, func(string) token.Pos) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "x.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return Parse(fset, []*ast.File{file}), func(mark string) token.Pos {
		i := strings.Index(src, mark)
		if i < 0 {
			t.Fatalf("no %q in source", mark)
		}
		return fset.File(file.Pos()).Pos(i)
	}
}

func show(all []Unique) string {
	var texts []string
	for _, u := range all {
		text := fmt.Sprintf("%s(%s)", u.Table, strings.Join(u.Columns, ","))
		if u.Reason != "" {
			text += " " + u.Reason
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "; ")
}

func TestUnique(t *testing.T) {
	const src = `// Package p.
//
//toctou:unique files(path)
package p

//toctou:unique typ(a) above a declaration
type T struct {
	A string //toctou:unique typ(b)
	//toctou:unique typ(c)
	C string
} //toctou:unique typ(d)
func next() { none() }

type (
	//toctou:unique g(a)
	G struct{}
	H struct{} //toctou:unique h(a)
)

// f does things.
//
//toctou:unique users(email, tenant_id)  by migration 12
func f() {
	//toctou:unique line(a)
	// and an ordinary comment
	above()
	after()

	same() //toctou:unique line(b)
	later()

	many(1,
		inner(2),
	) //toctou:unique line(c)

	middle(1,
		inner(3), //toctou:unique line(d)
		tail(4),
	)

	//toctou:unique line(e)
	if cond() {
		body()
	}
	//toctou:unique local(a)
	type L struct{}
}

//toctou:unique vars(a)
var run = func() { literal() }
`
	s, at := parse(t, src)
	if len(s.Malformed()) > 0 {
		t.Fatalf("malformed: %v", s.Malformed())
	}
	const file, fn = "files(path)", "files(path); users(email,tenant_id) by migration 12"
	for mark, want := range map[string]string{
		"none()":    file,
		"above()":   fn + "; line(a)",
		"after()":   fn,
		"same()":    fn + "; line(b)",
		"later()":   fn,
		"many(":     fn + "; line(c)",
		"inner(2)":  fn + "; line(c)",
		"middle(":   fn + "; line(d)",
		"tail(":     fn + "; line(d)",
		"cond()":    fn + "; line(e)",
		"body()":    fn + "; line(e)",
		"literal()": file + "; vars(a)",
	} {
		if got := show(s.Unique(at(mark))); got != want {
			t.Errorf("Unique at %s = %s, want %s", mark, got, want)
		}
	}
	for mark, want := range map[string]string{
		"T struct": "typ(a) above a declaration; typ(b); typ(c); typ(d)",
		"G struct": "g(a)",
		"H struct": "h(a)",
		"L struct": "local(a)",
		"f()":      "",
	} {
		if got := show(s.UniqueOnType(at(mark))); got != want {
			t.Errorf("UniqueOnType at %s = %s, want %s", mark, got, want)
		}
	}
}

func TestMalformed(t *testing.T) {
	for comment, want := range map[string]string{
		"//toctou:unique users(email)":            "",
		"//toctou:unique app.users (email) so":    "",
		"// toctou: this is prose":                "",
		"// see toctou:unique":                    "",
		"//	//toctou:unique is an example":        "",
		"//toctou:uniq users(email)":              `unknown directive "toctou:uniq"; did you mean "toctou:unique"?`,
		"//toctou:unique":                         "//toctou:unique: no column list; want table(column, …) and perhaps a reason",
		"//toctou:unique users":                   "//toctou:unique: no column list; want table(column, …) and perhaps a reason",
		"//toctou:unique users(email":             "//toctou:unique: the column list has no end; want table(column, …) and perhaps a reason",
		"//toctou:unique (email)":                 "//toctou:unique: no table; want table(column, …) and perhaps a reason",
		"//toctou:unique users()":                 "//toctou:unique: empty column name; want table(column, …) and perhaps a reason",
		"//toctou:unique users(a,)":               "//toctou:unique: empty column name; want table(column, …) and perhaps a reason",
		"//toctou:unique users(a, a)":             "//toctou:unique: column a is listed twice",
		"//toctou:unique the users(a)":            `//toctou:unique: "the users" is not a table name; want table(column, …) and perhaps a reason`,
		"//toctou:unique users(a b)":              `//toctou:unique: "a b" is not a column name; want table(column, …) and perhaps a reason`,
		"// toctou:unique users(email)":           "not a directive: write //toctou:unique, without spaces before the name",
		"/* toctou:unique users(email) */":        "not a directive: write //toctou:unique, without spaces before the name",
		"//toctou:ignore":                         `unknown directive "toctou:ignore"; known: toctou:unique`,
		"//toctou:":                               `unknown directive "toctou:"; known: toctou:unique`,
		"//toctou:unique users(email)\n\n\t// x":  "//toctou:unique covers nothing here: write it on or above a statement, a declaration or the package clause",
		"//toctou:unique\tusers(email)\ttabs, ok": "",
	} {
		s, at := parse(t, "package p\n\nfunc f() {\n\t"+comment+"\n\tcall()\n}\n")
		got := ""
		for _, p := range s.Malformed() {
			got += p.Message
			if p.Pos != at(comment) {
				t.Errorf("%s: reported at the wrong position", comment)
			}
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", comment, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("toctou:unique users(email) reason", "nolint:toctou // why")
	f.Add(" toctou:unique", "nolint:a,")
	f.Add("toctou:unique t(a,b", "nolint")
	f.Fuzz(func(t *testing.T, above, beside string) {
		src := "package p\n\n//" + above + "\nfunc f() {\n\tcall() //" + beside + "\n}\n//" + above
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "x.go", src, parser.ParseComments)
		if err != nil {
			t.Skip()
		}
		s := Parse(fset, []*ast.File{file})
		for pos := file.FileStart; pos < file.FileEnd; pos++ {
			s.Suppressed(pos)
			for _, u := range s.Unique(pos) {
				if u.Table == "" || len(u.Columns) == 0 {
					t.Errorf("incomplete declaration %+v from %q", u, src)
				}
			}
		}
		for _, p := range s.Malformed() {
			if p.Message == "" || p.Pos < file.FileStart || p.Pos >= file.FileEnd {
				t.Errorf("bad problem %+v from %q", p, src)
			}
		}
	})
}
