// Package differential compares what package sqltext reads in SQL with what
// real parsers read: PostgreSQL's, MySQL's (TiDB's) and SQLite's grammars.
//
// A statement is reduced to facts, one a line, by each side:
//
//	create users                  unique users(tenant,expr) partial
//	column users.email notnull    insert users(email,name) conflict
package differential

import (
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// facts collects lines; duplicates count once.
type facts []string

func (f *facts) add(words ...string) {
	line := strings.ToLower(strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " "))
	if !slices.Contains(*f, line) {
		*f = append(*f, line)
	}
}

// rename adds the new name of a column, unless only its case is new.
func (f *facts) rename(table, from, to string) {
	if !strings.EqualFold(from, to) {
		f.add("rename column", table+"."+from, to)
	}
}

// String is the facts in an order of their own.
func (f facts) String() string {
	slices.Sort(f)
	return strings.Join(f, "\n")
}

func when(ok bool, word string) string {
	if ok {
		return word
	}
	return ""
}

func list(table string, parts []string) string { return table + "(" + strings.Join(parts, ",") + ")" }

// ours are the facts that sqltext reads in one statement.
func ours(statement string) facts {
	var f facts
	for _, c := range sqltext.Changes(statement) {
		change(&f, c)
	}
	for _, s := range sqltext.Parse(statement) {
		switch s.Kind {
		case sqltext.Insert:
			var columns []string
			for _, a := range s.Insert {
				if a.Column != "" {
					columns = append(columns, a.Column)
				}
			}
			f.add("insert", list(s.Table, columns), when(s.OnConflict != sqltext.NoClause, "conflict"))
		case sqltext.Update, sqltext.Delete:
			f.add(s.Kind.String(), s.Table)
		case sqltext.Select:
			f.add("select")
		}
	}
	return f
}

func change(f *facts, c sqltext.Change) {
	switch c.Kind {
	case sqltext.CreateTable:
		f.add("create", c.Table)
	case sqltext.CopyTable:
		f.add("copy", c.Table)
	case sqltext.DropTable:
		f.add("drop table", c.Table)
	case sqltext.RenameTable:
		f.add("rename table", c.Table, c.To)
	case sqltext.DropColumn:
		f.add("drop column", c.Table+"."+c.Name)
	case sqltext.RenameColumn:
		f.rename(c.Table, c.Name, c.To)
	case sqltext.DropKey:
		f.add("drop key", c.Name)
	case sqltext.DropPrimary:
		f.add("drop primary", c.Table)
	case sqltext.RenameKey:
		f.add("rename key", c.Name, c.To)
	case sqltext.AddUsing:
		f.add("using", c.Table, c.Name, when(c.Keys[0].Primary, "primary"))
		return
	case sqltext.Unread:
		f.add("unread")
	}
	for _, col := range c.Columns {
		f.add("column", c.Table+"."+col.Name, when(col.NotNull, "notnull"))
	}
	for _, k := range c.Keys {
		var parts []string
		for _, p := range k.Parts {
			if p.Column == "" {
				parts = append(parts, "expr")
			} else {
				parts = append(parts, p.Column)
			}
		}
		kind := "unique"
		if k.Primary {
			kind = "primary"
		}
		f.add(kind, list(c.Table, parts), when(len(k.Where) > 0 || k.Partial, "partial"))
	}
}
