package race

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/schema"
)

// Lack is the unique key that a duplicate finding lacks.
type Lack struct {
	schema.Missing
	Store string
	// Documents says that the store has collections of documents and no SQL.
	Documents bool
	Row       string // name of the row type, "" when there is none
	// Tags are the fields of the row type with the tags that would declare the
	// key, and Code says how Go code declares it where tags cannot.
	Tags []string
	Code string
	// Unknown says what is not known of the key.
	Unknown []string
}

// Lack returns the unique key that a finding lacks.
func (a *Analysis) Lack(f *Finding) Lack {
	create, ops := f.Create, a.sums.Ops
	rows := ops.RowsOf(create.Of.Model)
	l := Lack{Store: create.Of.Store, Row: typeName(create.Entity)}
	l.Table = a.table(create)
	if strings.Contains(l.Table, ".") { // the field or variable that holds a handle whose making is not seen
		l.Row, l.Table = cmp.Or(l.Row, l.Table), ""
	}
	l.Documents = rows != nil && rows.Documents
	if l.Table != "" && create.Entity.Schema != "" {
		l.Table = create.Entity.Schema + "." + l.Table
	}
	r := row{ops, create, ops.View()}
	for _, p := range f.Key {
		if p.Column == op.Whole || slices.ContainsFunc(l.Columns, func(c schema.MissingColumn) bool { return c.Name == p.Column }) {
			continue
		}
		typ := r.goType(p.Column)
		l.Columns = append(l.Columns, schema.MissingColumn{
			Name: p.Column, Func: p.Func, Null: typ != nil && holdsNull(typ), Long: a.known.Long(l.Table, p.Column),
		})
		if p.Func != "" && p.Func != "lower" && p.Func != "upper" {
			l.Unknown = append(l.Unknown, fmt.Sprintf("whether %s can be indexed", p.Func))
		}
	}
	for _, c := range ops.ColumnsOf(create.Of.Model, create.Entity.Type) {
		if c.Name == "deleted_at" && holdsNull(c.Type) {
			l.Live = c.Name
		}
	}
	l.unknown(f, rows)
	if rows != nil {
		l.tags(ops.ColumnsOf(create.Of.Model, create.Entity.Type), rows)
	}
	return l
}

func typeName(e op.Entity) string {
	if e.Type != nil {
		return e.Type.Obj().Name()
	}
	return e.Name[strings.LastIndexByte(e.Name, '.')+1:]
}

// unknown notes what the statement cannot say.
func (l *Lack) unknown(f *Finding, rows *model.Rows) {
	find := f.Finds[0]
	switch {
	case l.Table == "" && l.Documents:
		l.Unknown = append(l.Unknown, "the collection")
	case l.Table == "":
		l.Unknown = append(l.Unknown, "the table")
	case l.Row != "" && rows != nil && rows.Plural:
		l.Unknown = append(l.Unknown, fmt.Sprintf("whether the table of %s has the name that %s gives it", l.Row, l.Store))
	}
	if len(l.Columns) == 0 {
		l.Unknown = append(l.Unknown, "the columns that are looked up")
	}
	if find.Others() || len(find.Of.Narrowed) > 0 {
		l.Unknown = append(l.Unknown, "the lookup's further conditions, which the key may have to include")
	}
}

// tags says how the row type would declare the key.
//
//	Email string `gorm:"uniqueIndex:users_tenant_email"`     Email string `xorm:"unique(users_tenant_email)"`
func (l *Lack) tags(columns []op.Column, rows *model.Rows) {
	if len(rows.Unique) == 0 || rows.Code != "" && len(l.Columns) > 1 {
		var names []string
		for _, c := range l.Columns {
			names = append(names, strings.ReplaceAll(cmp.Or(rows.Each, "{column}"), "{column}", strconv.Quote(c.Name)))
		}
		l.Code = strings.ReplaceAll(rows.Code, "{columns}", strings.Join(names, ", "))
		return
	}
	option := rows.Unique[len(rows.Unique)-1]
	if len(l.Columns) > 1 {
		words := []string{cmp.Or(l.Table, "unique")}
		for _, c := range l.Columns {
			words = append(words, c.Name)
		}
		name := strings.Join(words, "_")
		if rows.Separator == " " {
			option += "(" + name + ")"
		} else {
			option += ":" + name
		}
	}
	for _, c := range l.Columns {
		i := slices.IndexFunc(columns, func(f op.Column) bool { return f.Name == c.Name })
		if i < 0 || c.Func != "" {
			l.Tags = nil
			return
		}
		l.Tags = append(l.Tags, fmt.Sprintf("%s `%s:%q`", strings.Join(columns[i].Path, "."), rows.Tag, option))
	}
}
