package value

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A value that may be NULL stands for the value that it has otherwise:
//
//	User{Email: sql.NullString{String: email, Valid: true}}     email
//
// Its type tells by its form, a field Valid beside the value, and by being what a
// database driver takes.

// Nullable returns the path of the value in a struct that may be NULL, nil for
// other types.
func Nullable(t types.Type) []string {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return nil
	}
	s, ok := n.Underlying().(*types.Struct)
	if !ok || s.NumFields() == 0 || s.NumFields() > 3 {
		return nil
	}
	first := s.Field(0)
	if first.Embedded() {
		if inner := Nullable(first.Type()); inner != nil {
			return append([]string{first.Name()}, inner...)
		}
	}
	if IsBool(first.Type()) || !isDriverValuer(n) {
		return nil
	}
	for i := 1; i < s.NumFields(); i++ {
		if f := s.Field(i); f.Name() == "Valid" && IsBool(f.Type()) {
			return []string{first.Name()}
		}
	}
	return nil
}

// isDriverValuer reports whether a type has the method by which drivers ask for a
// value: Value() (driver.Value, error).
func isDriverValuer(n *types.Named) bool {
	obj, _, _ := types.LookupFieldOrMethod(n, true, n.Obj().Pkg(), "Value")
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	sig := fn.Signature()
	return sig.Params().Len() == 0 && sig.Results().Len() == 2 && IsError(sig.Results().At(1).Type()) && IsAny(sig.Results().At(0).Type())
}

// IsAny reports whether t is an interface without methods.
func IsAny(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.Empty()
}

// nullable is Nullable, remembered.
func (r *Reader) nullable(t types.Type) []string {
	n, ok := t.(*types.Named)
	if !ok {
		return nil
	}
	if path, ok := r.nulls[n]; ok {
		return path
	}
	path := Nullable(n)
	r.nulls[n] = path
	return path
}

// wrapped is what a call wraps as a value that may be NULL, nil when v is none.
//
//	null.StringFrom(email)
func (w *View) wrapped(v ssa.Value, path []string) ssa.Value {
	call, ok := v.(*ssa.Call)
	if !ok || call.Call.IsInvoke() || len(call.Call.Args) != 1 {
		return nil
	}
	null := w.r.nullable(call.Type())
	if null == nil || !slices.Equal(path, null) {
		return nil
	}
	if fn := Callee(&call.Call); fn != nil && len(fn.Blocks) > 0 {
		return nil
	}
	arg := call.Call.Args[0]
	if p, ok := arg.Type().Underlying().(*types.Pointer); ok && !types.Identical(p.Elem(), wraps(call.Type(), null)) {
		return nil
	} else if !ok && !types.Identical(arg.Type(), wraps(call.Type(), null)) {
		return nil
	}
	return arg
}

// wraps is the type at a path of fields of t, nil if there is none.
func wraps(t types.Type, path []string) types.Type {
	for _, name := range path {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		f, ok := obj.(*types.Var)
		if !ok {
			return nil
		}
		t = f.Type()
	}
	return t
}
