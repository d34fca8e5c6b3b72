package model

import "go/types"

// handle is a modelled type whose values programs keep behind interfaces of
// their own.
type handle struct {
	pkg *types.Package // of the model
	typ types.Type     // as a value that has all its methods: *T, or an interface
}

// Implements returns what a call of fn does when fn is a method of an
// interface that no model names, such as a program's own
//
//	type DBTX interface{ ExecContext(context.Context, string, ...any) (sql.Result, error) }
//
// It is what the method of the same name does in a modelled type that
// implements the whole interface. Of several such types it takes one of a
// package that the interface's package imports, then the first in the order of
// packages and of the types in their models.
func (s *Set) Implements(fn *types.Func) (*Bound, bool) {
	if fn == nil {
		return nil, false
	}
	b, ok := s.implemented[fn]
	if !ok {
		b = s.implementation(fn)
		s.implemented[fn] = b
	}
	return b, b != nil
}

func (s *Set) implementation(fn *types.Func) *Bound {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil
	}
	iface, ok := recv.Type().Underlying().(*types.Interface)
	if !ok || !iface.IsMethodSet() {
		return nil
	}
	var first *Bound
	for _, h := range s.handles {
		method, _, _ := types.LookupFieldOrMethod(h.typ, false, fn.Pkg(), fn.Name())
		impl, ok := method.(*types.Func)
		if !ok || !types.Implements(h.typ, iface) {
			continue
		}
		b, ok := s.Call(impl)
		switch {
		case !ok:
		case imports(fn.Pkg(), h.pkg):
			return b
		case first == nil:
			first = b
		}
	}
	if first == nil {
		first = s.mirrored(fn, iface)
	}
	return first
}

// imports reports whether pkg is dep or imports it itself.
func imports(pkg, dep *types.Package) bool {
	if pkg == nil || pkg == dep {
		return pkg != nil
	}
	for _, p := range pkg.Imports() {
		if p == dep {
			return true
		}
	}
	return false
}
