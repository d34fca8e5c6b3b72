// Package schema knows what is declared unique.
//
// It reads the struct tags of row types by the rules of their store's model,
// the statements that define a schema, in files and in Go code, in the order
// of their migrations, and what Go code declares in values. It decides which
// columns are unique together and whether a key covers a lookup. It refuses to
// decide that something is not unique: what it cannot read it does not know.
//
//	files, Go code → changes → history (per folder) → Schema → Covering
//	struct tags ───────────────────────────────────┘
//
// Known limits: a table is known by its name, so that two databases of one
// module that have a table of the same name share its keys; conditions in
// migrations are taken to hold; what a migration does to a table whose name it
// computes is not seen.
package schema

import (
	"cmp"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// Key is a set of columns or expressions that are unique together.
type Key struct {
	Name    string // "" when the database chooses it
	Parts   []sqltext.KeyPart
	Primary bool
	// Generated says that the database gives each row a value of its own.
	Generated bool
	// Nullable are its columns that may hold NULL, which is unequal to itself
	// unless NullsEqual is set.
	Nullable   []string
	NullsEqual bool
	// Where are the conditions of a partial index; Partial says that there are
	// others, which could not be read.
	Where   []sqltext.Require
	Partial bool
	// From says where the key is declared: "struct tag", "0001_init.sql:12".
	From string
}

// Columns are the columns and expressions of the key, for messages.
func (k Key) Columns() []string {
	out := make([]string, len(k.Parts))
	for i, p := range k.Parts {
		out[i] = cmp.Or(p.Column, p.Expr)
	}
	return out
}

// Table is what is known of one table.
type Table struct {
	Name    string
	Schema  string // its qualifier, "" when it is not named
	Columns []sqltext.ColumnDef
	Keys    []Key
}

// Schema is what is known of the tables of a program. The nil Schema knows
// nothing.
type Schema struct {
	Tables []Table
	// Texts are the methods of row types that return a constant, by which some
	// stores name a type's table.
	Texts []Text
	// Lists are the methods of row types that return lists of constants, by which
	// some stores declare unique keys.
	Lists []List
	// Declared are the keys that directives on row types declare.
	Declared []Declared
}

// Declared is a directive on a row type.
type Declared struct {
	Type, Table string
	Columns     []string
}

// Text is a method of a type that returns a constant.
type Text struct{ Type, Method, Text string }

// List is a method of a type that returns lists of constants, each of which
// stands for a key: the names of its columns, or of their fields.
type List struct {
	Type, Method string
	Keys         [][]string
	From         string
}

// Add adds what others know.
func (s *Schema) Add(others ...*Schema) {
	for _, o := range others {
		if o == nil {
			continue
		}
		s.Tables = append(s.Tables, o.Tables...)
		s.Declared = append(s.Declared, o.Declared...)
		for _, t := range o.Texts {
			if !slices.Contains(s.Texts, t) {
				s.Texts = append(s.Texts, t)
			}
		}
		s.Lists = append(s.Lists, o.Lists...)
	}
}

// Empty reports whether nothing is known.
func (s *Schema) Empty() bool {
	return s == nil || len(s.Tables)+len(s.Texts)+len(s.Lists)+len(s.Declared) == 0
}

// Directives is the part of s that directives declare.
func (s *Schema) Directives() *Schema { return &Schema{Declared: s.Declared} }

// OnType returns what directives on a row type declare.
func (s *Schema) OnType(typ string) []Declared {
	if s == nil || typ == "" {
		return nil
	}
	var all []Declared
	for _, d := range s.Declared {
		if d.Type == typ {
			all = append(all, d)
		}
	}
	return all
}

// Text returns the constant that a method of a type returns.
func (s *Schema) Text(typ, method string) (string, bool) {
	if s == nil || typ == "" || method == "" {
		return "", false
	}
	for _, t := range s.Texts {
		if t.Type == typ && t.Method == method {
			return t.Text, true
		}
	}
	return "", false
}

// OfType returns the keys that a method of a row type declares; columns are those
// of the type.
//
//	func (User) TableUnique() [][]string { return [][]string{{"Org", "email"}} }
func (s *Schema) OfType(typ string, columns []op.Column, rows *model.Rows) []Key {
	if s == nil || typ == "" || rows == nil || rows.Keys == "" {
		return nil
	}
	i := slices.IndexFunc(s.Lists, func(l List) bool { return l.Type == typ && l.Method == rows.Keys })
	if i < 0 {
		return nil
	}
	var keys []Key
	for _, names := range s.Lists[i].Keys {
		k := Key{From: s.Lists[i].From}
		for _, name := range names {
			c := op.Column{Name: name}
			for _, f := range columns {
				if strings.EqualFold(f.Name, name) || strings.Join(f.Path, ".") == name {
					c = f
				}
			}
			k.add(c, "", rows)
		}
		keys = append(keys, k)
	}
	return keys
}

// Keys returns the keys of a table, "" as qualifier standing for any. Where no
// table has the name, one does whose name differs in number only: ORMs do not
// agree on plurals.
func (s *Schema) Keys(table, qualifier string) []Key {
	if s == nil || table == "" {
		return nil
	}
	if q, name, ok := strings.Cut(table, "."); ok && qualifier == "" {
		qualifier, table = q, name
	}
	exact := func(t Table) bool { return strings.EqualFold(t.Name, table) }
	alike := func(t Table) bool { return singular(t.Name) == singular(strings.ToLower(table)) }
	for _, named := range []func(Table) bool{exact, alike} {
		var keys []Key
		found := false
		for _, t := range s.Tables {
			if named(t) && (t.Schema == qualifier || t.Schema == "" || qualifier == "") {
				found = true
				keys = append(keys, t.Keys...)
			}
		}
		if found {
			return keys
		}
	}
	return nil
}

// Long reports whether a column is known to be of a type that MySQL indexes by
// a prefix only.
func (s *Schema) Long(table, column string) bool {
	if s == nil {
		return false
	}
	for _, t := range s.Tables {
		for _, c := range t.Columns {
			if strings.EqualFold(t.Name, table) && c.Name == column {
				return strings.HasSuffix(c.Type, "text") || strings.HasSuffix(c.Type, "blob")
			}
		}
	}
	return false
}

// singular undoes the regular English plurals.
func singular(s string) string {
	switch {
	case strings.HasSuffix(s, "ies"):
		return s[:len(s)-3] + "y"
	case strings.HasSuffix(s, "sses"), strings.HasSuffix(s, "xes"), strings.HasSuffix(s, "ches"), strings.HasSuffix(s, "shes"):
		return s[:len(s)-2]
	case strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss"):
		return s[:len(s)-1]
	}
	return s
}
