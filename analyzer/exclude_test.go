package analyzer

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

func TestExclusion(t *testing.T) {
	for _, c := range []struct {
		e                    Exclusion
		file, function, rule string
		want                 bool
	}{
		{Exclusion{Path: "seed/*.go"}, "/src/m/seed/a.go", "F", "duplicate", true},
		{Exclusion{Path: "seed/*.go"}, "seed/a.go", "F", "duplicate", true},
		{Exclusion{Path: "seed/*.go"}, "/src/m/seed/sub/a.go", "F", "duplicate", false},
		{Exclusion{Path: "seed/*.go"}, "/src/m/reseed/a.go", "F", "duplicate", false},
		{Exclusion{Path: "seed/**"}, "/src/m/seed/sub/a.go", "F", "duplicate", true},
		{Exclusion{Path: "**/seed/**/a.go"}, "/src/m/seed/a.go", "F", "duplicate", true},
		{Exclusion{Path: "a?.go"}, "/src/ab.go", "F", "duplicate", true},
		{Exclusion{Path: "a.go"}, "/src/axgo", "F", "duplicate", false},
		{Exclusion{Function: "Users.*"}, "a.go", "Users.Create", "duplicate", true},
		{Exclusion{Function: "Users.*"}, "a.go", "SuperUsers.Create", "duplicate", false},
		{Exclusion{Function: "*.Create"}, "a.go", "Users.Create", "duplicate", true},
		{Exclusion{Function: "Create"}, "a.go", "Users.Create", "duplicate", false},
		{Exclusion{Path: "a.go", Function: "F"}, "a.go", "G", "duplicate", false},
		{Exclusion{Path: "a.go", Rules: []string{"conflict"}}, "a.go", "G", "duplicate", false},
		{Exclusion{Path: "a.go", Rules: []string{"conflict", "duplicate"}}, "a.go", "G", "duplicate", true},
	} {
		if got := c.e.covers(c.file, c.function, c.rule); got != c.want {
			t.Errorf("%+v covers %s %s %s: %t", c.e, c.file, c.function, c.rule, got)
		}
	}
}

func TestConfigErrors(t *testing.T) {
	because := func(e Exclusion) Config {
		e.Reason = "seed data"
		return Config{Exclude: []Exclusion{{Path: "a", Reason: "b"}, e}}
	}
	for want, c := range map[string]Config{
		"exclude[0].reason: say why":                                         {Exclude: []Exclusion{{Path: "a.go", Reason: " "}}},
		"exclude[1].path: an exclusion needs a path or a function":           because(Exclusion{Rules: []string{"helper"}}),
		`exclude[1].path: "a\\b": write paths with slashes`:                  because(Exclusion{Path: `a\b`}),
		`exclude[1].path: "\xff" is not UTF-8`:                               because(Exclusion{Path: "\xff"}),
		`exclude[1].function: "\xff" is not UTF-8`:                           because(Exclusion{Function: "\xff"}),
		`exclude[1].rules[0]: unknown rule "conflct"; did you mean`:          because(Exclusion{Path: "a", Rules: []string{"conflct"}}),
		`stores[1]: "gorm" is listed twice`:                                  {Stores: []string{"gorm", "gorm"}},
		`stores[0]: unknown store "sqlxx"; did you mean "sqlx"?`:             {Stores: []string{"sqlxx"}},
		`severity[0].rule: unknown rule "conflct"; did you mean "conflict"?`: {Severity: []RuleSeverity{{"conflct", SeverityInfo}}},
		`severity[0].level: unknown severity "warn"`:                         {Severity: []RuleSeverity{{"conflict", "warn"}}},
	} {
		if _, err := New(c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not contain %q", err, want)
		}
	}
}

func TestSeverityOf(t *testing.T) {
	c := Config{Severity: []RuleSeverity{{"duplicate", SeverityInfo}}}
	for rule, want := range map[string]Severity{"duplicate": SeverityInfo, "helper": SeverityError, "conflict": SeverityWarning, "directive": SeverityWarning} {
		if got := c.SeverityOf(rule); got != want {
			t.Errorf("%s is of severity %s, want %s", rule, got, want)
		}
	}
}

func TestFuncName(t *testing.T) {
	const src = `package p

func F() { f1 }

func (t *T[K]) M() { func() { m1 }() }

var (
	a = 1
	b, c = func() { b1 }, 2
)

type S struct { s1 int }

// o1
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "a.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for mark, want := range map[string]string{"f1": "F", "m1": "T.M", "b1": "b", "s1": "S", "o1": ""} {
		if got := FuncName([]*ast.File{file}, file.FileStart+token.Pos(strings.Index(src, mark))); got != want {
			t.Errorf("at %s: %q, want %q", mark, got, want)
		}
	}
}
