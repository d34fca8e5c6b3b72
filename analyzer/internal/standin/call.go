package standin

import (
	"go/ast"
	"go/types"
)

// call declares the function or method that is called, or gives its arguments the
// types of the parameters.
func (m *mender) call(at *ast.Expr, e *ast.CallExpr, want types.Type) {
	fun := e.Fun
	for {
		p, ok := fun.(*ast.ParenExpr)
		if !ok {
			break
		}
		fun = p.X
	}
	sig := m.signature(fun)
	for i := range e.Args {
		m.expr(&e.Args[i], m.param(e, sig, i))
	}
	if m.typeOf(e.Fun) != nil {
		m.inside(&e.Fun)
		return
	}
	switch f := fun.(type) {
	case *ast.SelectorExpr:
		m.callSelector(at, e, f, want)
	case *ast.IndexExpr: // instantiated
		m.typeExpr(f.Index)
		if sel, ok := f.X.(*ast.SelectorExpr); ok && m.library(sel.X) != nil {
			m.callSelector(at, e, sel, want)
		}
	case *ast.IndexListExpr:
		for _, t := range f.Indices {
			m.typeExpr(t)
		}
		if sel, ok := f.X.(*ast.SelectorExpr); ok && m.library(sel.X) != nil {
			m.callSelector(at, e, sel, want)
		}
	default:
		m.inside(&e.Fun)
		m.typeExpr(e.Fun)
	}
}

// inside looks at what a called function is made of.
func (m *mender) inside(fun *ast.Expr) {
	switch f := (*fun).(type) {
	case *ast.SelectorExpr:
		m.expr(&f.X, nil)
	case *ast.FuncLit, *ast.ParenExpr, *ast.CallExpr:
		m.expr(fun, nil)
	}
}

// signature is that of a function with a type, nil for others.
func (m *mender) signature(fun ast.Expr) *types.Signature {
	if t := m.info.TypeOf(fun); t != nil {
		sig, _ := t.Underlying().(*types.Signature)
		return sig
	}
	return nil
}

// param is the type of parameter i of what e calls, nil if unknown.
func (m *mender) param(e *ast.CallExpr, sig *types.Signature, i int) types.Type {
	if sig == nil {
		if tv := m.info.Types[e.Fun]; tv.IsType() && !invalid(tv.Type) {
			return tv.Type // a conversion
		}
		if id, ok := e.Fun.(*ast.Ident); ok {
			return m.builtin(id.Name, e, i)
		}
		return nil
	}
	n := sig.Params().Len()
	switch {
	case sig.Variadic() && i >= n-1:
		t := sig.Params().At(n - 1).Type()
		if s, ok := t.Underlying().(*types.Slice); ok && !e.Ellipsis.IsValid() {
			t = s.Elem()
		}
		return valid(t)
	case i < n:
		return valid(sig.Params().At(i).Type())
	}
	return nil
}

// builtin is the type of argument i of a function of the language.
func (m *mender) builtin(name string, e *ast.CallExpr, i int) types.Type {
	switch name {
	case "len", "cap", "clear":
		return types.NewSlice(anything())
	case "delete":
		if i == 0 {
			return types.NewMap(types.Typ[types.String], anything())
		}
	case "append", "copy":
		t := m.typeOf(e.Args[0])
		if t == nil || i == 0 || name == "copy" || e.Ellipsis.IsValid() {
			return t
		}
		if s, ok := t.Underlying().(*types.Slice); ok {
			return s.Elem()
		}
	}
	return nil
}

// valid is a type that can be asked for: not that of a type parameter.
func valid(t types.Type) types.Type {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok || invalid(t) {
		return nil
	}
	return t
}

// callSelector declares what x.Name(…) calls.
func (m *mender) callSelector(at *ast.Expr, e *ast.CallExpr, sel *ast.SelectorExpr, want types.Type) {
	if l := m.library(sel.X); l != nil {
		if m.collect {
			return
		}
		if obj, ok := l.pkg.Scope().Lookup(sel.Sel.Name).(*types.TypeName); ok && obj != nil {
			return // a conversion
		}
		if want == nil && m.asked(at) {
			want = m.unnamed(sel.Sel.Name, sel.Pos())
		}
		if isNilType(want) {
			want = errorType()
		}
		name := l.function(sel.Sel.Name, resultsOf(want))
		m.changed = true
		if name != sel.Sel.Name {
			sel.Sel = &ast.Ident{NamePos: sel.Sel.NamePos, Name: name}
		}
		e.Fun = sel
		return
	}
	t := m.typeOf(sel.X)
	if t == nil {
		m.expr(&sel.X, nil)
		if !m.led(sel.X) {
			m.hole(at, orNothing(want), append([]ast.Expr{sel.X}, e.Args...)...)
		}
		return
	}
	if n, l := m.own(t); n != nil && !m.collect {
		if want == nil && m.asked(at) {
			want = m.unnamed(sel.Sel.Name, sel.Sel.Pos())
		}
		if isNilType(want) {
			want = errorType()
		}
		m.changed = l.method(n, sel.Sel.Name, resultsOf(want)) || m.changed
	} else if n == nil {
		m.hole(at, orNothing(want), append([]ast.Expr{sel.X}, e.Args...)...)
	}
}

func isNilType(t types.Type) bool { return t != nil && isNil(t) }

// orNothing is the type of a call that is a statement, or of which none is known.
func orNothing(t types.Type) types.Type {
	if t == nil {
		return types.NewTuple()
	}
	return t
}

// asked reports whether a call is asked for its result, though not for which: one
// that is not a statement of its own.
func (m *mender) asked(at *ast.Expr) bool { return !m.alone[*at] }
