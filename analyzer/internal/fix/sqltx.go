package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// inside repairs an INSERT whose text stands in the call and which a violation
// would abort with its transaction: it does nothing when the row is there. One
// with RETURNING then gives no row, which its caller takes for a failure, so that
// check or find are added to that; any other says how many rows it made.
//
//	_, err := tx.Exec("INSERT … VALUES ($1)", email)
//	if err != nil { return err }
//
//	result, err := tx.Exec("INSERT … VALUES ($1) ON CONFLICT DO NOTHING", email)
//	if err != nil { return err }
//	if n, err := result.RowsAffected(); err == nil && n == 0 { return ErrTaken }
//
// MySQL knows no such clause without side effects, and counts the row where the
// connection says so.
func inside(m *maker) *draft {
	o := m.finding.Create.Op
	if m.finding.Rule == race.Helper || len(m.finding.Pairs) != 1 || o == nil || o.SQL == nil || m.finding.Create.Inner != nil ||
		o.SQL.Kind != sqltext.Insert || o.SQL.OnConflict != sqltext.NoClause {
		return nil
	}
	at, clause := m.conflictClause()
	if d := m.dialect(o.SQL); clause == "" || d != sqltext.Postgres && d != sqltext.SQLite {
		return nil
	}
	var d *draft
	if !o.SQL.Returning {
		d = m.counted()
	} else if d = m.refuseAgain(); d == nil {
		d = m.findInstead()
	}
	if d == nil {
		return nil
	}
	d.says = "let the insert do nothing when the row is there, a violation would abort the transaction: the loser of the race then goes on as everybody who finds the row"
	return d.insert(at, " "+clause)
}

// counted asks an insert how many rows it has made, and answers the loser.
func (m *maker) counted() *draft {
	s, p := m.create, m.finding.Pairs[0]
	assign, ok := s.stmt().(*ast.AssignStmt)
	find := m.spot(op.Pos(p.Find.At))
	if !ok || find == nil || m.enclosing(find) != m.enclosing(s) || s.err == nil || len(assign.Lhs) != 2 || !m.declares(assign) {
		return nil
	}
	if id, ok := assign.Lhs[0].(*ast.Ident); !ok || id.Name != "_" {
		return nil
	}
	tuple, ok := m.Info.TypeOf(s.call).(*types.Tuple)
	if !ok || tuple.Len() != 2 {
		return nil
	}
	e := &onlyOnce{maker: m, pair: p, find: find, answer: m.answer(p, find)}
	if e.answer == nil || e.usesFound(nil) || e.usesNames("result", "n") {
		return nil
	}
	none := "n, err := result.RowsAffected(); err == nil && n == 0"
	obj, _, _ := types.LookupFieldOrMethod(tuple.At(0).Type(), true, m.Pkg, "RowsAffected")
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	if fn.Signature().Results().Len() == 1 {
		none = "result.RowsAffected() == 0"
	}
	text := "\nif " + none + " {\n" + m.comment("the loser of a race finds that the row is there now") + e.words() + "}"
	var last ast.Stmt = assign
	if s.body != nil && leaves(s.body.List) && s.fails.Else == nil {
		last = s.fails
	} else if s.body == nil {
		text = "\nif " + s.err.Name() + " == nil {" + text + "\n}"
	} else {
		return nil
	}
	d := m.draft("", assign, last)
	d.replace(assign.Lhs[0].Pos(), assign.Lhs[0].End(), "result")
	d.replace(assign.TokPos, assign.TokPos+token.Pos(len(assign.Tok.String())), ":=")
	return d.insert(m.behind(last.End()), text)
}

// declares reports whether an assignment of two may become a declaration: its
// error is of the same block, or it is one already.
func (m *maker) declares(a *ast.AssignStmt) bool {
	if a.Tok == token.DEFINE {
		return true
	}
	id, ok := a.Lhs[1].(*ast.Ident)
	if !ok {
		return false
	}
	v := m.Info.ObjectOf(id)
	scope := m.Pkg.Scope().Innermost(a.Pos())
	return v != nil && scope != nil && v.Parent() == scope
}
