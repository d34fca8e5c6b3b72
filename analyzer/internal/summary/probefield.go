package summary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// fieldOf is what a field of an error may be.
type fieldOf struct {
	path string
	val  world.Val
}

// maxFieldsAsked bounds the constants that fields of one type are compared with.
const maxFieldsAsked = 16

// compared notes that x, a field of an error's type, is compared with a constant.
//
//	var e *Error
//	return errors.As(err, &e) && e.Code == CodeNotFound
func (a *asks) compared(x, y ssa.Value) {
	t, path := errorField(x)
	if k, ok := y.(*ssa.Const); ok && t != nil {
		a.field(t, path, world.ConstVal(k))
	}
}

// returned notes that a field of an error's type is an answer, which is one of the
// constants that there are of its type.
//
//	func CodeOf(err error) Code { …; return e.Code }
func (a *asks) returned(ret *ssa.Return) {
	for _, r := range ret.Results {
		t, path := errorField(r)
		if t == nil {
			continue
		}
		for _, k := range constantsOf(r.Type()) {
			a.field(t, path, world.ConstVal(ssa.NewConst(k.Val(), k.Type())))
		}
	}
}

// field notes one constant, before what stands for all others.
func (a *asks) field(t *types.TypeName, path string, val world.Val) {
	a.typ(t.Type())
	all := a.fields[t]
	last := slices.IndexFunc(all, func(f fieldOf) bool { return f.path == path && f.val.Text == world.Otherwise })
	if len(all) >= maxFieldsAsked || slices.Contains(all, fieldOf{path, val}) {
		return
	}
	if last < 0 {
		last = len(all)
		all = append(all, fieldOf{path, world.Val{Kind: world.Const, Text: world.Otherwise}})
	}
	a.fields[t] = slices.Insert(all, last, fieldOf{path, val})
}

// errorField is the error type that v is read from a field of, and the field; nil
// when it is none.
func errorField(v ssa.Value) (t *types.TypeName, path string) {
	var of types.Type
	var field int
	switch v := v.(type) {
	case *ssa.UnOp:
		addr, ok := v.X.(*ssa.FieldAddr)
		if !ok {
			return nil, ""
		}
		of, field = addr.X.Type(), addr.Field
	case *ssa.Field:
		of, field = v.X.Type(), v.Field
	default:
		return nil, ""
	}
	if !value.ImplementsError(of) {
		return nil, ""
	}
	name := value.FieldName(of, field)
	if p, ok := of.Underlying().(*types.Pointer); ok {
		of = p.Elem()
	}
	n, ok := types.Unalias(of).(*types.Named)
	if !ok || n.TypeArgs().Len() > 0 {
		return nil, ""
	}
	return n.Obj(), "." + name
}

// constantsOf are the constants of a named type, where that is declared.
func constantsOf(t types.Type) []*types.Const {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return nil
	}
	var all []*types.Const
	scope := n.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		if k, ok := scope.Lookup(name).(*types.Const); ok && types.Identical(k.Type(), n) {
			all = append(all, k)
		}
	}
	return all
}

// isString reports whether a function answers with a text only.
func isString(results *types.Tuple) bool {
	return results.Len() == 1 && types.Identical(results.At(0).Type(), types.Typ[types.String])
}
