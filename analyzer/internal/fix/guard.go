package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// guard repairs a function that leaves when it finds the row and creates
// below: when the create fails, the same check runs again.
//
//	if taken(email) {                 if taken(email) {
//		return ErrTaken                   return ErrTaken
//	}                                 }
//	if err := create(u); err != nil { if err := create(u); err != nil {
//		return err                        // The loser of a race fails here: …
//	}                                         if taken(email) {
//	                                              return ErrTaken
//	                                          }
//	                                          return err
//	                                  }
func guard(m *maker) *draft {
	if m.finding.Rule == race.Helper || !m.alone() {
		return nil
	}
	return m.refuseAgain()
}

// refuseAgain adds the checks to what runs when the create failed.
func (m *maker) refuseAgain() *draft {
	var again []string
	for _, p := range m.finding.Pairs {
		text := m.checkAgain(p)
		if text == "" || m.repeats(text) {
			return nil
		}
		again = append(again, text)
	}
	text := m.comment("the loser of a race fails here: the row is there now") + strings.Join(again, "\n")
	return m.onFailure("when the create fails, check again: the loser of the race is then answered as everybody who finds the row", text)
}

// alone reports whether no transaction is around the create, so that a look
// after its failure shows the winner's row.
func (m *maker) alone() bool {
	return !slices.ContainsFunc(m.finding.Pairs, func(p *protect.Pair) bool {
		return p.Create.Callback && p.Find.At == p.Create.At || !m.outside(p) && m.Check.Transactional(p) != value.Different
	})
}

// outside reports whether the create's transaction is over when its failure is
// seen: the create runs in a callback, the find does not.
func (m *maker) outside(p *protect.Pair) bool { return p.Create.Callback && p.Find.At != p.Create.At }

// checkAgain is the check of a pair once more, as statements that leave when
// the row is there; "" when it cannot be repeated.
func (m *maker) checkAgain(p *protect.Pair) string {
	find := m.spot(op.Pos(p.Find.At))
	if find == nil || m.enclosing(find) != m.enclosing(m.create) || !m.unchanged(find) || m.filledSince(p, find) {
		return ""
	}
	var kept []ast.Stmt
	for i := find.at; i < len(find.list); i++ {
		stmt := find.list[i]
		if within(m.create.call, stmt) {
			return "" // the check decides whether to create: another family
		}
		s, ok := stmt.(*ast.IfStmt)
		if !ok {
			if !m.repeatable(stmt, find) {
				return ""
			}
			kept = append(kept, stmt)
			continue
		}
		body := refuses(p, s, find.list[i+1:])
		if body == nil {
			if i == find.at {
				kept = append(kept, stmt) // it holds the find
			}
			if !fails(p, s) {
				return ""
			}
			continue
		}
		if !m.movable(body, find) || !m.harmless(s) || !m.mayLeave(s.End()) {
			return ""
		}
		vars, ok := m.redeclared(find, append(kept, s))
		if !ok {
			return ""
		}
		return vars + m.joined(kept, s)
	}
	return ""
}

// repeats reports whether the create is followed by a text already: what was
// repaired before is not repaired again, even where that could not be followed.
func (m *maker) repeats(text string) bool {
	plain := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	return strings.Contains(plain(m.textFrom(m.create.call.End(), m.enclosing(m.create).End())), plain(text))
}

// filledSince reports whether a find would look for more the second time: it asks
// for what is in its row, and the create has filled that.
func (m *maker) filledSince(p *protect.Pair, find *spot) bool {
	if columns, inside := m.inside(p); !inside || columns {
		return false
	}
	shared := false
	for _, a := range find.call.Args {
		if id := rootOf(a); id != nil {
			shared = shared || m.mentions(m.create.call, m.Info.ObjectOf(id))
		}
	}
	return shared
}

// enclosing is the function that a spot is in.
func (m *maker) enclosing(s *spot) ast.Node {
	for _, n := range s.path {
		switch n.(type) {
		case *ast.FuncLit, *ast.FuncDecl:
			return n
		}
	}
	return nil
}

// repeatable reports whether a statement between check and decision may run a
// second time: an assignment, or the find itself.
func (m *maker) repeatable(s ast.Stmt, find *spot) bool {
	switch s := s.(type) {
	case *ast.AssignStmt:
		return (s.Tok == token.DEFINE || s.Tok == token.ASSIGN) && m.harmless(s)
	case *ast.ExprStmt:
		return within(find.call, s)
	}
	return false
}

// harmless reports whether statements may run in another place: they lock and
// unlock nothing, begin and end no transaction, and start nothing.
func (m *maker) harmless(n ast.Node) bool {
	ok := true
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.DeferStmt, *ast.GoStmt, *ast.SendStmt, *ast.SelectStmt, *ast.FuncLit:
			ok = false
		case *ast.CallExpr:
			if id, is := n.Fun.(*ast.Ident); is && m.Info.Uses[id] == types.Universe.Lookup("close") {
				ok = false
			}
			if m.does(n, model.DoLock, model.DoUnlock, model.Begin, model.Commit, model.Rollback) {
				ok = false
			}
		}
		return ok
	})
	return ok
}

// movable reports whether what a branch does means the same at the create: a
// continue or break must not meet another loop on the way.
func (m *maker) movable(body *ast.BlockStmt, find *spot) bool {
	branches := false
	ast.Inspect(body, func(n ast.Node) bool {
		_, is := n.(*ast.BranchStmt)
		branches = branches || is
		return true
	})
	if !branches {
		return true
	}
	for _, n := range m.create.path {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			return n.Pos() < find.call.Pos()
		}
	}
	return false
}

// joined writes the kept statements and the deciding if as one if, where it
// can: what the check assigns then stays inside.
func (m *maker) joined(kept []ast.Stmt, s *ast.IfStmt) string {
	decision := m.text(s)
	if init, ok := s.Init.(*ast.AssignStmt); ok {
		decision = strings.Replace(decision, m.text(init), m.own(init), 1)
	}
	if len(kept) == 0 {
		return decision
	}
	var lines []string
	for _, k := range kept[:len(kept)-1] {
		lines = append(lines, m.text(k))
	}
	last := kept[len(kept)-1]
	if s.Init != nil {
		return strings.Join(append(lines, m.text(last), decision), "\n")
	}
	body := m.textFrom(s.Body.Pos(), s.End())
	switch last := last.(type) {
	case *ast.AssignStmt:
		lines = append(lines, "if "+m.own(last)+"; "+m.succeeded(last, s.Cond)+body)
	case *ast.ExprStmt:
		lines = append(lines, "if "+m.text(last)+"; "+m.text(s.Cond)+" "+body)
	case *ast.IfStmt: // if err := find(&n); err != nil { leave }
		init, ok := last.Init.(*ast.AssignStmt)
		b, ok2 := last.Cond.(*ast.BinaryExpr)
		if !ok || !ok2 || b.Op != token.NEQ || !isNil(b.Y) {
			return ""
		}
		lines = append(lines, "if "+m.own(init)+"; "+m.succeeded(init, s.Cond)+body)
	}
	return strings.Join(lines, "\n")
}

// succeeded is a condition that also asks whether the check worked, when it
// does not ask for that itself.
func (m *maker) succeeded(a *ast.AssignStmt, cond ast.Expr) string {
	text := m.text(cond) + " "
	id, ok := a.Lhs[len(a.Lhs)-1].(*ast.Ident)
	if !ok || id.Name == "_" || !isErrorExpr(m.Info, id) || m.mentions(cond, m.Info.ObjectOf(id)) {
		return text
	}
	if or, ok := cond.(*ast.BinaryExpr); ok && or.Op == token.LOR {
		text = "(" + m.text(cond) + ") "
	}
	return id.Name + " == nil && " + text
}

// own writes an assignment of a check so that it does not touch the error of
// the create: with variables of its own.
func (m *maker) own(a *ast.AssignStmt) string {
	if a.Tok != token.ASSIGN {
		return m.text(a)
	}
	for _, l := range a.Lhs {
		id, ok := l.(*ast.Ident)
		if !ok || id.Name != "_" && m.Info.ObjectOf(id) != types.Object(m.create.err) && !isErrorExpr(m.Info, id) {
			return m.text(a)
		}
	}
	return m.textFrom(a.Pos(), a.TokPos) + ":=" + m.textFrom(a.TokPos+1, a.End())
}

func (m *maker) textFrom(from, to token.Pos) string {
	return string(m.src[m.offset(from):m.offset(to)])
}
