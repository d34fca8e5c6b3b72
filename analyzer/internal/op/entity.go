package op

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Entity is what an operation acts on: a table, a row type, or both.
type Entity struct {
	Table  string
	Schema string // of the table, when a statement names it
	Type   *types.Named
	// Name is the type's full name, also when this package cannot see the type.
	Name string
	// Pattern and Hole stand for a table whose name is partly a value.
	Pattern string
	Hole    *value.Expr
	// From is the value whose dynamic type is the entity when Type is unknown:
	// an interface parameter that the caller fills.
	From ssa.Value
	// Generic is one more than the index of the type parameter that is the row
	// type, of the function or its receiver; 0 for none.
	Generic int
}

// String names the entity for messages.
func (e Entity) String() string {
	switch {
	case e.Type != nil:
		return e.Type.Obj().Name()
	case e.Table != "":
		return e.Table[strings.IndexByte(e.Table, ':')+1:]
	case e.Name != "":
		return e.Name[strings.LastIndexByte(e.Name, '.')+1:]
	case e.Hole != nil && e.Pattern != "" && strings.Contains(e.Pattern, ":"):
		return e.Pattern[strings.IndexByte(e.Pattern, ':')+1:] + " of " + e.Hole.String()
	case e.Hole != nil:
		return "row of " + e.Hole.String()
	}
	return "row"
}

// Known reports whether anything is known of the entity.
func (e Entity) Known() bool { return e.Table != "" || e.Type != nil || e.Name != "" || e.Hole != nil }

// TypeName is the full name of the row type, "" when it is not known.
func (e Entity) TypeName() string {
	if e.Type != nil && e.Type.Obj().Pkg() != nil {
		return types.TypeString(e.Type, nil)
	}
	return e.Name
}

// SameEntity compares two entities. Row types decide when both are known; a
// table's name is compared with another's or with the name that a row type
// has by its library's convention.
func SameEntity(a, b Entity) value.Tri {
	if a.Type != nil && b.Type != nil && types.Identical(a.Type, b.Type) || sameValue(a.From, b.From) {
		return value.Same
	}
	an, bn := a.TypeName(), b.TypeName()
	if an != "" && an == bn {
		return value.Same
	}
	if a.Table != "" && b.Table != "" {
		if (a.Table == b.Table || byConvention(a, b) || byConvention(b, a)) && (a.Schema == b.Schema || a.Schema == "" || b.Schema == "") {
			return value.Same
		}
		return value.Different
	}
	if an != "" && bn != "" {
		return value.Different
	}
	if a.Hole != nil && b.Hole != nil {
		if a.Pattern != b.Pattern {
			return value.Unknown
		}
		return value.Compare(a.Hole, b.Hole)
	}
	return value.Unknown
}

func sameValue(a, b ssa.Value) bool {
	return a != nil && b != nil && value.Strip(a) == value.Strip(b)
}

// resolveEntity finds the entity among the chain's calls; the last one that
// names it wins, and a table given by name wins over a row type.
//
//	db.Model(&User{}).Where(…).First(&dto)   User
//	db.Table("users").Create(&u)             users
func (c *Classifier) resolveEntity(o *Op, ch chain) {
	explicit := false
	var unnamed Entity
	for _, s := range ch.steps {
		switch s.bound.EntityAt.Kind {
		case model.NoPlace:
			continue
		case model.Result:
			c.resultEntity(o, s)
			continue
		}
		for _, v := range c.fieldsAt(s.call.Common(), s.bound.EntityAt) {
			v = outer(value.Strip(v))
			if s.bound.EntityAt.Kind == model.Recv && len(s.bound.EntityAt.Fields) > 0 {
				v = embedding(v)
			}
			if isString(v) {
				if e := c.tableNamed(v); e.Table != "" && !strings.Contains(e.Table, ".") {
					o.Entity = e
					explicit = true
				} else {
					unnamed = e
				}
				continue
			}
			if e := c.tableObject(v); e.Known() {
				o.Entity, explicit = e, true
				continue
			}
			if c.isCollection(v) {
				o.Entity = c.collection(v)
				explicit = o.Entity.Known()
				continue
			}
			if explicit {
				continue
			}
			c.entityOf(o, v, s)
			explicit = s.call != o.Call && o.Entity.Known()
		}
	}
	if !o.Entity.Known() && unnamed.Known() {
		o.Entity = unnamed // the value, or the field, that holds its name
	}
	if e := c.rootEntity(ch.root); !o.Entity.Known() && e.Known() {
		o.Entity = e
	}
	if o.Entity.Type != nil && o.Entity.Table == "" && o.Bound.File.Holds == "" {
		o.Entity.Table = c.naming.table(o.Entity.Type, o.Bound.File.Rows)
		if o.Entity.Table == "" {
			o.Entity.Table = c.tableMethod(o)
		}
	}
	c.settleColumns(o)
}

// tableMethod is the table that a method of the row type names, "" when it does
// more than return a text, or belongs to another package of which nobody has
// told.
//
//	func (User) TableName() string { return "users" }
func (c *Classifier) tableMethod(o *Op) string {
	rows, t := o.Bound.File.Rows, o.Entity.Type
	if rows == nil || rows.Table == "" {
		return ""
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, t.Obj().Pkg(), rows.Table)
	method, ok := obj.(*types.Func)
	if !ok {
		return ""
	}
	text, ok := "", false
	if fn := o.Call.Parent().Prog.FuncValue(method); fn == nil || len(fn.Blocks) == 0 {
		text, ok = c.returned(o.Entity.TypeName(), rows.Table)
	} else if ret := onlyReturn(fn); ret != nil {
		text, ok = c.text(ret)
	}
	if !ok || !isIdentifier(text) || strings.Contains(text, ".") {
		return ""
	}
	return columnName(text)
}

func (c *Classifier) entityOf(o *Op, v ssa.Value, s step) {
	if s.bound.Of != nil {
		o.Entity.Type = s.bound.Of
		return
	}
	if s.bound.Capture != "" && s.bound.EntityAt.Kind == model.Recv {
		o.Entity.Table = Snake(s.bound.Capture) // func (dao *UsersDao) Ctx(…)
		return
	}
	t := typeAtPlace(v, s.bound.EntityAt.Fields)
	if i := typeParam(t); i > 0 {
		o.Entity.Generic = i
		return
	}
	n := namedOf(t)
	if n == nil || types.IsInterface(n) && s.bound.EntityAt.Kind == model.Arg {
		if types.IsInterface(v.Type()) && len(s.bound.EntityAt.Fields) == 0 {
			o.Entity.From = v
		}
		return
	}
	if s.bound.EntityAt.Kind == model.Recv && n.TypeArgs().Len() > 0 {
		// gorm.G[User](db): the handle's type argument names the row.
		n = namedOf(n.TypeArgs().At(0))
		if n == nil {
			return
		}
	}
	if _, ok := n.Underlying().(*types.Struct); ok && n.TypeParams().Len() == n.TypeArgs().Len() {
		if o.SQL == nil || o.Entity.Table == "" {
			o.Entity.Type = n
		}
	}
}

// PrimaryKey returns the column of the entity's primary key.
func (c *Classifier) PrimaryKey(o *Op) string {
	if o.Entity.Type != nil {
		if col := c.naming.primary(o.Entity.Type, o.Bound.File.Rows); col != "" {
			return col
		}
	}
	return "id"
}

// PrimaryField returns the field that holds the primary key of an operation's row.
func (c *Classifier) PrimaryField(o *Op) ([]string, bool) {
	if o.Entity.Type == nil {
		return nil, false
	}
	return c.naming.fieldByColumn(o.Entity.Type, o.Bound.File.Rows, c.PrimaryKey(o))
}

// Fields lists the columns of an entity's row type and the field each comes from.
func (c *Classifier) Fields(o *Op) []Column {
	if o.Entity.Type == nil {
		return nil
	}
	return c.columnsOf(o.Entity.Type, o.Bound.File.Rows)
}

func (c *Classifier) columnsOf(t *types.Named, rows *model.Rows) []Column {
	var out []Column
	for _, f := range c.naming.fields(t, rows) {
		out = append(out, Column{Name: f.column, Path: f.path, Tag: f.tag, Primary: f.primary, Type: f.typ})
	}
	return out
}

// RowsOf returns the conventions of the model of a package, nil when it has none.
func (c *Classifier) RowsOf(pkg string) *model.Rows {
	for _, f := range c.models.Files() {
		if f.Package == pkg {
			return f.Rows
		}
	}
	return nil
}

// ColumnsOf lists the columns of a row type by the conventions of a model.
func (c *Classifier) ColumnsOf(pkg string, t *types.Named) []Column {
	if t == nil {
		return nil
	}
	return c.columnsOf(t, c.RowsOf(pkg))
}

// ColumnNamed returns the column of a row type that has a name, whatever the
// naming strategy does with underscores.
func (c *Classifier) ColumnNamed(pkg string, t *types.Named, name string) (Column, bool) {
	if t == nil {
		return Column{}, false
	}
	f, ok := c.naming.field(t, c.RowsOf(pkg), name)
	return Column{Name: f.column, Path: f.path, Tag: f.tag, Primary: f.primary, Type: f.typ}, ok
}

// Column is one column of a row type.
type Column struct {
	Name    string
	Path    []string // of the Go field
	Tag     string   // the library's struct tag
	Primary bool
	Type    types.Type // of the Go field
}

func isString(v ssa.Value) bool {
	b, ok := v.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func isList(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	switch t.Underlying().(type) {
	case *types.Slice, *types.Array:
		return true
	}
	return false
}
