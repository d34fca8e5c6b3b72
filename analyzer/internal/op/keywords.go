package op

import (
	"go/types"
	"unicode"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Many programs describe what they look for in a form of their own, and make
// statements of it in one place, for all tables, out of names:
//
//	func (d *dao) List(ctx context.Context, query *q.Query) ([]*User, error) {
//		qs, err := orm.QuerySetter(ctx, &User{}, query) // another package
//		_, err = qs.All(&users)
//	d.List(ctx, q.New(q.KeyWords{"Username": name}))
//
// What the words of such a map are compared with is taken for the key.

// builtFrom notes the parameter that a statement is made from elsewhere.
func (c *Classifier) builtFrom(o *Op, root ssa.Value) {
	if e, ok := root.(*ssa.Extract); ok {
		root = e.Tuple
	}
	call, ok := root.(*ssa.Call)
	if !ok {
		return
	}
	var from *ssa.Parameter
	for _, arg := range call.Call.Args {
		p := c.describes(arg)
		if p == nil {
			continue
		}
		if from != nil {
			return
		}
		from = p
	}
	if from != nil {
		o.Key = append(o.Key, Pred{Column: Whole, Value: c.view.Of(from)})
	}
}

// describes returns the parameter that v is, or is made from alone, when it may
// describe what to look for: a map, or a struct that no library declares.
func (c *Classifier) describes(v ssa.Value) *ssa.Parameter {
	v = value.Strip(v)
	if call, ok := v.(*ssa.Call); ok && len(call.Call.Args) == 1 && !call.Call.IsInvoke() {
		v = value.Strip(call.Call.Args[0])
	}
	p, ok := v.(*ssa.Parameter)
	if !ok || !adds(p) || c.isBuilder(p) || p == receiverOf(p.Parent()) {
		return nil
	}
	t := p.Type()
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	switch t.Underlying().(type) {
	case *types.Map, *types.Struct:
		if n := namedOf(t); n == nil || !c.modelled(n.Obj().Pkg()) {
			return p
		}
	}
	return nil
}

// receiverOf is the receiver of a method, nil of a function.
func receiverOf(fn *ssa.Function) *ssa.Parameter {
	if fn.Signature.Recv() == nil || len(fn.Params) == 0 {
		return nil
	}
	return fn.Params[0]
}

// keywords returns the map that is written out in a description: as a field of
// a struct, or the only map that its constructor is given. Nil when v is no
// description.
func keywords(v ssa.Value, depth int) *ssa.MakeMap {
	v = value.Strip(v)
	if m, ok := v.(*ssa.MakeMap); ok && depth > 0 {
		return m
	}
	if depth > 1 {
		return nil
	}
	var found *ssa.MakeMap
	one := func(v ssa.Value) bool {
		m := keywords(v, depth+1)
		if m != nil && found != nil {
			return false
		}
		if m != nil {
			found = m
		}
		return true
	}
	switch v := v.(type) {
	case *ssa.Call:
		for _, arg := range v.Call.Args {
			if !one(arg) {
				return nil
			}
		}
	case *ssa.Alloc:
		for _, ref := range *v.Referrers() {
			field, ok := ref.(*ssa.FieldAddr)
			if !ok {
				continue
			}
			for _, r := range *field.Referrers() {
				if st, ok := r.(*ssa.Store); ok && st.Addr == ssa.Value(field) && isMap(st.Val) && !one(st.Val) {
					return nil
				}
			}
		}
	}
	return found
}

// wordConditions takes the entries of a description as equalities. A word that
// starts with a capital is a Go field.
func (c *Classifier) wordConditions(o *Op, m *ssa.MakeMap, at ssa.CallInstruction) {
	entries, ok := c.entries(m, at)
	if !ok {
		return
	}
	for _, e := range entries {
		if e.key == "" || isMap(e.val) {
			continue
		}
		column := columnName(e.key)
		switch {
		case !unicode.IsUpper(rune(e.key[0])):
		case o.Entity.Type != nil:
			column = fieldColumn + e.key
		default:
			column = Snake(e.key)
		}
		o.Key = append(o.Key, Pred{Column: column, Value: c.entryValue(e, at), Maybe: e.maybe})
	}
}
