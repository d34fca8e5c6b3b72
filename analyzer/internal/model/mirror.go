package model

import "go/types"

// mirrored returns what a method of a program's interface does that stands for
// a modelled type without being implemented by it: a wrapper has the methods
// of the type, with interfaces like itself in the place of the library's types.
//
//	type Collection interface {
//		FindOne(ctx context.Context, filter any) SingleResult   // *mongo.SingleResult has its methods
//		InsertOne(ctx context.Context, doc any) (any, error)
//	}
//
// The interface's package has to import the library.
func (s *Set) mirrored(fn *types.Func, iface *types.Interface) *Bound {
	for _, h := range s.handles {
		if !imports(fn.Pkg(), h.pkg) || !mirrors(iface, h.typ, nil) {
			continue
		}
		method, _, _ := types.LookupFieldOrMethod(h.typ, false, fn.Pkg(), fn.Name())
		impl, ok := method.(*types.Func)
		if !ok || !resembles(fn, impl, nil) {
			continue
		}
		if b, ok := s.Call(impl); ok {
			return b
		}
	}
	return nil
}

// mirrors reports whether at least half of an interface's methods, and two of
// them, are those of a type. Types in seen are being asked for already.
func mirrors(iface *types.Interface, t types.Type, seen []types.Type) bool {
	for _, s := range seen {
		if types.Identical(s, iface) {
			return true
		}
	}
	if len(seen) > 4 {
		return false
	}
	seen = append(seen, iface)
	n := 0
	for m := range iface.Methods() {
		method, _, _ := types.LookupFieldOrMethod(t, false, m.Pkg(), m.Name())
		if impl, ok := method.(*types.Func); ok && resembles(m, impl, seen) {
			n++
		}
	}
	return n >= 2 && 2*n >= iface.NumMethods()
}

// resembles reports whether a method takes what another does, options aside,
// and returns the same, or interfaces of the same.
func resembles(fn, impl *types.Func, seen []types.Type) bool {
	a, b := fn.Signature(), impl.Signature()
	params := b.Params().Len()
	if b.Variadic() && a.Params().Len() == params-1 {
		params--
	}
	if a.Params().Len() != params || a.Results().Len() != b.Results().Len() {
		return false
	}
	for i := range params {
		if !types.Identical(a.Params().At(i).Type(), b.Params().At(i).Type()) {
			return false
		}
	}
	for i := range a.Results().Len() {
		x, y := a.Results().At(i).Type(), b.Results().At(i).Type()
		if types.Identical(x, y) {
			continue
		}
		iface, ok := x.Underlying().(*types.Interface)
		if !ok || !types.Implements(y, iface) && !mirrors(iface, y, seen) {
			return false
		}
	}
	return true
}
