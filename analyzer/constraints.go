package analyzer

import (
	"cmp"
	"go/token"
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/schema"
)

// Constraint is a unique key that duplicate findings lack.
type Constraint struct {
	// Creates are where the rows are created, in order.
	Creates []token.Position
	Entity  string // the row type, or the table
	Columns []string
	// Statements say how to add the key, in each dialect; none when the table
	// or its columns are not known, or the store has no SQL.
	Statements []Statements
	// Tags are the fields of the row type, each with the tag that declares the
	// key; Code says how Go code does where tags cannot.
	Tags []string
	Code string
	// Unknown says what is not known of the key.
	Unknown []string
}

// Statements add a unique key to a database.
type Statements struct {
	Dialect    string
	Duplicates string   // the query for the values that are in the way
	Add        []string // to be run one by one, outside of a transaction
	Notes      []string
}

// SQLDialects lists the dialects that Constraints writes statements for.
func SQLDialects() []string {
	var out []string
	for _, d := range schema.Dialects() {
		out = append(out, string(d))
	}
	return out
}

// lack is the unique key that the finding at pos lacks.
type lack struct {
	pos token.Pos
	race.Lack
}

// Constraints returns the unique keys that the duplicate findings of units
// lack, each once, by position. Link must have been asked before.
func Constraints(units []*Unit) []Constraint {
	var all []Constraint
	for _, u := range units {
		for _, l := range u.lacks {
			c := l.constraint()
			at := u.pass.Fset.Position(l.pos)
			i := slices.IndexFunc(all, func(o Constraint) bool { return o.Entity == c.Entity && slices.Equal(o.Columns, c.Columns) })
			if i < 0 {
				all = append(all, c)
				i = len(all) - 1
			}
			all[i].Creates = append(all[i].Creates, at)
		}
	}
	order := func(a, b token.Position) int {
		return cmp.Or(cmp.Compare(a.Filename, b.Filename), cmp.Compare(a.Line, b.Line))
	}
	for i := range all {
		slices.SortFunc(all[i].Creates, order)
	}
	slices.SortFunc(all, func(a, b Constraint) int { return order(a.Creates[0], b.Creates[0]) })
	return all
}

func (l lack) constraint() Constraint {
	c := Constraint{Entity: cmp.Or(l.Row, l.Table, "row"), Tags: l.Tags, Code: l.Code, Unknown: l.Unknown}
	for _, col := range l.Columns {
		name := col.Name
		if col.Func != "" {
			name = col.Func + "(" + name + ")"
		}
		c.Columns = append(c.Columns, name)
	}
	if l.Table == "" || len(l.Columns) == 0 || l.Documents {
		return c
	}
	for _, d := range schema.Dialects() {
		c.Statements = append(c.Statements, Statements{string(d), l.Duplicates(d), l.Add(d), l.Notes(d)})
	}
	return c
}
