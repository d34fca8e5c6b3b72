package op

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// A predicate is a condition that is made apart from the statement that takes
// it, and may be put together from others:
//
//	q.Where(u.Email.Eq(email), u.Deleted.Is(false))
//	e.Where(builder.Eq{"email": email}.And(builder.Gt{"age": 18})).Get(&u)
//
// predicate reads the one that call makes into o.
func (c *Classifier) predicate(o *Op, s step, call *ssa.Call, b *model.Bound) {
	in := step{call: call, bound: b, maybe: s.maybe, through: s.through}
	if b.Negated {
		o.Others = true
		return
	}
	var parts []func(*Op)
	for _, v := range c.placeValues(&call.Call, b.ReturnsAt) {
		parts = append(parts, func(o *Op) { c.oneCondition(o, in, v, nil) })
	}
	for _, v := range c.placeValues(&call.Call, b.ConditionAt) {
		var rest []ssa.Value
		if !b.ConditionAt.Rest {
			rest = c.keyArguments(in)
		}
		parts = append(parts, func(o *Op) { c.oneCondition(o, in, v, rest) })
	}
	if b.Column != "" || b.ColumnAt.Kind != model.NoPlace {
		parts = append(parts, func(o *Op) { c.columnCondition(o, in) })
	}
	for _, part := range parts {
		if !b.Any || len(parts) == 1 {
			part(o)
			continue
		}
		c.either(o, part)
	}
}

// either adds one branch of an OR. A row meets a branch of one equality
// whatever the others say; of a longer one nothing is known alone.
func (c *Classifier) either(o *Op, part func(*Op)) {
	branch := &Op{Verb: o.Verb, At: o.At, Call: o.Call, Bound: o.Bound}
	part(branch)
	if len(branch.Key) != 1 || branch.Others {
		o.Others = true
		return
	}
	branch.Key[0].Either = true
	o.Key = append(o.Key, branch.Key[0])
}

// predicateValue reads a condition that is no plain value: what a predicate
// call makes, here or in a helper of this package, or one of several. It
// reports whether v is one.
func (c *Classifier) predicateValue(o *Op, s step, v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Call:
		if b, ok := c.Bound(&v.Call); ok {
			if b.Does == model.Predicate {
				c.predicate(o, s, v, b)
			}
			return b.Does == model.Predicate
		}
		fn := value.Callee(&v.Call)
		if fn == nil || len(fn.Blocks) == 0 || len(s.through) > 3 {
			return false
		}
		made := onlyReturn(fn)
		if made == nil || !c.isPredicate(made) {
			return false
		}
		s.through = append([]helper{{v, fn}}, s.through...)
		c.oneCondition(o, s, made, nil)
		return true
	case *ssa.UnOp: // a predicate whose methods have a value receiver
		if made, ok := v.X.(*ssa.Call); ok && v.Op == token.MUL {
			return c.predicateValue(o, s, made)
		}
	case *ssa.Phi:
		if !c.isPredicate(v) {
			return false
		}
		c.oneOf(o, s, v)
		return true
	}
	return false
}

// oneOf takes what all edges of a phi demand as certain, the rest as possible.
//
//	cond := builder.Eq{"a": a}; if b { cond = cond.And(…) }
func (c *Classifier) oneOf(o *Op, s step, phi *ssa.Phi) {
	var all []Pred
	count := map[string]int{}
	for i, e := range phi.Edges {
		edge := &Op{Verb: o.Verb, At: o.At, Call: o.Call, Bound: o.Bound}
		if phi.Block().Dominates(phi.Block().Preds[i]) || len(s.through) > 3 {
			o.Others = true
			return
		}
		c.oneCondition(edge, s, value.Strip(e), nil)
		o.Others = o.Others || edge.Others
		for _, p := range edge.Key {
			k := p.Column + "=" + p.Value.Key()
			if count[k]++; count[k] == 1 {
				all = append(all, p)
			}
		}
	}
	for _, p := range all {
		if count[p.Column+"="+p.Value.Key()] < len(phi.Edges) {
			p.Maybe, o.Others = true, true
		}
		o.Key = append(o.Key, p)
	}
}

// isPredicate reports whether v has a type that a model's package declares,
// and is no statement itself.
func (c *Classifier) isPredicate(v ssa.Value) bool {
	n := namedOf(v.Type())
	return n != nil && !c.isBuilder(v) && c.modelled(n.Obj().Pkg())
}

// modelled reports whether a package has a model.
func (c *Classifier) modelled(pkg *types.Package) bool {
	if pkg == nil {
		return false
	}
	path := model.Unversioned(pkg.Path())
	return slices.ContainsFunc(c.models.Files(), func(f *model.File) bool { return f.Package == path })
}

// equalities reports whether a map of this type demands that its keys equal
// its values.
func (c *Classifier) isEqualities(t types.Type) bool {
	n := namedOf(t)
	if n == nil {
		return true
	}
	role, _ := c.models.Type(n.Obj())
	return role == model.Equalities || !c.modelled(n.Obj().Pkg())
}

// columnCondition compares the column that a call names with its key.
//
//	In("status", a)    Filter("email", email)    u.Email.Eq(email)
func (c *Classifier) columnCondition(o *Op, s step) {
	column, equal := c.column(s)
	keys := c.keyArguments(s)
	if column == primaryKey && len(keys) == 1 && isSlice(keys[0]) {
		c.compositeKey(o, s, value.Strip(keys[0]))
		return
	}
	if names := c.placeValues(s.call.Common(), s.bound.ColumnAt); column == "" && len(names) == 1 && len(keys) == 1 && isString(value.Strip(names[0])) {
		c.equalFrom(o, s, value.Strip(names[0]), keys[0])
		return
	}
	if !equal || len(keys) != 1 {
		o.Others = o.Others || len(keys) > 0
		if equal && len(keys) == 1 && !s.bound.Negated {
			o.Narrowed = append(o.Narrowed, column)
		}
		return
	}
	c.equal(o, s, column, c.compared(keys[0], s.call))
}

// compared is the identity of what a column is compared with: v, or any element
// of v when it is a list.
func (c *Classifier) compared(v ssa.Value, at ssa.Instruction) *value.Expr {
	if e := c.wrapped(v, at); e != nil {
		return e
	}
	if isSlice(v) {
		return c.view.Element(v, nil, at)
	}
	return c.view.Of(v)
}

// isSlice reports whether v is a list; bytes are a value.
func isSlice(v ssa.Value) bool {
	list, ok := value.Strip(v).Type().Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, ok := list.Elem().Underlying().(*types.Basic)
	return !ok || b.Kind() != types.Byte
}

func isMap(v ssa.Value) bool {
	_, ok := value.Strip(v).Type().Underlying().(*types.Map)
	return ok
}

func (c *Classifier) keyArguments(s step) []ssa.Value {
	var args []ssa.Value
	for _, k := range s.bound.KeyAt {
		args = append(args, c.placeValues(s.call.Common(), k)...)
	}
	return args
}

// column returns the column that a call compares, and whether it compares for
// equality.
func (c *Classifier) column(s step) (string, bool) {
	switch s.bound.Column {
	case "":
	case model.PrimaryKey:
		return primaryKey, true
	case "*":
		return Snake(s.bound.Capture), true
	default:
		return s.bound.Column, true
	}
	vals := c.placeValues(s.call.Common(), s.bound.ColumnAt)
	if len(vals) != 1 {
		return "", false
	}
	v := value.Strip(vals[0])
	if in, ok := c.columnObject(v); ok {
		return c.column(in)
	}
	if isString(v) {
		text, ok := c.text(v)
		if !ok {
			return "", false
		}
		return keyColumn(text)
	}
	if name := readFrom(v); name != "" {
		return fieldColumn + name, true
	}
	return "", false
}

// fieldColumn stands before the Go field whose column is meant, until the
// entity is known.
const fieldColumn = "#field:"

// readFrom returns the struct field that v was read from; "" when it was not.
// Fields that are embedded in the one named are passed over.
func readFrom(v ssa.Value) string {
	var from ssa.Value
	index := 0
	switch v := v.(type) {
	case *ssa.UnOp:
		return readFrom(v.X)
	case *ssa.FieldAddr:
		from, index = v.X, v.Field
	case *ssa.Field:
		from, index = v.X, v.Field
	default:
		return ""
	}
	t := from.Type()
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	if f := st.Field(index); !f.Embedded() {
		return f.Name()
	}
	return readFrom(from)
}

// equalWords are the operators behind a column's name that mean equality.
var equalWords = [...]string{"=", "eq", "exact", "iexact"}

// keyColumn splits a key that may hold an operator behind the column's name:
// "email", "email =", "email__exact", "age >", "age__gt".
func keyColumn(text string) (column string, equal bool) {
	for _, sep := range [...]string{"__", " "} {
		name, operator, found := strings.Cut(strings.TrimSpace(text), sep)
		if found {
			return columnName(name), isIdentifier(name) && slices.Contains(equalWords[:], strings.ToLower(strings.TrimSpace(operator)))
		}
	}
	return columnName(text), isIdentifier(text)
}
