package fix

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// helper repairs a call that finds and creates inside: when it fails, it is
// called once more, and finds what the winner created.
//
//	err := db.Where(…).FirstOrCreate(&u).Error
//	if err != nil {
//		// The loser of a race fails here: called again it finds the row.
//		err = db.Where(…).FirstOrCreate(&u).Error
//	}
func helper(m *maker) *draft {
	s := m.create
	if m.finding.Rule != race.Helper || s.expr == nil || m.finding.Create.Op == nil || m.finding.Create.Op.SQL != nil || !m.rowless() {
		return nil
	}
	if m.Check.Transactional(&protect.Pair{Fn: m.finding.Fn, Create: m.finding.Create}) != value.Different {
		return nil
	}
	says := "when the call fails, call it again: the loser of the race then finds the row"
	why := m.comment("the loser of a race fails here: called again it finds the row")
	switch stmt := s.stmt().(type) {
	case *ast.IfStmt:
		init, ok := stmt.Init.(*ast.AssignStmt)
		if s.body == nil || !ok || s.err == nil {
			return nil
		}
		d := m.draft(says, stmt, stmt)
		d.insert(m.behind(stmt.Body.Lbrace+1), "\n"+why+"if "+m.again(init)+"; "+m.text(stmt.Cond)+" {")
		return d.insert(stmt.Body.Rbrace, "}\n")
	case *ast.AssignStmt:
		if s.err == nil {
			return nil
		}
		return m.draft(says, stmt, stmt).insert(m.behind(stmt.End()), "\nif "+s.err.Name()+" != nil {\n"+why+m.again(stmt)+"\n}")
	case *ast.ReturnStmt:
		lhs := "err"
		if _, ok := m.Info.TypeOf(s.expr).(*types.Tuple); ok {
			lhs = "row, err"
		}
		return m.unreturn(says, stmt, why+lhs+" = "+m.text(s.expr)).rename(lhs)
	}
	return nil
}

// again is an assignment to variables that are there already.
func (m *maker) again(a *ast.AssignStmt) string {
	return strings.Replace(m.text(a), ":=", "=", 1)
}

// rename gives the result of a call taken out of a return the name row.
func (d *draft) rename(lhs string) *draft {
	if d == nil || lhs == "err" {
		return d
	}
	for i := range d.changes {
		d.changes[i].text = strings.Replace(d.changes[i].text, "created, err", lhs, 1)
	}
	return d
}

// rowless reports whether a call that failed leaves nothing in its row that
// keeps it from finding the winner's: a primary key that the database gives is
// still unset.
func (m *maker) rowless() bool {
	o := m.finding.Create.Op
	if len(o.Dest) == 0 {
		return true
	}
	if o.Entity.Type == nil {
		return false
	}
	path, ok := m.Sums.Ops.PrimaryField(o)
	if !ok {
		return false
	}
	var t types.Type = o.Entity.Type
	for _, name := range path {
		obj, _, _ := types.LookupFieldOrMethod(t, true, m.Pkg, name)
		if obj == nil {
			return false
		}
		t = obj.Type()
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}
