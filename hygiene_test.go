// Package toctou_test holds the tests of the house rules: see CONTRIBUTING.md.
package toctou_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/analyzer"
	"github.com/toctou-lint/toctou/cmd/toctou/docs"
)

const module = "github.com/toctou-lint/toctou"

// layers lists every package of the module; each may import those of lower
// layers only.
func layers() [][]string {
	const engine = "analyzer/internal/"
	return [][]string{
		{"internal/nearest", "internal/plain", engine + "standin"},
		{engine + "sqltext", engine + "ssabuild", engine + "value", "cmd/toctou/internal/output", "cmd/toctou/docs"},
		{engine + "cypher", engine + "directive", engine + "strict"},
		{engine + "model"},
		{engine + "op"},
		{engine + "schema", engine + "world"},
		{engine + "summary"},
		{engine + "protect", engine + "infer"},
		{engine + "harm"},
		{engine + "race"},
		{engine + "fix", engine + "message"},
		{engine + "explain"},
		{"analyzer"},
		{"cmd/toctou/internal/repair"},
		{"cmd/toctou/internal/cli", "plugin", "nogo"},
		{"cmd/toctou"},
	}
}

// long lists files and functions ("file: function") beyond the limits, each
// with the reason why it is better in one piece.
func long() map[string]string {
	return map[string]string{
		"analyzer/rules.go: Rules": "a table",
	}
}

const (
	maxFile     = 300 // lines of a file
	maxFunction = 60  // lines of a function
)

// source is one non-test file of the module.
type source struct {
	path string // slash-separated, relative to the root
	file *ast.File
}

// parseModule parses the module's non-test files.
func parseModule(t *testing.T) (*token.FileSet, []source) {
	t.Helper()
	fset := token.NewFileSet()
	var all []source
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if base := d.Name(); name != "." && (base == "testdata" || strings.HasPrefix(base, ".")) {
				return fs.SkipDir
			}
			return nil
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		all = append(all, source{filepath.ToSlash(name), file})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return fset, all
}

func TestImportGraph(t *testing.T) {
	level := make(map[string]int)
	for i, packages := range layers() {
		for _, p := range packages {
			level[p] = i
		}
	}
	_, sources := parseModule(t)
	for _, s := range sources {
		from, known := level[path.Dir(s.path)]
		if !known {
			t.Errorf("%s: package %s is in no layer", s.path, path.Dir(s.path))
			continue
		}
		for _, spec := range s.file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			target, ours := strings.CutPrefix(name, module+"/")
			if to, known := level[target]; ours && (!known || to >= from) {
				t.Errorf("%s imports %s, which is not on a lower layer", s.path, target)
			}
		}
	}
}

func TestLengths(t *testing.T) {
	allowed := long()
	used := make(map[string]bool)
	check := func(what string, lines, limit int) {
		if lines <= limit {
			return
		}
		used[what] = true
		if allowed[what] == "" {
			t.Errorf("%s has %d lines, more than %d: split it, or give a reason in long()", what, lines, limit)
		}
	}
	fset, sources := parseModule(t)
	line := func(pos token.Pos) int { return fset.Position(pos).Line }
	for _, s := range sources {
		check(s.path, line(s.file.FileEnd-1), maxFile)
		for _, d := range s.file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				check(s.path+": "+fn.Name.Name, line(fn.End())-line(fn.Pos())+1, maxFunction)
			}
		}
	}
	for what := range allowed {
		if !used[what] {
			t.Errorf("long() lists %s, which is not long", what)
		}
	}
}

// TestForbidden finds what a library inside somebody else's process must not
// do: run code at init, end the process, panic.
func TestForbidden(t *testing.T) {
	fset, sources := parseModule(t)
	for _, s := range sources {
		for _, d := range s.file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" && path.Dir(s.path) != "plugin" {
				t.Errorf("%s: init function", fset.Position(fn.Pos()))
			}
		}
		if path.Base(s.path) == "main.go" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if name := forbidden(call); name != "" {
					t.Errorf("%s: call of %s", fset.Position(call.Pos()), name)
				}
			}
			return true
		})
	}
}

// forbidden returns the name of the function that call must not call.
func forbidden(call *ast.CallExpr) string {
	switch fn := call.Fun.(type) {
	case *ast.Ident:
		if fn.Name == "panic" {
			return fn.Name
		}
	case *ast.SelectorExpr:
		if pkg, ok := fn.X.(*ast.Ident); ok {
			name := pkg.Name + "." + fn.Sel.Name
			if slices.Contains([]string{"os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic", "log.Panicf"}, name) {
				return name
			}
		}
	}
	return ""
}

// TestNoMutableGlobals finds package-level variables that change: those that
// their package assigns to, takes the address of or deletes from. Tables that
// are only read are fine. Names decide, so a local variable must not share its
// name with a package-level one.
func TestNoMutableGlobals(t *testing.T) {
	fset, sources := parseModule(t)
	globals := make(map[string]bool) // "directory.name"
	for _, s := range sources {
		for _, d := range s.file.Decls {
			if decl, ok := d.(*ast.GenDecl); ok && decl.Tok == token.VAR {
				for _, spec := range decl.Specs {
					for _, name := range spec.(*ast.ValueSpec).Names {
						globals[path.Dir(s.path)+"."+name.Name] = true
					}
				}
			}
		}
	}
	for _, s := range sources {
		for _, d := range s.file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				for _, name := range changed(n) {
					if globals[path.Dir(s.path)+"."+name] {
						t.Errorf("%s: package-level variable %s is changed", fset.Position(n.Pos()), name)
					}
				}
				return true
			})
		}
	}
}

// changed returns the names of the variables that n itself may change.
func changed(n ast.Node) []string {
	var targets []ast.Expr
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			targets = n.Lhs
		}
	case *ast.IncDecStmt:
		targets = []ast.Expr{n.X}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			targets = []ast.Expr{n.X}
		}
	case *ast.CallExpr:
		if fn, ok := n.Fun.(*ast.Ident); ok && (fn.Name == "delete" || fn.Name == "clear") {
			targets = n.Args[:1]
		}
	}
	var names []string
	for _, target := range targets {
		if name := root(target); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// root is the variable that an assignable expression is a part of.
func root(e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x.Name
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return ""
		}
	}
}

// TestLayout expects each package in the layout that CONTRIBUTING.md shows, and
// nothing in it that there is not.
func TestLayout(t *testing.T) {
	text, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, layout, _ := strings.Cut(string(text), "## The layout\n\n```\n")
	layout, _, _ = strings.Cut(layout, "```")
	shown := make(map[string]bool)
	top := ""
	for line := range strings.Lines(layout) {
		dir := strings.TrimSuffix(strings.Fields(line)[0], "/")
		if line[0] != ' ' {
			top = dir
		} else {
			dir = path.Join(top, dir)
		}
		shown[dir] = true
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			t.Errorf("CONTRIBUTING.md shows %s, which is no directory", dir)
		}
	}
	for _, packages := range layers() {
		for _, p := range packages {
			if !shown[p] {
				t.Errorf("CONTRIBUTING.md does not show %s", p)
			}
		}
	}
}

// TestRulePages expects a page for each rule, which says what it is in the
// rule's own words and answers what every page answers.
func TestRulePages(t *testing.T) {
	for _, r := range analyzer.Rules() {
		page, err := docs.Rule(r.ID)
		if err != nil {
			t.Errorf("%v: write cmd/toctou/docs/rules/%s.md", err, r.ID)
			continue
		}
		title := strings.ToUpper(r.Title[:1]) + r.Title[1:]
		if head := "# " + r.ID + "\n\n" + title + ".\n"; !strings.HasPrefix(page, head) {
			t.Errorf("the page of %s does not begin with %q", r.ID, head)
		}
		for _, section := range []string{"## Why it matters", "## Racy and atomic", "## When it is silent", "## How to suppress"} {
			if !strings.Contains(page, "\n"+section+"\n") {
				t.Errorf("the page of %s has no section %q", r.ID, section)
			}
		}
	}
}

// TestRulesDocumented keeps README.md's table of rules equal to Rules.
func TestRulesDocumented(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	table := "| rule | what is reported | since |\n|---|---|---|\n"
	for _, r := range analyzer.Rules() {
		if r.ID == "" || r.Title == "" || r.Doc == "" || r.Before == "" || r.After == "" || r.Since == "" || r.Loser == "" || r.Severity == "" {
			t.Errorf("rule %s is not fully described", r.ID)
		}
		table += "| `" + r.ID + "` | " + r.Title + " | " + r.Since + " |\n"
	}
	if !strings.Contains(string(readme), table) {
		t.Errorf("README.md does not contain this table:\n%s", table)
	}
}
