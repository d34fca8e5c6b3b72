package model

import "go/types"

// Redeclares returns what a method of generated code does: its receiver is, or
// is an interface that is implemented by, a struct of the same package which
// embeds a type that its model calls redeclared, and the method narrows the
// one of that name there.
//
//	type userDo struct{ gen.DO }
//	func (u userDo) First() (*model.User, error) { result, err := u.DO.First(); … }
func (s *Set) Redeclares(fn *types.Func) (*Bound, bool) {
	if fn == nil || len(s.redeclared) == 0 {
		return nil, false
	}
	fn = fn.Origin()
	b, ok := s.again[fn]
	if !ok {
		b = s.redeclaration(fn)
		s.again[fn] = b
	}
	return b, b != nil
}

func (s *Set) redeclaration(fn *types.Func) *Bound {
	recv := fn.Signature().Recv()
	if recv == nil || fn.Pkg() == nil {
		return nil
	}
	base := s.generatedOf(recv.Type(), fn.Pkg())
	if base == nil {
		return nil
	}
	method, _, _ := types.LookupFieldOrMethod(base.Type(), true, base.Pkg(), fn.Name())
	impl, ok := method.(*types.Func)
	if !ok {
		return nil
	}
	of, ok := s.Call(impl)
	if !ok || of.Func.Signature().Params().Len() != fn.Signature().Params().Len() {
		return nil
	}
	again := *of
	again.Func = fn
	return &again
}

// generatedOf returns the redeclared type that a receiver type stands for.
func (s *Set) generatedOf(t types.Type, pkg *types.Package) *types.TypeName {
	if iface, ok := t.Underlying().(*types.Interface); ok {
		return s.generatedImplementation(iface, pkg)
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for f := range st.Fields() {
		if n, ok := types.Unalias(f.Type()).(*types.Named); ok && f.Embedded() && s.redeclared[n.Obj()] {
			return n.Obj()
		}
	}
	return nil
}

func (s *Set) generatedImplementation(iface *types.Interface, pkg *types.Package) *types.TypeName {
	for _, name := range pkg.Scope().Names() {
		obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || obj.IsAlias() || types.IsInterface(obj.Type()) {
			continue
		}
		base := s.generatedOf(obj.Type(), pkg)
		if base != nil && types.Implements(types.NewPointer(obj.Type()), iface) {
			return base
		}
	}
	return nil
}
