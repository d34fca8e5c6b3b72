package analyzer_test

import (
	"fmt"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/scanner"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// expectation is one pattern of a comment // want "pattern" "pattern": a
// diagnostic on its line has to match it.
type expectation struct {
	file    string
	line    int
	pattern *regexp.Regexp
	met     bool
}

// run does what analysistest.Run does with diagnostics, on packages of testdata
// as the command loads them: dependencies come from export data. analysistest
// type-checks the libraries from source, which takes minutes for a cloud SDK.
func run(t *testing.T, a *analysis.Analyzer, dir string, patterns ...string) {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedModule, Dir: dir}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	if len(pkgs) == 0 {
		t.Fatalf("%v match no packages", patterns)
	}
	packages.Visit(pkgs, nil, func(p *packages.Package) {
		for _, e := range p.Errors {
			t.Errorf("%s: %v", p.ID, e)
		}
	})
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Errorf("%s: %v", act.Package.ID, act.Err)
			continue
		}
		compare(t, act, expectations(t, act.Package))
	}
}

// compare reports the diagnostics that nobody wants and the expectations that
// no diagnostic meets.
func compare(t *testing.T, act *checker.Action, want []expectation) {
	t.Helper()
	for _, d := range act.Diagnostics {
		pos := act.Package.Fset.Position(d.Pos)
		checkAdvice(t, d, pos.Filename)
		i := slices.IndexFunc(want, func(e expectation) bool {
			return !e.met && e.file == pos.Filename && e.line == pos.Line && e.pattern.MatchString(d.Message)
		})
		if i < 0 {
			t.Errorf("%s: unexpected diagnostic: %s", place(pos), d.Message)
			continue
		}
		want[i].met = true
	}
	for _, e := range want {
		if !e.met {
			t.Errorf("%s: no diagnostic was reported matching %#q", place(token.Position{Filename: e.file, Line: e.line}), e.pattern)
		}
	}
}

func place(pos token.Position) string {
	return fmt.Sprintf("%s/%s:%d", filepath.Base(filepath.Dir(pos.Filename)), filepath.Base(pos.Filename), pos.Line)
}

// expectations reads the comments of a package.
func expectations(t *testing.T, p *packages.Package) []expectation {
	t.Helper()
	var all []expectation
	for _, file := range p.Syntax {
		for _, group := range file.Comments {
			for _, c := range group.List {
				text, ok := strings.CutPrefix(c.Text, "// want ")
				if !ok { // behind a directive, which has to come first
					_, text, ok = strings.Cut(c.Text, " // want ")
				}
				if !ok {
					continue
				}
				pos := p.Fset.Position(c.Pos())
				for _, pattern := range quoted(t, pos, text) {
					all = append(all, expectation{file: pos.Filename, line: pos.Line, pattern: pattern})
				}
			}
		}
	}
	return all
}

// quoted reads Go strings with white space between.
func quoted(t *testing.T, pos token.Position, text string) []*regexp.Regexp {
	t.Helper()
	var s scanner.Scanner
	s.Init(strings.NewReader(text))
	s.Mode = scanner.ScanStrings | scanner.ScanRawStrings
	s.Error = func(_ *scanner.Scanner, msg string) { t.Errorf("%s: want: %s", place(pos), msg) }
	var all []*regexp.Regexp
	for tok := s.Scan(); tok != scanner.EOF; tok = s.Scan() {
		if tok != scanner.String && tok != scanner.RawString {
			t.Errorf("%s: want: %q is no string", place(pos), s.TokenText())
			return all
		}
		word, err := strconv.Unquote(s.TokenText())
		if err != nil {
			t.Errorf("%s: want: %v", place(pos), err)
			return all
		}
		pattern, err := regexp.Compile(word)
		if err != nil {
			t.Errorf("%s: want: %v", place(pos), err)
			return all
		}
		all = append(all, pattern)
	}
	if len(all) == 0 {
		t.Errorf("%s: want: no pattern", place(pos))
	}
	return all
}
