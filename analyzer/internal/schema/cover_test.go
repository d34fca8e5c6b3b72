package schema

import (
	"testing"

	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

func TestCovering(t *testing.T) {
	none := func(sqltext.Require) bool { return false }
	all := func(sqltext.Require) bool { return true }
	for _, c := range []struct {
		ddl   string
		equal []Equal
		meets func(sqltext.Require) bool
		want  bool
	}{
		{"CREATE TABLE t (a text NOT NULL UNIQUE)", []Equal{{Column: "a"}}, none, true},
		{"CREATE TABLE t (a text NOT NULL UNIQUE)", []Equal{{Column: "a"}, {Column: "b"}}, none, true},
		{"CREATE TABLE t (a text NOT NULL UNIQUE)", []Equal{{Column: "b"}}, none, false},
		{"CREATE TABLE t (a text, b text, UNIQUE (a, b))", []Equal{{Column: "a"}}, none, false},
		{"CREATE TABLE t (a text, b text, UNIQUE (a, b))", []Equal{{Column: "b"}, {Column: "A"}}, none, true},
		// NULL is unequal to NULL, if NULL is what may be stored.
		{"CREATE TABLE t (a text UNIQUE)", []Equal{{Column: "a", Null: true}}, none, false},
		{"CREATE TABLE t (a text UNIQUE)", []Equal{{Column: "a"}}, none, true},
		{"CREATE TABLE t (a text UNIQUE NULLS NOT DISTINCT)", []Equal{{Column: "a", Null: true}}, none, true},
		{"CREATE TABLE t (a text PRIMARY KEY)", []Equal{{Column: "a", Null: true}}, none, true},
		// Expressions.
		{"CREATE TABLE t (a text); CREATE UNIQUE INDEX i ON t (lower(a))", []Equal{{Column: "a", Func: "lower"}}, none, true},
		{"CREATE TABLE t (a text); CREATE UNIQUE INDEX i ON t (lower(a))", []Equal{{Column: "a", Func: "upper"}}, none, false},
		{"CREATE TABLE t (a text); CREATE UNIQUE INDEX i ON t (lower(a))", []Equal{{Column: "a"}}, none, true},
		{"CREATE TABLE t (a text UNIQUE)", []Equal{{Column: "a", Func: "lower"}}, none, false},
		{"CREATE TABLE t (a text, b int); CREATE UNIQUE INDEX i ON t (a, coalesce(b, 0))", []Equal{{Column: "a"}}, none, false},
		// Partial indexes.
		{"CREATE TABLE t (a text, d timestamp); CREATE UNIQUE INDEX i ON t (a) WHERE d IS NULL", []Equal{{Column: "a"}}, all, true},
		{"CREATE TABLE t (a text, d timestamp); CREATE UNIQUE INDEX i ON t (a) WHERE d IS NULL", []Equal{{Column: "a"}}, none, false},
		{"CREATE TABLE t (a text, d timestamp); CREATE UNIQUE INDEX i ON t (a) WHERE d IS NULL", []Equal{{Column: "a"}}, nil, false},
		{"CREATE TABLE t (a text, d int); CREATE UNIQUE INDEX i ON t (a) WHERE d % 2 = 0", []Equal{{Column: "a"}}, all, false},
		// A generated key says nothing about other columns.
		{"CREATE TABLE t (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, a text)", []Equal{{Column: "a"}}, all, false},
	} {
		s, _ := FromFiles([]File{{"schema.sql", c.ddl}})
		_, got := Covering(s.Keys("t", ""), Lookup{Equal: c.equal, Meets: c.meets})
		if got != c.want {
			t.Errorf("%s covers %v: %t, want %t", c.ddl, c.equal, got, c.want)
		}
	}
}

func TestKeysByName(t *testing.T) {
	s, _ := FromFiles([]File{{"schema.sql", "CREATE TABLE public.categories (a int UNIQUE); CREATE TABLE audit.users (b int UNIQUE); CREATE TABLE box (c int UNIQUE)"}})
	for name, want := range map[string]int{
		"categories": 1, "category": 1, "public.categories": 1, "audit.categories": 0, "users": 1, "boxes": 1, "user": 1, "usage": 0, "": 0,
	} {
		if got := len(s.Keys(name, "")); got != want {
			t.Errorf("%q has %d keys, want %d", name, got, want)
		}
	}
	if keys := (*Schema)(nil).Keys("users", ""); keys != nil {
		t.Errorf("nothing knows %v", keys)
	}
}
