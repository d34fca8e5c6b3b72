package value

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// ElementType returns the type of what a list of interfaces holds, nil when that
// is not one, or not known.
//
//	docs := make([]any, len(users))
//	for i, u := range users { docs[i] = u }     a list of User
//	users.InsertMany(ctx, docs)
func ElementType(list ssa.Value) types.Type {
	e := elementTypes{seen: map[ssa.Value]bool{}}
	e.list(list)
	if e.other {
		return nil
	}
	return e.only
}

type elementTypes struct {
	seen  map[ssa.Value]bool
	only  types.Type
	other bool
}

func (e *elementTypes) list(v ssa.Value) {
	v = strip(v)
	if e.seen[v] {
		return
	}
	e.seen[v] = true
	switch v := v.(type) {
	case *ssa.Const:
		return
	case *ssa.Phi:
		for _, edge := range v.Edges {
			e.list(edge)
		}
		return
	case *ssa.MakeSlice:
		e.values(assigned(v))
		return
	case *ssa.Slice:
		if array, ok := v.X.(*ssa.Alloc); ok && isArray(array) {
			e.values(assigned(array))
			if len(*v.Referrers()) > 0 {
				e.values(assigned(v))
			}
			return
		}
		e.list(v.X)
		return
	case *ssa.UnOp:
		if alloc, ok := v.X.(*ssa.Alloc); ok {
			if vals, other := storedTo(alloc); !other {
				for _, stored := range vals {
					e.list(stored)
				}
				return
			}
		}
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" {
			for _, arg := range v.Call.Args {
				e.list(arg)
			}
			return
		}
	}
	e.other = true
}

func (e *elementTypes) values(vals []ssa.Value) {
	for _, v := range vals {
		t := strip(v).Type()
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		e.other = e.other || types.IsInterface(t) || e.only != nil && !types.Identical(e.only, t)
		e.only = t
	}
}

// pointsToScalar reports whether v is the address of a text, a number, a bool or
// the bytes of an identifier: what it is compared with is what it points to. What a
// generic function points to may be one, too.
//
//	repo.List(ctx, Filter{Email: &email})      // … q.Where("email = ?", *f.Email)
//	func to[T any](v T) *T { return &v }
func pointsToScalar(v ssa.Value) bool {
	p, ok := v.Type().Underlying().(*types.Pointer)
	return ok && scalar(p.Elem())
}

func scalar(t types.Type) bool {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return true
	}
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return true
	case *types.Array:
		b, ok := t.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	}
	return false
}
