package op

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// beanCondition reads a struct of which only named columns count, or its
// primary key when none is named.
//
//	o.Read(&u, "Email")    o.Read(&User{ID: id})
func (c *Classifier) beanCondition(o *Op, s step, v ssa.Value) {
	n := namedOf(v.Type())
	if n == nil {
		o.Others = true
		return
	}
	var names []string
	for _, at := range s.bound.ColumnsAt {
		for _, arg := range c.placeValues(s.call.Common(), at) {
			name, ok := c.text(arg)
			if !ok || !isString(value.Strip(arg)) {
				o.Others = true
				continue
			}
			names = append(names, name)
		}
	}
	for _, f := range c.naming.fields(n, s.bound.File.Rows) {
		if named(f, names) || len(names) == 0 && f.primary && !o.Others {
			c.equal(o, s, f.column, c.view.FieldOf(v, f.path, s.call))
		}
	}
}

// named reports whether a list names a field, as the Go field or the column.
func named(f field, names []string) bool {
	for _, name := range names {
		if last(f.path) == name || f.column == columnName(name) {
			return true
		}
	}
	return false
}

// compositeKey reads a primary key of several columns: the elements of a list,
// in the order of the fields.
//
//	engine.ID(schemas.PK{owner, name})
func (c *Classifier) compositeKey(o *Op, s step, v ssa.Value) {
	elems, ok := value.Variadic(v)
	if !ok {
		o.Others = true
		return
	}
	for i, e := range elems {
		c.equal(o, s, primaryColumn(i), c.view.Of(e))
	}
}

// primaryColumn stands for column i of the primary key until the entity is
// known.
func primaryColumn(i int) string { return primaryKey + string(rune('0'+i)) }

// settleColumns replaces what stands for columns of the entity by their names.
func (c *Classifier) settleColumns(o *Op) {
	for i := range o.Key {
		p := &o.Key[i]
		switch {
		case p.Column == primaryKey:
			p.Column = c.PrimaryKey(o)
		case len(p.Column) == len(primaryKey)+1 && p.Column[:len(primaryKey)] == primaryKey:
			p.Column = c.primaryAt(o, int(p.Column[len(primaryKey)]-'0'))
		case len(p.Column) > len(fieldColumn) && p.Column[:len(fieldColumn)] == fieldColumn:
			p.Column = c.columnOfField(o, p.Column[len(fieldColumn):])
		}
	}
}

// Unnamed is a column of a primary key whose name nobody knows.
const Unnamed = "?"

// primaryAt is column i of the entity's primary key.
func (c *Classifier) primaryAt(o *Op, i int) string {
	for _, f := range c.Fields(o) {
		if f.Primary {
			if i == 0 {
				return f.Name
			}
			i--
		}
	}
	return Unnamed
}

// columnOfField is the column of the entity's field of a name.
func (c *Classifier) columnOfField(o *Op, name string) string {
	for _, f := range c.Fields(o) {
		if last(f.Path) == name {
			return f.Name
		}
	}
	rows := o.Bound.File.Rows
	if rows == nil {
		rows = defaultRows
	}
	return columnOf(name, "", false, rows)
}

// tail lets SQL that is put behind the statement make it an upsert or lock the
// rows that it reads.
//
//	db.Set("gorm:insert_option", "ON CONFLICT (email) DO NOTHING").Create(&u)
func (c *Classifier) tail(o *Op, s step) {
	vals := c.placeValues(s.call.Common(), s.bound.TailAt)
	if len(vals) != 1 || !isString(value.Strip(vals[0])) {
		return
	}
	text, ok := c.text(vals[0])
	if !ok {
		if o.Verb == model.Create {
			o.Verb = model.Nothing // a conflict clause may be in there
		}
		return
	}
	conflict, lock := sqltext.Tail(text)
	if conflict && !s.maybe && (o.Verb == model.Create || o.Verb == model.Save || o.Verb == model.FindOrCreate) {
		o.Verb = model.Upsert
	}
	o.RowLock = o.RowLock || lock
}

// resultEntity takes the row type of a call's result.
//
//	u, err := q.User.Where(…).First()
func (c *Classifier) resultEntity(o *Op, s step) {
	results := s.call.Common().Signature().Results()
	if at := s.bound.EntityAt; at.Index < results.Len() && !o.Entity.Known() {
		o.Entity = EntityOf(results.At(at.Index).Type())
	}
}

// isDestination reports whether a condition is a pointer to something that is
// no row, which can only be what the answer is written to.
//
//	engine.Table("user").Where("name = ?", name).Get(&id)
func isDestination(v ssa.Value) bool {
	p, ok := v.Type().Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	_, basic := p.Elem().Underlying().(*types.Basic)
	return basic
}

// typeAtPlace is the type at a place of a call: of a field or result of a
// method without parameters when the place has a path.
func typeAtPlace(v ssa.Value, fields []string) types.Type {
	t := v.Type()
	for _, name := range fields {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		switch obj := obj.(type) {
		case *types.Var:
			t = obj.Type()
		case *types.Func:
			if obj.Signature().Results().Len() == 0 {
				return nil
			}
			t = obj.Signature().Results().At(0).Type()
		default:
			return nil
		}
	}
	return t
}

// structCondition reads the filled fields of a struct condition.
func (c *Classifier) structCondition(o *Op, s step, v ssa.Value) {
	n := namedOf(v.Type())
	root := value.PlaceOf(v)
	if u, ok := v.(*ssa.UnOp); ok {
		root = value.PlaceOf(u.X)
	}
	if _, ok := root.Root.(*ssa.Alloc); !ok {
		c.equal(o, s, Whole, c.view.Of(v))
		return
	}
	var unset []field
	filled := func(f field, e *value.Expr) {
		n := len(o.Key)
		c.equal(o, s, f.column, e)
		for i := n; i < len(o.Key); i++ {
			o.Key[i].Filled = true
		}
	}
	known := false
	for _, f := range c.naming.fields(n, s.bound.File.Rows) {
		e := fieldOf(c.view, v, f.path, s.call)
		switch {
		case e.Op == value.Zero:
		case f.primary && untold(e):
			unset = append(unset, f)
		default:
			known = known || !untold(e)
			filled(f, e)
		}
	}
	if known {
		return // the database gives the primary key that nobody has set in sight
	}
	for _, f := range unset {
		filled(f, fieldOf(c.view, v, f.path, s.call))
	}
}

// untold reports whether a value is a field of a struct that is made in place, of
// which nothing tells what is in it.
func untold(e *value.Expr) bool {
	for e.Op == value.Field && len(e.Args) > 0 {
		e = e.Args[0]
	}
	return e.Op == value.Alloc
}
