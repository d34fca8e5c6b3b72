package standin

import (
	"go/ast"
	"go/token"
	"go/types"
)

// expr looks for values without a type in an expression whose place asks for type
// want, nil if it does not say. What no name leads to is replaced.
func (m *mender) expr(at *ast.Expr, want types.Type) {
	switch e := (*at).(type) {
	case *ast.Ident:
		if m.typeOf(e) == nil {
			m.want(e, want)
		}
	case *ast.ParenExpr:
		m.expr(&e.X, want)
	case *ast.SelectorExpr:
		m.selector(at, e, want)
	case *ast.CallExpr:
		m.call(at, e, want)
	case *ast.CompositeLit:
		m.literal(e, want)
	case *ast.FuncLit:
		m.fields(e.Type.Params)
		m.fields(e.Type.Results)
		m.body(e.Type, e.Body)
	case *ast.UnaryExpr:
		m.unary(e, want)
	case *ast.StarExpr:
		if want != nil {
			want = types.NewPointer(want)
		}
		m.expr(&e.X, want)
	case *ast.BinaryExpr:
		m.binary(e, want)
	case *ast.IndexExpr:
		m.index(e, want)
	case *ast.SliceExpr:
		m.expr(&e.X, want)
	case *ast.TypeAssertExpr:
		m.expr(&e.X, anything())
		if e.Type != nil {
			m.typeExpr(e.Type)
		}
	case *ast.KeyValueExpr:
		m.expr(&e.Value, want)
	case *ast.ArrayType, *ast.MapType, *ast.ChanType, *ast.FuncType, *ast.StructType, *ast.InterfaceType:
		m.typeExpr(e)
	}
}

// selector declares a variable of a stand-in, or a field of one of its types.
func (m *mender) selector(at *ast.Expr, e *ast.SelectorExpr, want types.Type) {
	if m.typeOf(e) != nil {
		return
	}
	if l := m.library(e.X); l != nil {
		if m.collect || l.pkg.Scope().Lookup(e.Sel.Name) != nil {
			return
		}
		if want == nil || isTuple(want) {
			want = m.unnamed(e.Sel.Name, e.Pos())
		}
		m.changed = l.value(e.Sel.Name, types.Default(want)) || m.changed
		return
	}
	t := m.typeOf(e.X)
	if t == nil {
		m.expr(&e.X, nil)
		if !m.led(e.X) {
			m.hole(at, want, e.X)
		}
		return
	}
	n, l := m.own(t)
	if n == nil {
		m.hole(at, want, e.X)
		return
	}
	key := member{n, e.Sel.Name}
	if m.collect {
		m.asks(key, want)
		return
	}
	if want = m.members[key]; want == nil {
		want = m.unnamed(e.Sel.Name, e.Sel.Pos())
	}
	m.changed = l.field(n, e.Sel.Name, types.Default(want)) || m.changed
}

// member is a field of a stand-in's type.
type member struct {
	of   *types.Named
	name string
}

// asks notes what a use of a field asks for; any type is the last choice.
func (m *mender) asks(key member, want types.Type) {
	if want == nil || isTuple(want) || isNil(want) || Invalid(want) {
		return
	}
	if old := m.members[key]; old == nil || types.Identical(old, anything()) {
		m.members[key] = want
	}
}

// led reports whether names lead to what has no type yet: from a stand-in, or from
// a variable that gets its type in the next round.
func (m *mender) led(e ast.Expr) bool {
	for {
		if t := m.typeOf(e); t != nil {
			n, _ := m.own(t)
			return n != nil
		}
		switch x := e.(type) {
		case *ast.SelectorExpr:
			if m.library(x.X) != nil {
				return true
			}
			e = x.X
		case *ast.CallExpr:
			e = x.Fun
		case *ast.IndexExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.UnaryExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.Ident:
			return waits(m, []ast.Expr{x})
		default:
			return false
		}
	}
}

// hole replaces an expression to whose type no name leads by a call of a function
// that returns it, of what is known in the expression. It waits for variables, the
// types of which the next round knows.
func (m *mender) hole(at *ast.Expr, want types.Type, parts ...ast.Expr) {
	if m.collect || want == nil || isNil(want) || waits(m, parts) {
		return
	}
	var args []ast.Expr
	for _, p := range parts {
		switch t := m.typeOf(p); {
		case t == nil:
			if sel, ok := p.(*ast.SelectorExpr); ok && m.typeOf(sel.X) != nil {
				args = append(args, sel.X)
			}
		case !isType(m.info, p):
			args = append(args, p)
		}
	}
	name := m.holes.function("Value", resultsOf(want))
	pos := (*at).Pos()
	fun := &ast.SelectorExpr{X: &ast.Ident{NamePos: pos, Name: m.holes.pkg.Name()}, Sel: &ast.Ident{NamePos: pos, Name: name}}
	*at = &ast.CallExpr{Fun: fun, Lparen: pos, Args: args, Rparen: (*at).End() - 1}
	m.changed = true
}

// waits reports whether one of the expressions is made of a local variable that has
// no type yet.
func waits(m *mender, parts []ast.Expr) bool {
	waiting := false
	for _, p := range parts {
		ast.Inspect(p, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if v, ok := m.info.ObjectOf(id).(*types.Var); ok && !v.IsField() && v.Parent() != m.in.Pkg.Scope() && Invalid(v.Type()) {
					waiting = true
				}
			}
			return !waiting
		})
	}
	return waiting
}

func isType(info *types.Info, e ast.Expr) bool { return info.Types[e].IsType() }

func isTuple(t types.Type) bool { _, ok := t.(*types.Tuple); return ok }

func isNil(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Kind() == types.UntypedNil
}

// resultsOf is what a function returns whose call has type t.
func resultsOf(t types.Type) *types.Tuple {
	switch t := t.(type) {
	case nil:
		return nil
	case *types.Tuple:
		vars := make([]*types.Var, t.Len())
		for i := range vars {
			v := t.At(i).Type()
			if v == nil || Invalid(v) {
				v = anything() // the place asks for nothing
			}
			vars[i] = types.NewParam(token.NoPos, nil, "", types.Default(v))
		}
		return types.NewTuple(vars...)
	}
	return types.NewTuple(types.NewParam(token.NoPos, nil, "", types.Default(t)))
}

func (m *mender) unary(e *ast.UnaryExpr, want types.Type) {
	switch {
	case e.Op == token.NOT:
		want = boolType()
	case e.Op == token.AND && want != nil:
		p, ok := want.Underlying().(*types.Pointer)
		want = nil
		if ok {
			want = p.Elem()
		}
	case e.Op == token.ARROW:
		want = nil
	}
	m.expr(&e.X, want)
}

// binary gives one side the type of the other.
func (m *mender) binary(e *ast.BinaryExpr, want types.Type) {
	x, y := m.typeOf(e.X), m.typeOf(e.Y)
	switch e.Op {
	case token.LAND, token.LOR:
		x, y = boolType(), boolType()
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
	default:
		if x == nil && y == nil {
			x, y = want, want
		}
	}
	m.expr(&e.X, compared(y, e.X))
	m.expr(&e.Y, compared(x, e.Y))
}

// compared is the type of what is compared with a value of type t.
func compared(t types.Type, e ast.Expr) types.Type {
	if t == nil {
		return nil
	}
	if isNil(t) {
		if id, ok := e.(*ast.Ident); ok && id.Name == "err" {
			return errorType()
		}
		return t
	}
	return types.Default(t)
}

// index takes what has a text for an index for a map.
func (m *mender) index(e *ast.IndexExpr, want types.Type) {
	m.expr(&e.Index, nil)
	if m.typeOf(e.X) != nil || want == nil || isTuple(want) {
		m.expr(&e.X, nil)
		return
	}
	key := m.typeOf(e.Index)
	if b, ok := key.(*types.Basic); ok && b.Info()&types.IsString != 0 {
		m.expr(&e.X, types.NewMap(types.Typ[types.String], want))
		return
	}
	m.expr(&e.X, types.NewSlice(want))
}
