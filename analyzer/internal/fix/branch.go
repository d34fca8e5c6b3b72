package fix

import (
	"go/ast"
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
)

// branch repairs a function that creates when it finds nothing and goes on
// alike in both cases: when the create fails, it finds again and goes on with
// that row.
//
//	u, err := find(email)             …
//	if errors.Is(err, ErrNotFound) {  …
//		u = &User{Email: email}           …
//		if err := create(u); err != nil { if err := create(u); err != nil {
//			return nil, err                   winner, again := find(email)
//		}                                     if again != nil {
//	}                                                 return nil, err
//	return u, nil                             }
//	                                          u = winner
//	                                  }
func branch(m *maker) *draft {
	if m.finding.Rule == race.Helper || len(m.finding.Pairs) != 1 || !m.alone() {
		return nil
	}
	return m.findInstead()
}

// findInstead adds the find to what runs when the create failed.
func (m *maker) findInstead() *draft {
	const says = "when the create fails, find again: the loser of the race then goes on with the winner's row"
	why := m.comment("the loser of a race fails here: the row is there now")
	b := m.branching(m.finding.Pairs[0])
	if b == nil || !m.unchanged(b.find) {
		return nil
	}
	if d := b.handsOn(says, why); d != nil {
		return d
	}
	if !b.alike() {
		return nil
	}
	look := b.lookAgain()
	if look == nil {
		return nil
	}
	s := m.create
	if s.body != nil {
		if s.err != nil && b.goesOn(s.err) {
			look.after += s.err.Name() + " = nil\n"
		}
		if look.after != "" && !leaves(s.body.List) {
			return nil
		}
		d := m.draft(says, s.stmt(), s.fails)
		d.insert(m.behind(s.body.Lbrace+1), "\n"+why+look.before+"if "+look.init+look.missing+" {")
		return d.insert(s.body.Rbrace, "}\n"+look.after)
	}
	found := why + look.before + "if " + look.init + look.there + " {\n" + look.after
	switch stmt := s.stmt().(type) {
	case *ast.ReturnStmt:
		return m.unreturn(says, stmt, found+"err = nil\n}")
	case *ast.AssignStmt:
		if s.err == nil {
			return nil
		}
		d := m.draft(says, stmt, stmt)
		return d.insert(m.behind(stmt.End()), "\nif "+s.err.Name()+" != nil {\n"+found+s.err.Name()+" = nil\n}\n}")
	}
	return nil
}

// branching is a create under a condition that the find decides.
type branching struct {
	*maker
	pair  *protect.Pair
	find  *spot
	cond  ast.Expr   // of the if that one who found the row passes by …
	not   bool       // … the create is in its else branch
	outer ast.Stmt   // … and this is it
	rest  []ast.Stmt // what follows the create in its branch
	next  []ast.Stmt // what follows the if
}

// branching finds the if around the create; nil when there is none of the
// simple kind.
func (m *maker) branching(p *protect.Pair) *branching {
	b := &branching{maker: m, pair: p, find: m.spot(op.Pos(p.Find.At))}
	if b.find == nil || m.enclosing(b.find) != m.enclosing(m.create) {
		return nil
	}
	for i := b.find.at; i < len(b.find.list); i++ {
		stmt := b.find.list[i]
		s, ok := stmt.(*ast.IfStmt)
		switch {
		case within(m.create.call, stmt):
			if !ok || !b.enter(s) {
				return nil
			}
			b.outer, b.next = stmt, b.find.list[i+1:]
			return b
		case ok && fails(p, s):
		case i > b.find.at && !ok:
			if _, assigns := stmt.(*ast.AssignStmt); !assigns {
				return nil
			}
			return nil // a find in several statements
		case ok:
			return nil
		}
	}
	return nil
}

// enter goes into the branch of s that creates. One who found the row must run
// no branch of s.
func (b *branching) enter(s *ast.IfStmt) bool {
	b.cond = s.Cond
	branch := s.Body
	if !within(b.create.call, branch) {
		els, ok := s.Else.(*ast.BlockStmt)
		if !ok || runs(b.pair.Fn, s.Body, b.pair.Present) {
			return false
		}
		b.not, branch = true, els
	} else if !b.passes(s.Else) {
		return false
	}
	if runs(b.pair.Fn, branch, b.pair.Present) {
		// an inner condition decides: err != nil { if notFound(err) { create } }
		return false
	}
	last := b.create.list[len(b.create.list)-1]
	for _, n := range b.create.path {
		list := statements(n)
		if list == nil || n.Pos() < branch.Pos() {
			continue
		}
		if !slices.Contains(list, last) {
			// what follows an inner if must be nothing that the loser would run
			for i, stmt := range list {
				if within(b.create.call, stmt) && i+1 < len(list) && !leaves(b.create.list) {
					return false
				}
			}
		}
	}
	at := b.create.at + 1
	if b.create.fails != nil && b.create.fails != b.create.stmt() {
		at++
	}
	b.rest = b.create.list[min(at, len(b.create.list)):]
	return true
}

// passes reports whether one who found the row runs none of the branches of what
// follows an else.
func (b *branching) passes(els ast.Stmt) bool {
	for {
		s, ok := els.(*ast.IfStmt)
		if !ok {
			return els == nil || !runs(b.pair.Fn, els, b.pair.Present)
		}
		if s.Init != nil || runs(b.pair.Fn, s.Body, b.pair.Present) {
			return false
		}
		els = s.Else
	}
}

// alike reports whether the loser may go on where the create's branch goes on:
// nothing happens there but assignments and a return, and one who found the row
// does no more either.
func (b *branching) alike() bool {
	returns, _ := b.create.stmt().(*ast.ReturnStmt)
	for _, s := range b.rest {
		switch s := s.(type) {
		case *ast.ReturnStmt:
			returns = s
			if calls(s.Results...) {
				return false
			}
		case *ast.AssignStmt:
			if calls(s.Rhs...) {
				return false
			}
		default:
			return false
		}
	}
	if returns == nil {
		return true
	}
	for _, s := range b.next {
		if s, ok := s.(*ast.IfStmt); ok && fails(b.pair, s) {
			continue
		}
		ret, ok := s.(*ast.ReturnStmt)
		return ok && !calls(ret.Results...) && b.saysTheSame(ret, returns)
	}
	return false
}

// saysTheSame reports whether two returns tell a caller the same beside rows and
// errors: no flag that a row was made.
func (b *branching) saysTheSame(x, y *ast.ReturnStmt) bool {
	if len(x.Results) != len(y.Results) {
		return false
	}
	for i, r := range x.Results {
		constant := b.Info.Types[r].Value != nil || b.Info.Types[y.Results[i]].Value != nil
		if constant && b.text(r) != b.text(y.Results[i]) {
			return false
		}
	}
	return true
}
