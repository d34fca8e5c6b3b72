package standin

import (
	"go/ast"
	"go/types"
)

// call declares the function or method that is called, or gives its arguments the
// types of the parameters.
func (m *mender) call(at *ast.Expr, e *ast.CallExpr, want types.Type) {
	fun, typeArgs := instantiated(ast.Unparen(e.Fun))
	sig := m.signature(ast.Unparen(e.Fun))
	for i := range e.Args {
		m.expr(&e.Args[i], m.param(e, sig, i))
	}
	if m.typeOf(e.Fun) != nil {
		m.inside(&e.Fun)
		return
	}
	for _, t := range typeArgs {
		m.typeExpr(t)
	}
	if sel, ok := fun.(*ast.SelectorExpr); ok && (typeArgs == nil || m.library(sel.X) != nil) {
		m.callSelector(at, e, sel, want)
	} else if typeArgs == nil {
		m.inside(&e.Fun)
		m.typeExpr(e.Fun)
	}
}

// instantiated is the function of which fun is an instance, and for what types.
func instantiated(fun ast.Expr) (generic ast.Expr, typeArgs []ast.Expr) {
	switch f := fun.(type) {
	case *ast.IndexExpr:
		return f.X, []ast.Expr{f.Index}
	case *ast.IndexListExpr:
		return f.X, f.Indices
	}
	return fun, nil
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
		if tv := m.info.Types[e.Fun]; tv.IsType() && !Invalid(tv.Type) {
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
	if _, ok := types.Unalias(t).(*types.TypeParam); ok || Invalid(t) {
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
		name := l.function(sel.Sel.Name, m.resultsOfCall(at, sel.Sel, want))
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
		m.changed = l.method(n, sel.Sel.Name, m.resultsOfCall(at, sel.Sel, want)) || m.changed
	} else if n == nil {
		m.hole(at, orNothing(want), append([]ast.Expr{sel.X}, e.Args...)...)
	}
}

// resultsOfCall are the results of a function or method of a stand-in that is called
// where want is asked for: something of which nothing is known where a result is
// asked for, though not for which.
func (m *mender) resultsOfCall(at *ast.Expr, name *ast.Ident, want types.Type) *types.Tuple {
	switch {
	case want == nil && !m.alone[*at]:
		want = m.unnamed(name.Name, name.Pos())
	case want != nil && isNil(want):
		want = errorType()
	}
	return resultsOf(want)
}

// orNothing is the type of a call that is a statement, or of which none is known.
func orNothing(t types.Type) types.Type {
	if t == nil {
		return types.NewTuple()
	}
	return t
}
