package schema

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// Missing is a unique key that is not known to exist and should: its columns
// are those that a lookup compares.
type Missing struct {
	Table   string // "" when it is not known
	Columns []MissingColumn
	// Live is the column that is NULL in rows that are not soft-deleted, ""
	// when the row type has none.
	Live string
}

// MissingColumn is a column, or lower(column).
type MissingColumn struct {
	Name string
	Func string
	Null bool // rows may hold NULL
	Long bool // of a type that MySQL indexes by a prefix only
}

// Dialect is a family of databases that Missing writes statements for.
type Dialect string

// The dialects.
const (
	PostgreSQL Dialect = "postgres"
	MySQL      Dialect = "mysql"
	SQLite     Dialect = "sqlite"
)

// Dialects lists them in the order of documentation.
func Dialects() []Dialect { return []Dialect{PostgreSQL, MySQL, SQLite} }

// quote writes a name for a dialect.
func quote(d Dialect, name string) string {
	q := `"`
	if d == MySQL {
		q = "`"
	}
	parts := strings.Split(name, ".")
	for i, p := range parts {
		parts[i] = q + strings.ReplaceAll(p, q, q+q) + q
	}
	return strings.Join(parts, ".")
}

func (c MissingColumn) expression(d Dialect) string {
	if c.Func == "" {
		return quote(d, c.Name)
	}
	return c.Func + "(" + quote(d, c.Name) + ")"
}

// partial reports whether the key is of the rows that are not deleted only.
func (m Missing) partial(d Dialect) bool {
	looked := slices.ContainsFunc(m.Columns, func(c MissingColumn) bool { return c.Name == m.Live })
	return m.Live != "" && !looked && d != MySQL
}

// expressions reports whether a column stands inside a function.
func (m Missing) expressions() bool {
	return slices.ContainsFunc(m.Columns, func(c MissingColumn) bool { return c.Func != "" })
}

// maxName is the length of a name that every dialect takes.
const maxName = 63

// name is the key's name: table_columns_suffix, cut with a checksum when long.
func (m Missing) name(suffix string) string {
	words := []string{m.Table[strings.LastIndexByte(m.Table, '.')+1:]}
	for _, c := range m.Columns {
		words = append(words, c.Name)
	}
	name := strings.Join(words, "_") + "_" + suffix
	if len(name) <= maxName {
		return name
	}
	sum := fnv.New32a()
	sum.Write([]byte(name)) //nolint:errcheck // never fails
	return fmt.Sprintf("%s_%08x_%s", name[:maxName-len(suffix)-10], sum.Sum32(), suffix)
}

// Duplicates is the query for the values that stand in the way of the key, each
// with the number of its rows. Rows with a NULL are in nobody's way.
func (m Missing) Duplicates(d Dialect) string {
	var columns, where []string
	for _, c := range m.Columns {
		columns = append(columns, c.expression(d))
		if c.Null {
			where = append(where, quote(d, c.Name)+" IS NOT NULL")
		}
	}
	if m.partial(d) {
		where = append(where, quote(d, m.Live)+" IS NULL")
	}
	list, condition := strings.Join(columns, ", "), ""
	if len(where) > 0 {
		condition = " WHERE " + strings.Join(where, " AND ")
	}
	return fmt.Sprintf("SELECT %s, COUNT(*) FROM %s%s GROUP BY %s HAVING COUNT(*) > 1;", list, quote(d, m.Table), condition, list)
}

// Add is the statements that add the key. In PostgreSQL the first must not run
// inside a transaction.
func (m Missing) Add(d Dialect) []string {
	var columns []string
	for _, c := range m.Columns {
		e := c.expression(d)
		if c.Func != "" && d == MySQL {
			e = "(" + e + ")"
		}
		columns = append(columns, e)
	}
	table, list := quote(d, m.Table), strings.Join(columns, ", ")
	plain := !m.partial(d) && !m.expressions()
	suffix, condition := "idx", ""
	if plain {
		suffix = "key"
	}
	if m.partial(d) {
		condition = " WHERE " + quote(d, m.Live) + " IS NULL"
	}
	name := quote(d, m.name(suffix))
	switch d {
	case MySQL:
		return []string{fmt.Sprintf("ALTER TABLE %s ADD UNIQUE KEY %s (%s);", table, name, list)}
	case PostgreSQL:
		out := []string{fmt.Sprintf("CREATE UNIQUE INDEX CONCURRENTLY %s ON %s (%s)%s;", name, table, list, condition)}
		if plain {
			out = append(out, fmt.Sprintf("ALTER TABLE %s ADD CONSTRAINT %s UNIQUE USING INDEX %s;", table, name, name))
		}
		return out
	}
	return []string{fmt.Sprintf("CREATE UNIQUE INDEX %s ON %s (%s)%s;", name, table, list, condition)}
}

// Notes say what holds the key back in a dialect.
func (m Missing) Notes(d Dialect) []string {
	var notes []string
	if m.Live != "" && d == MySQL {
		notes = append(notes, fmt.Sprintf("MySQL has no partial indexes: deleted rows (%s is set) take part, so that their values cannot be used again", m.Live))
	}
	if m.expressions() && d == MySQL {
		notes = append(notes, "MariaDB has no indexes on expressions: there, index a generated column")
	}
	for _, c := range m.Columns {
		if c.Long && d == MySQL {
			notes = append(notes, fmt.Sprintf("a TEXT column needs a length: %s(191)", quote(d, c.Name)))
		}
		if c.Null {
			notes = append(notes, fmt.Sprintf("%s may be NULL, and rows with NULL do not collide", c.Name))
		}
	}
	return notes
}
