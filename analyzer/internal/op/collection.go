package op

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// isCollection reports whether v is a handle on one collection.
func (c *Classifier) isCollection(v ssa.Value) bool {
	if v == nil {
		return false
	}
	n := namedOf(v.Type())
	if n == nil || isList(v.Type()) {
		return false
	}
	role, _ := c.models.Type(n.Origin().Obj())
	return role == model.Collection
}

// collection is the entity of a handle: the name that it was made with, or
// what the handle is known by.
func (c *Classifier) collection(v ssa.Value) Entity {
	var ch chain
	c.extend(&ch, v, false, 0)
	for _, s := range ch.steps {
		if s.bound.EntityAt.Kind != model.Arg {
			continue
		}
		for _, name := range c.placeValues(s.call.Common(), s.bound.EntityAt) {
			if isString(value.Strip(name)) && len(s.through) == 0 {
				return c.tableNamed(name)
			}
		}
	}
	if ch.root == nil {
		return Entity{}
	}
	return c.handleEntity(ch.root)
}

// handleEntity is the entity of a handle whose making is not seen here. A field
// or a package-level variable stands for one collection wherever it is read;
// anything else for the collection that this very value is.
//
//	r.users.FindOne(…)             a field: what a constructor puts there, else its name
//	getCollection("users")         made somewhere else from a name
//	func f(c *mongo.Collection)    a parameter
func (c *Classifier) handleEntity(root ssa.Value) Entity {
	switch v := value.Strip(root).(type) {
	case *ssa.UnOp:
		if v.Op != token.MUL {
			break
		}
		switch addr := v.X.(type) {
		case *ssa.FieldAddr:
			if embedded(addr) && c.isCollection(addr.X) {
				return c.collection(addr.X)
			}
			if e := c.fieldEntity(addr.X.Type(), addr.Field, addr.Parent()); e.Known() {
				return e
			}
		case *ssa.Global:
			return c.globalEntity(addr)
		}
	case *ssa.Field:
		if e := c.fieldEntity(v.X.Type(), v.Field, v.Parent()); e.Known() {
			return e
		}
	case *ssa.Call:
		if e := namedInCall(v); e.Known() {
			return e
		}
	case *ssa.Extract: // session, users := collection("users")
		if call, ok := v.Tuple.(*ssa.Call); ok {
			if e := namedInCall(call); e.Known() {
				return e
			}
		}
	case *ssa.Lookup:
		if name, ok := constantText(v.Index); ok {
			return Entity{Table: columnName(name)}
		}
	}
	return Entity{Hole: c.view.Of(root)}
}

// embedded reports whether a field is embedded: a handle that embeds another one is
// a handle on the same collection.
func embedded(addr *ssa.FieldAddr) bool {
	st, ok := addr.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct)
	return ok && st.Field(addr.Field).Embedded()
}

// outer is the struct that a value is embedded in, and what that is embedded in.
//
//	Users.INSERT(…)    calls Users.usersTable.Table.INSERT
func outer(v ssa.Value) ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return v
	}
	at := embedding(load.X)
	if at == load.X {
		return v
	}
	return at
}

// embedding is the address of the struct that the struct at an address is
// embedded in, and that in turn.
func embedding(at ssa.Value) ssa.Value {
	for {
		addr, ok := at.(*ssa.FieldAddr)
		if !ok || !embedded(addr) {
			return at
		}
		at = addr.X
	}
}

// namedInCall is the entity of a handle that a function makes from the only
// text it is given.
func namedInCall(call *ssa.Call) Entity {
	var names []string
	for _, a := range call.Call.Args {
		if name, ok := constantText(a); ok {
			names = append(names, name)
		} else if isString(a) {
			return Entity{}
		}
	}
	if len(names) != 1 {
		return Entity{}
	}
	return Entity{Table: columnName(names[0])}
}

func constantText(v ssa.Value) (string, bool) {
	k, ok := v.(*ssa.Const)
	if !ok || k.Value == nil || k.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(k.Value), true
}

func (c *Classifier) globalEntity(g *ssa.Global) Entity {
	if init := globalInit(g); init != nil {
		if e := c.collection(init); e.Table != "" {
			return e
		}
	}
	if g.Pkg == nil {
		return Entity{}
	}
	return Entity{Table: g.Pkg.Pkg.Name() + "." + g.Name()}
}

func (c *Classifier) fieldEntity(t types.Type, index int, in *ssa.Function) Entity {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return Entity{}
	}
	if n := namedOf(t); n != nil && n.TypeArgs().Len() > 0 {
		return Entity{} // each instance has its own
	}
	field := st.Field(index)
	if e, ok := c.fields[field]; ok {
		return e
	}
	name := field.Name()
	if n := namedOf(t); n != nil {
		name = n.Obj().Name() + "." + name
	}
	if field.Pkg() != nil {
		name = field.Pkg().Name() + "." + name
	}
	c.fields[field] = Entity{Table: name} // a field that is copied from itself
	e, given := c.storedIn(field, in)
	if e.Table != "" || given {
		c.fields[field] = e
	}
	return c.fields[field]
}

// storedIn is the entity of all handles that the functions of the package put
// into a field, unknown when they differ. It reports whether a constructor is
// given the name: then each value of the struct has its own.
//
//	func New(db *mongo.Database, name string) *Coll { return &Coll{db.Collection(name)} }
func (c *Classifier) storedIn(field *types.Var, in *ssa.Function) (found Entity, given bool) {
	for in.Parent() != nil {
		in = in.Parent()
	}
	if in.Pkg == nil {
		return found, false
	}
	for _, name := range sortedKeys(in.Pkg.Members) {
		fn, ok := in.Pkg.Members[name].(*ssa.Function)
		if !ok {
			continue
		}
		for _, v := range storesTo(fn, field) {
			e := c.collection(v)
			if e.Hole != nil && e.Hole.Op == value.Param {
				return Entity{}, true
			}
			if e.Table == "" || strings.Contains(e.Table, ".") || found.Table != "" && found.Table != e.Table {
				return Entity{}, false
			}
			found = e
		}
	}
	return found, false
}

// storesTo returns what a function stores in a field.
func storesTo(fn *ssa.Function, field *types.Var) []ssa.Value {
	var out []ssa.Value
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			st, ok := instr.(*ssa.Store)
			if !ok {
				continue
			}
			if fieldAt(st.Addr) == field {
				out = append(out, st.Val)
			}
		}
	}
	return out
}

// fieldAt is the field that an address is of, nil when it is none.
func fieldAt(v ssa.Value) *types.Var {
	addr, ok := v.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	p, ok := addr.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	st, ok := p.Elem().Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	return st.Field(addr.Field)
}
