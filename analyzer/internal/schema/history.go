package schema

import (
	"cmp"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// history is what a chain of migrations makes of a schema.
type history struct {
	tables []*table
}

// table is a table on its way.
type table struct {
	name, schema string
	created      bool // by a statement that was seen
	columns      []sqltext.ColumnDef
	keys         []*held
}

// held is a key together with the names that a database gives it when it has
// none, by which it may be dropped.
type held struct {
	sqltext.UniqueKey
	implied []string
	from    string
}

// apply makes one change; from says where it stands.
func (h *history) apply(c sqltext.Change, from string) {
	if c.Table == "" && c.Kind != sqltext.DropKey && c.Kind != sqltext.RenameKey {
		return // its name is not known
	}
	t := h.find(c)
	switch c.Kind {
	case sqltext.CreateTable, sqltext.CopyTable:
		h.create(c, t, from)
	case sqltext.DropTable:
		h.remove(t)
	case sqltext.RenameTable:
		if t != nil {
			h.remove(h.find(sqltext.Change{Table: c.To, Schema: c.Schema}))
			t.name = c.To
		}
	case sqltext.DropKey, sqltext.RenameKey:
		h.named(t, c)
	case sqltext.AddColumn, sqltext.AddKey, sqltext.AddUsing, sqltext.ChangeColumn:
		if t == nil {
			t = &table{name: c.Table, schema: c.Schema} // its CREATE TABLE is elsewhere
			h.tables = append(h.tables, t)
		}
		t.add(c, from)
	default:
		if t != nil {
			t.alter(c)
		}
	}
}

// find returns the table that a change is about.
func (h *history) find(c sqltext.Change) *table {
	for _, t := range h.tables {
		if c.Table != "" && t.name == c.Table && (t.schema == c.Schema || t.schema == "" || c.Schema == "") {
			return t
		}
	}
	return nil
}

func (h *history) remove(t *table) {
	h.tables = slices.DeleteFunc(h.tables, func(u *table) bool { return u == t })
}

// create makes a table. One that is there already stays if the statement says
// so; else it is made anew, as its DROP may not have been seen.
func (h *history) create(c sqltext.Change, old *table, from string) {
	if old != nil && old.created && c.IfNotExists {
		return
	}
	t := &table{name: c.Table, schema: c.Schema, created: true}
	if old != nil && !old.created {
		t.keys = old.keys
	}
	h.remove(old)
	h.tables = append(h.tables, t)
	if source := h.find(sqltext.Change{Table: c.Name}); c.Kind == sqltext.CopyTable && c.Name != "" && source != nil {
		t.columns = slices.Clone(source.columns)
		for _, k := range source.keys {
			t.key(k.UniqueKey, from)
		}
	}
	c.IfNotExists = false
	t.add(c, from)
}

// named changes the keys that have a name, of one table or of any.
func (h *history) named(only *table, c sqltext.Change) {
	for _, t := range h.tables {
		if only != nil && t != only || only == nil && c.Table != "" {
			continue
		}
		if c.Kind == sqltext.DropKey {
			t.keys = slices.DeleteFunc(t.keys, func(k *held) bool { return k.called(c.Name) })
			continue
		}
		for _, k := range t.keys {
			if k.called(c.Name) {
				k.Name = c.To
			}
		}
	}
}

func (k *held) called(name string) bool {
	if k.Name != "" {
		return short(k.Name) == short(name)
	}
	return slices.ContainsFunc(k.implied, func(n string) bool { return short(n) == short(name) })
}

// short is a name as PostgreSQL keeps it.
func short(name string) string { return name[:min(len(name), 63)] }

// add makes a change that adds to the table.
func (t *table) add(c sqltext.Change, from string) {
	for _, col := range c.Columns {
		i := slices.IndexFunc(t.columns, func(d sqltext.ColumnDef) bool { return d.Name == col.Name })
		switch {
		case i < 0 && c.Kind != sqltext.ChangeColumn:
			t.columns = append(t.columns, col)
		case i >= 0 && c.IfNotExists:
			return
		case i >= 0:
			t.columns[i].NotNull = col.NotNull
			t.columns[i].Type = cmp.Or(col.Type, t.columns[i].Type)
		}
	}
	if c.Kind == sqltext.AddUsing {
		for _, k := range t.keys {
			if k.called(c.Name) {
				k.Name, k.Primary, k.Index = cmp.Or(c.Keys[0].Name, k.Name), c.Keys[0].Primary, false
			}
		}
		return
	}
	for _, k := range c.Keys {
		there := func(o *held) bool { return k.Name != "" && o.Name == k.Name }
		if !slices.ContainsFunc(t.keys, there) {
			t.key(k, from)
		}
	}
}

// key adds a key, with the names that PostgreSQL and MySQL would give it.
func (t *table) key(k sqltext.UniqueKey, from string) {
	if len(k.Parts) == 0 {
		return // UNIQUE ()
	}
	var words []string
	for _, p := range k.Parts {
		function, _, _ := strings.Cut(p.Expr, "(")
		words = append(words, cmp.Or(p.Column, function))
	}
	k.Parts = slices.Clone(k.Parts)
	all := t.name + "_" + strings.Join(words, "_")
	h := &held{UniqueKey: k, from: from}
	switch {
	case k.Primary:
		h.implied = []string{t.name + "_pkey", "primary"}
	case k.Index:
		h.implied = []string{all + "_idx"}
	default:
		h.implied = []string{all + "_key", words[0], all + "_uniq"}
	}
	t.keys = append(t.keys, h)
}

// alter makes a change that takes away or renames.
func (t *table) alter(c sqltext.Change) {
	switch c.Kind {
	case sqltext.DropPrimary:
		t.keys = slices.DeleteFunc(t.keys, func(k *held) bool { return k.Primary })
	case sqltext.DropColumn:
		t.columns = slices.DeleteFunc(t.columns, func(d sqltext.ColumnDef) bool { return d.Name == c.Name })
		t.keys = slices.DeleteFunc(t.keys, func(k *held) bool { return slices.Contains(k.columns(), c.Name) })
	case sqltext.RenameColumn:
		for i := range t.columns {
			if t.columns[i].Name == c.Name {
				t.columns[i].Name = c.To
			}
		}
		for _, k := range t.keys {
			k.rename(c.Name, c.To)
		}
	}
}

// columns lists the columns that a key reads.
func (k *held) columns() []string {
	var out []string
	for _, p := range k.Parts {
		out = append(append(out, p.Reads...), p.Column)
	}
	return out
}

func (k *held) rename(from, to string) {
	for i, p := range k.Parts {
		if p.Column == from {
			k.Parts[i].Column = to
		}
		if at := slices.Index(p.Reads, from); at >= 0 {
			k.Parts[i].Reads = slices.Clone(p.Reads)
			k.Parts[i].Reads[at] = to
			k.Parts[i].Expr = replaceWord(p.Expr, from, to)
		}
	}
	for i := range k.Where {
		if k.Where[i].Column == from {
			k.Where[i].Column = to
		}
	}
}

// replaceWord replaces a name where it stands alone.
func replaceWord(text, from, to string) string {
	word := func(b byte) bool { return b == '_' || b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z' }
	var b strings.Builder
	for i := 0; i < len(text); {
		end := i + len(from)
		alone := strings.HasPrefix(text[i:], from) && (i == 0 || !word(text[i-1])) && (end == len(text) || !word(text[end]))
		if alone {
			b.WriteString(to)
			i = end
			continue
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}

// result is what the history has led to.
func (h *history) result() *Schema {
	s := &Schema{}
	for _, t := range h.tables {
		out := Table{Name: t.name, Schema: t.schema, Columns: t.columns}
		for _, k := range t.keys {
			out.Keys = append(out.Keys, t.finish(k))
		}
		s.Tables = append(s.Tables, out)
	}
	return s
}

// finish adds to a key what is known of its columns.
func (t *table) finish(k *held) Key {
	key := Key{
		Name: k.Name, Parts: k.Parts, Primary: k.Primary, NullsEqual: k.NullsEqual, Where: k.Where, Partial: k.Partial, From: k.from,
	}
	for _, d := range t.columns {
		if !slices.Contains(k.columns(), d.Name) {
			continue
		}
		if !d.NotNull && !k.Primary {
			key.Nullable = append(key.Nullable, d.Name)
		}
		key.Generated = key.Generated || d.Generated && len(k.Parts) == 1
	}
	return key
}
