package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/toctou-lint/toctou/analyzer/internal/protect"
)

// answer is what one who found the row does next where that ends its function,
// as statements that can stand at the create: a branch that only they take, or
// what follows a branch that creates and leaves. It is nil when there is none.
//
//	if found { return ErrTaken }          switch { case found: return ErrTaken }
//	if !found { return create() }         if !found { create() } else { return ErrTaken }
//	return ErrTaken
func (m *maker) answer(p *protect.Pair, find *spot) []ast.Stmt {
	if list := m.reply(p, find); list != nil {
		return m.moved(list, find)
	}
	return nil
}

// reply is the answer where it stands.
func (m *maker) reply(p *protect.Pair, find *spot) []ast.Stmt {
	for i := find.at; i < len(find.list); i++ {
		stmt := find.list[i]
		if !within(m.create.call, stmt) {
			if list := onlyPresent(p, stmt, find.list[i+1:]); list != nil {
				return list
			}
			continue
		}
		s, ok := stmt.(*ast.IfStmt)
		if !ok {
			return nil
		}
		if list := m.otherwise(p, s); list != nil {
			return list
		}
		rest := find.list[i+1:]
		if s.Else != nil || !leaves(s.Body.List) || !within(m.create.call, s.Body) || runs(p.Fn, s.Body, p.Present) || !leaves(rest) {
			return nil
		}
		return rest
	}
	return nil
}

// onlyPresent is the branch of a statement that only one who found the row takes,
// when it leaves.
func onlyPresent(p *protect.Pair, stmt ast.Stmt, rest []ast.Stmt) []ast.Stmt {
	switch s := stmt.(type) {
	case *ast.IfStmt:
		if body := refuses(p, s, rest); body != nil {
			return body.List
		}
		for {
			switch e := s.Else.(type) {
			case *ast.IfStmt:
				s = e
				continue
			case *ast.BlockStmt:
				if runsOnly(p.Fn, e, p.Present, p.Absent) && leaves(e.List) {
					return e.List
				}
			}
			return nil
		}
	case *ast.SwitchStmt:
		for _, c := range s.Body.List {
			clause := c.(*ast.CaseClause)
			if len(clause.Body) > 0 && runsOnly(p.Fn, block(clause.Body), p.Present, p.Absent) && leaves(clause.Body) && !breaks(clause) {
				return clause.Body
			}
		}
	}
	return nil
}

// otherwise is the other branch of an if that creates in one.
func (m *maker) otherwise(p *protect.Pair, s *ast.IfStmt) []ast.Stmt {
	els, ok := s.Else.(*ast.BlockStmt)
	if !ok {
		return nil
	}
	other := els
	if within(m.create.call, els) {
		other = s.Body
	}
	if !runsOnly(p.Fn, other, p.Present, p.Absent) || !leaves(other.List) {
		return nil
	}
	return other.List
}

// breaks reports whether a break is in a clause: it would mean another statement
// elsewhere.
func breaks(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		b, ok := n.(*ast.BranchStmt)
		found = found || ok && b.Tok == token.BREAK
		return !found
	})
	return found
}

// moved returns statements if they mean the same at the create, else nil.
func (m *maker) moved(list []ast.Stmt, find *spot) []ast.Stmt {
	b := block(list)
	if !m.movable(b, find) || !m.harmless(b) || !m.sameNames(b, find) || !m.mayLeave(min(b.End(), m.create.call.Pos())) {
		return nil
	}
	return list
}

// block is some statements as one.
func block(list []ast.Stmt) *ast.BlockStmt {
	return &ast.BlockStmt{Lbrace: list[0].Pos(), List: list, Rbrace: list[len(list)-1].End()}
}

// sameNames reports whether the variables that a part of the function names are
// in reach at the create by these names, and nothing is assigned to them on the
// way. Those that were set from the find on are for the caller to look at.
func (m *maker) sameNames(n ast.Node, find *spot) bool {
	at := m.create.call.Pos()
	scope, set := m.Pkg.Scope().Innermost(at), m.set(find, n)
	outer := m.outer(n)
	for v, name := range outer {
		if set[v] {
			continue
		}
		if scope == nil {
			return false
		}
		if _, there := scope.LookupParent(name, at); there != types.Object(v) {
			return false
		}
	}
	same := true
	ast.Inspect(m.enclosing(m.create), func(x ast.Node) bool {
		if a, ok := x.(*ast.AssignStmt); ok && n.End() <= a.Pos() && a.Pos() < at {
			for _, l := range a.Lhs {
				id, ok := l.(*ast.Ident)
				if ok && a.Tok != token.DEFINE {
					_, named := outer[m.Info.ObjectOf(id)]
					same = same && !named
				}
			}
		}
		return same
	})
	return same
}

// outer are the variables that a part of the function uses and does not declare.
func (m *maker) outer(n ast.Node) map[types.Object]string {
	all := map[types.Object]string{}
	ast.Inspect(n, func(x ast.Node) bool {
		if id, ok := x.(*ast.Ident); ok {
			v, ok := m.Info.Uses[id].(*types.Var)
			if ok && v.Pkg() == m.Pkg && !v.IsField() && !within1(v.Pos(), n) { // pkg.Var is the same everywhere
				all[v] = id.Name
			}
		}
		return true
	})
	return all
}

// set are the variables that get a value from the find's statement on and before
// n: what the find has found, and what was made of it.
func (m *maker) set(find *spot, n ast.Node) map[types.Object]bool {
	all := map[types.Object]bool{}
	add := func(e ast.Expr) {
		if id := rootOf(e); id != nil {
			all[m.Info.ObjectOf(id)] = true
		}
	}
	for _, stmt := range find.list[find.at:] {
		ast.Inspect(stmt, func(x ast.Node) bool {
			if x == nil || x.Pos() >= n.Pos() {
				return false
			}
			switch x := x.(type) {
			case *ast.AssignStmt:
				for _, l := range x.Lhs {
					add(l)
				}
			case *ast.UnaryExpr:
				if x.Op == token.AND {
					add(x)
				}
			case *ast.ValueSpec:
				for _, id := range x.Names {
					all[m.Info.ObjectOf(id)] = true
				}
			}
			return true
		})
	}
	return all
}

// assigned are the expressions that a spot's statement assigns its outcome to.
func assigned(s *spot) []ast.Expr {
	var first ast.Stmt
	switch stmt := s.stmt().(type) {
	case *ast.IfStmt:
		first = stmt.Init
	case *ast.SwitchStmt:
		first = stmt.Init
	default:
		first = stmt
	}
	if a, ok := first.(*ast.AssignStmt); ok && len(a.Rhs) == 1 && a.Rhs[0] == s.call {
		return a.Lhs
	}
	return nil
}
