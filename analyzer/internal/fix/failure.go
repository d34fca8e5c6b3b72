package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// onFailure adds statements that run first when the create failed.
func (m *maker) onFailure(says, text string) *draft {
	s := m.create
	if s.body != nil {
		return m.draft(says, s.stmt(), s.fails).insert(m.behind(s.body.Lbrace+1), "\n"+text)
	}
	switch stmt := s.stmt().(type) {
	case *ast.ReturnStmt:
		return m.unreturn(says, stmt, text)
	case *ast.AssignStmt:
		// err = create(); return u, err
		if s.err == nil || s.at+1 >= len(s.list) {
			return nil
		}
		ret, ok := s.list[s.at+1].(*ast.ReturnStmt)
		if !ok || len(ret.Results) > 0 && !m.mentions(ret, s.err) {
			return nil
		}
		return m.draft(says, stmt, stmt).insert(m.behind(stmt.End()), "\nif "+s.err.Name()+" != nil {\n"+text+"\n}")
	}
	return nil
}

// behind is a position, or the end of the comment that follows it on its line.
func (m *maker) behind(pos token.Pos) token.Pos {
	for _, g := range m.file.Comments {
		if c := g.List[0]; c.Pos() >= pos && m.tok.Line(c.Pos()) == m.tok.Line(pos) {
			if strings.TrimSpace(m.textFrom(pos, c.Pos())) == "" {
				return c.End()
			}
		}
	}
	return pos
}

// unreturn takes the create out of a return statement.
//
//	return create(u)      err := create(u)
//	                      if err != nil {
//	                          …
//	                      }
//	                      return err
func (m *maker) unreturn(says string, ret *ast.ReturnStmt, text string) *draft {
	s := m.create
	n := len(ret.Results)
	if s.expr == nil || n == 0 || calls(ret.Results[:n-1]...) && ret.Results[0] != s.expr {
		return nil
	}
	d := m.draft(says, ret, ret)
	tuple, ok := m.Info.TypeOf(s.expr).(*types.Tuple)
	if !ok {
		name, op := m.errorName(ret)
		d.insert(ret.Pos(), name+op+m.text(s.expr)+"\nif "+name+" != nil {\n"+text+"\n}\n")
		return d.replace(s.expr.Pos(), s.expr.End(), name)
	}
	if n != 1 || tuple.Len() != 2 || !value.IsError(tuple.At(1).Type()) {
		return nil
	}
	d.insert(ret.Pos(), "created, err := "+m.text(s.expr)+"\nif err != nil {\n"+text+"\n}\n")
	return d.replace(s.expr.Pos(), s.expr.End(), "created, err")
}

// errorName is the name to hold an error at a statement: err, new or as the
// block has it.
func (m *maker) errorName(at ast.Node) (name, op string) {
	scope := m.Pkg.Scope().Innermost(at.Pos())
	if scope != nil {
		if v, ok := scope.Lookup("err").(*types.Var); ok && v.Pos() < at.Pos() && value.IsError(v.Type()) {
			return "err", " = "
		}
	}
	return "err", " := "
}

// mentions reports whether a node uses a variable.
func (m *maker) mentions(n ast.Node, v types.Object) bool { return m.uses(n, v) > 0 }

// uses counts the places in a node that name a variable.
func (m *maker) uses(n ast.Node, v types.Object) int {
	count := 0
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && m.Info.ObjectOf(id) == v {
			count++
		}
		return true
	})
	return count
}

// calls reports whether an expression calls something.
func calls(list ...ast.Expr) bool {
	found := false
	for _, e := range list {
		ast.Inspect(e, func(n ast.Node) bool {
			_, is := n.(*ast.CallExpr)
			found = found || is
			return !found
		})
	}
	return found
}

// unchanged reports whether no variable that the find reads is assigned to on
// the way to the create: written once more, it asks the same.
func (m *maker) unchanged(find *spot) bool {
	reads := map[types.Object]bool{}
	ast.Inspect(find.call, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			reads[m.Info.ObjectOf(id)] = true
		}
		return true
	})
	same := true
	ast.Inspect(m.enclosing(find), func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || a.Tok == token.DEFINE || a.Pos() <= find.call.Pos() || a.Pos() > m.create.call.Pos() {
			return same
		}
		for _, l := range a.Lhs {
			if id, ok := l.(*ast.Ident); ok && reads[m.Info.ObjectOf(id)] && !m.filled(find, id) {
				same = false
			}
		}
		return same
	})
	return same
}

// filled reports whether a variable is only what the find fills: &v.
func (m *maker) filled(find *spot, v *ast.Ident) bool {
	obj := m.Info.ObjectOf(v)
	pointers := 0
	ast.Inspect(find.call, func(n ast.Node) bool {
		if u, ok := n.(*ast.UnaryExpr); ok && u.Op == token.AND {
			if id, ok := u.X.(*ast.Ident); ok && m.Info.ObjectOf(id) == obj {
				pointers++
			}
		}
		return true
	})
	return pointers == m.uses(find.call, obj)
}

// first reports whether nothing else is called by the create's statement before
// the create, which then can stand in front of it.
func (m *maker) first() bool {
	var part ast.Node = m.create.stmt()
	if s, ok := part.(*ast.IfStmt); ok {
		switch {
		case s.Init != nil && within(m.create.call, s.Init):
			part = s.Init
		case s.Init == nil && within(m.create.call, s.Cond):
			part = s.Cond
		default:
			return false
		}
	}
	switch part.(type) {
	case *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt, ast.Expr:
	default:
		return false
	}
	alone := true
	ast.Inspect(part, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			alone = false
		case *ast.BinaryExpr:
			alone = alone && n.Op != token.LAND && n.Op != token.LOR
		case *ast.CallExpr:
			if n == m.create.call {
				return false
			}
			alone = alone && within(m.create.call, n)
		}
		return alone
	})
	return alone
}
