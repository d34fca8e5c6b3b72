package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/astutil"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// spot is a call as part of a statement, and what follows when it fails.
//
//	if err := CALL; err != nil { body }
//	err = CALL; if err != nil { body }
//	if CALL.Error != nil { body }
//	return CALL
type spot struct {
	call *ast.CallExpr
	path []ast.Node // from the call to its function
	list []ast.Stmt // the statement's neighbours and itself …
	at   int        // … where it is
	// body runs when the call failed; nil when nothing looks at that.
	body *ast.BlockStmt
	// fails is the statement that holds body.
	fails *ast.IfStmt
	// err is the variable that holds the failure, nil when none does.
	err *types.Var
	// expr is the call's error: the call itself, or a field of its result.
	expr ast.Expr
}

func (s *spot) stmt() ast.Stmt { return s.list[s.at] }

// spot finds the call whose parenthesis is at pos.
func (m *maker) spot(pos token.Pos) *spot {
	path, _ := astutil.PathEnclosingInterval(m.file, pos, pos)
	s := &spot{}
	for i, n := range path {
		if call, ok := n.(*ast.CallExpr); ok && call.Lparen == pos {
			s.call, s.path = call, path[i:]
			break
		}
	}
	if s.call == nil {
		return nil
	}
	for i, n := range s.path {
		if _, ok := n.(*ast.FuncLit); ok {
			break
		}
		stmt, ok := n.(ast.Stmt)
		if !ok || i+1 == len(s.path) {
			continue
		}
		if list := statements(s.path[i+1]); list != nil {
			s.list, s.at = list, slices.Index(list, stmt)
			break
		}
	}
	if s.list == nil || s.at < 0 {
		return nil
	}
	s.expr = m.failure(s)
	m.handling(s)
	return s
}

// statements returns the list that a node holds.
func statements(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

// failure is the smallest expression around the call that is an error: a call
// with several results is taken as a whole.
func (m *maker) failure(s *spot) ast.Expr {
	for _, n := range s.path {
		e, ok := n.(ast.Expr)
		if !ok {
			break
		}
		if t := m.Info.TypeOf(e); t != nil && value.IsError(t) {
			return e
		}
		if _, ok := m.Info.TypeOf(e).(*types.Tuple); ok {
			return e
		}
	}
	return nil
}

// handling finds what runs when the call failed.
func (m *maker) handling(s *spot) {
	switch stmt := s.stmt().(type) {
	case *ast.IfStmt:
		if init, ok := stmt.Init.(*ast.AssignStmt); ok && within(s.call, init) {
			s.err = m.errorOf(s, init)
			if m.tests(stmt.Cond, s.err) {
				s.fails, s.body = stmt, stmt.Body
			}
			return
		}
		if b, ok := stmt.Cond.(*ast.BinaryExpr); ok && b.Op == token.NEQ && s.expr != nil && b.X == s.expr && isNil(b.Y) {
			s.fails, s.body = stmt, stmt.Body
		}
	case *ast.AssignStmt:
		s.err = m.errorOf(s, stmt)
		if s.at+1 < len(s.list) {
			if next, ok := s.list[s.at+1].(*ast.IfStmt); ok && next.Init == nil && m.tests(next.Cond, s.err) {
				s.fails, s.body = next, next.Body
			}
		}
	}
}

// errorOf is the variable that an assignment puts the call's error into.
func (m *maker) errorOf(s *spot, a *ast.AssignStmt) *types.Var {
	if len(a.Rhs) != 1 || a.Rhs[0] != s.expr {
		return nil
	}
	id, ok := a.Lhs[len(a.Lhs)-1].(*ast.Ident)
	if !ok || !isErrorExpr(m.Info, id) {
		return nil
	}
	v, _ := m.Info.ObjectOf(id).(*types.Var)
	return v
}

func isErrorExpr(info *types.Info, e ast.Expr) bool {
	t := info.TypeOf(e)
	return t != nil && value.IsError(t)
}

// tests reports whether cond is v != nil.
func (m *maker) tests(cond ast.Expr, v *types.Var) bool {
	b, ok := cond.(*ast.BinaryExpr)
	if !ok || b.Op != token.NEQ || v == nil || !isNil(b.Y) {
		return false
	}
	id, ok := b.X.(*ast.Ident)
	return ok && m.Info.ObjectOf(id) == v
}

func isNil(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "nil"
}

func within(n, outer ast.Node) bool { return outer.Pos() <= n.Pos() && n.End() <= outer.End() }

// leaves reports whether a list of statements ends its function, or the round
// of its loop.
func leaves(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	switch last := list[len(list)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return last.Tok == token.CONTINUE || last.Tok == token.BREAK
	case *ast.IfStmt:
		return allLeave(last)
	}
	return false
}

// allLeave reports whether every branch of an if leaves.
func allLeave(s *ast.IfStmt) bool {
	if !leaves(s.Body.List) {
		return false
	}
	switch e := s.Else.(type) {
	case *ast.BlockStmt:
		return leaves(e.List)
	case *ast.IfStmt:
		return allLeave(e)
	}
	return false
}
