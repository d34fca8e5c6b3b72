package race

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/schema"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// unique returns a key known to be unique that the loser of the race violates:
// one that covers the lookup, or one whose other columns get values that the
// looked-up key determines.
//
//	First("path = ?", path); Create(&Album{Path: path, PathHash: md5(path)})   // UNIQUE (path_hash)
//
// A column that the find compares with several values counts as compared with
// the one that is created.
func (a *Analysis) unique(find, create *summary.Site, key []op.Pred, view *value.View) (schema.Key, bool) {
	if k, ok := primary(find, key, view); ok {
		return k, true
	}
	keys := a.keys(create)
	if len(keys) == 0 {
		return schema.Key{}, false
	}
	r := row{a.sums.Ops, create, view}
	lookup := schema.Lookup{Meets: r.meets}
	for _, p := range key {
		if p.Column != op.Whole {
			null := r.nullable(p.Column, cmp.Or(create.Column(p.Column, view), p.Value))
			lookup.Equal = append(lookup.Equal, schema.Equal{Column: p.Column, Func: p.Func, Null: null})
		}
	}
	if k, ok := schema.Covering(keys, lookup); ok {
		return k, true
	}
	if len(lookup.Equal) > 0 {
		for _, column := range find.Of.Narrowed {
			lookup.Equal = append(lookup.Equal, schema.Equal{Column: column})
		}
	}
	return r.covered(keys, lookup, key)
}

// covered returns one of the keys whose columns are among those looked up, or get
// values that the looked-up key determines.
func (r row) covered(keys []schema.Key, lookup schema.Lookup, key []op.Pred) (schema.Key, bool) {
	for _, k := range keys {
		for _, part := range k.Parts {
			for _, column := range append(part.Reads, part.Column) {
				if r.determined(column, key) {
					lookup.Equal = append(lookup.Equal, schema.Equal{Column: column, Null: r.nullable(column, r.create.Column(column, r.view))})
				}
			}
		}
	}
	return schema.Covering(keys, lookup)
}

// keys returns all that is known to be unique in the table of a create.
func (a *Analysis) keys(create *summary.Site) []schema.Key {
	ops := a.sums.Ops
	rows := ops.RowsOf(create.Of.Model)
	keys, columns := create.Of.Unique, ops.ColumnsOf(create.Of.Model, create.Entity.Type)
	if len(columns) > 0 {
		keys = schema.FromTags(columns, rows)
	}
	return slices.Concat(keys, a.known.OfType(create.Entity.TypeName(), columns, rows), a.known.Keys(a.table(create), create.Entity.Schema))
}

// table is the table of a create, "" when nobody names it. Of a row type that
// a caller gives, what its method says is not looked up before.
func (a *Analysis) table(create *summary.Site) string {
	table, rows := create.Entity.Table, a.sums.Ops.RowsOf(create.Of.Model)
	if table == "" && rows != nil {
		table, _ = a.known.Text(create.Entity.TypeName(), rows.Table)
	}
	return table
}

// row is the row that a create writes.
type row struct {
	ops    *op.Classifier
	create *summary.Site
	view   *value.View
}

// goType is the type of the Go field that a column comes from, nil when it
// comes from none.
func (r row) goType(column string) types.Type {
	c, _ := r.ops.ColumnNamed(r.create.Of.Model, r.create.Entity.Type, column)
	return c.Type
}

// nullable reports whether e, the value of a column, may be stored as NULL.
func (r row) nullable(column string, e *value.Expr) bool {
	typ := r.goType(column)
	if typ != nil && !holdsNull(typ) || e == nil || e.Op == value.Const {
		return false
	}
	if e.Op == value.Zero {
		return true
	}
	if e.Ref != nil && e.Op != value.Alloc && e.Op != value.Global {
		return holdsNull(e.Ref.Type())
	}
	return typ != nil
}

// holdsNull reports whether values of a Go type can stand for NULL: pointers,
// interfaces, slices, and structs that say whether they are valid (sql.NullString).
func holdsNull(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Interface:
		return true
	case *types.Struct:
		for f := range u.Fields() {
			if f.Name() == "Valid" && types.Identical(f.Type(), types.Typ[types.Bool]) {
				return true
			}
		}
	}
	return false
}

// determined reports whether two requests that look for the same key give a
// column the same value.
func (r row) determined(column string, key []op.Pred) bool {
	if column == "" {
		return false
	}
	e := r.create.Column(column, r.view)
	if e == nil {
		return false
	}
	if value.IsZero(e) {
		typ := r.goType(column) // what stays zero may be filled by the library or the database
		return typ != nil && column != r.create.Of.Primary && isFlag(typ) && !r.filled(column)
	}
	var by []*value.Expr
	for _, p := range key {
		by = append(by, p.Value)
	}
	return value.Determined(e, by)
}

// filled reports whether a tag of the column says that something fills it.
func (r row) filled(column string) bool {
	c, _ := r.ops.ColumnNamed(r.create.Of.Model, r.create.Entity.Type, column)
	tag := strings.ToLower(c.Tag)
	return strings.Contains(tag, "default") || strings.Contains(tag, "auto")
}

func isFlag(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsInteger|types.IsBoolean) != 0
}

// meets reports whether the row is known to meet a condition of a partial
// index.
func (r row) meets(req sqltext.Require) bool {
	e := r.create.Column(req.Column, r.view)
	typ := r.goType(req.Column)
	if e == nil {
		return false
	}
	isNull := e.Op == value.Zero && (typ == nil || holdsNull(typ))
	text, known := literal(e, typ)
	switch req.Kind {
	case sqltext.IsNull:
		return isNull
	case sqltext.NotNull:
		return e.Op == value.Const || !isNull && !r.nullable(req.Column, e)
	case sqltext.Equals:
		return known && !isNull && sameLiteral(text, req.Value)
	case sqltext.Differs:
		return known && !isNull && !sameLiteral(text, req.Value)
	}
	return false
}

// literal is the text of a constant, or of the zero value of a type.
func literal(e *value.Expr, typ types.Type) (string, bool) {
	if e.Op == value.Const {
		return strings.Trim(e.Name, `"`), true
	}
	if b, ok := typ.(*types.Basic); ok && e.Op == value.Zero {
		switch {
		case b.Info()&types.IsString != 0:
			return "", true
		case b.Info()&types.IsBoolean != 0:
			return "false", true
		case b.Info()&types.IsNumeric != 0:
			return "0", true
		}
	}
	return "", false
}

// sameLiteral compares a Go constant with an SQL literal.
func sameLiteral(a, b string) bool {
	number := func(s string) string {
		switch strings.ToLower(s) {
		case "true", "t":
			return "1"
		case "false", "f":
			return "0"
		}
		return s
	}
	return number(a) == number(b)
}
