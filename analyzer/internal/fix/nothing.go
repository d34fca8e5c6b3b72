package fix

import (
	"go/ast"
	"go/types"
	"path"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// nothing repairs a find-or-create inside a transaction, or where one may be:
// its insert does nothing when the row is there, so that no violation aborts
// the transaction. Where the row is used afterwards it is found again, with a
// lock, which shows what others have committed.
//
//	tx.Where(…).FirstOrCreate(&u)
//	tx.Clauses(clause.OnConflict{DoNothing: true}).Where(…).FirstOrCreate(&u)
func nothing(m *maker) *draft {
	c := m.finding.Create
	if m.finding.Rule != race.Helper || c.Op == nil || c.Op.SQL != nil || c.Op.Bound.File.Fix == nil {
		return nil
	}
	if m.Check.Transactional(&protect.Pair{Fn: m.finding.Fn, Create: c}) == value.Different {
		return nil
	}
	add := c.Op.Bound.File.Fix
	d := m.draft("let the insert do nothing when the row is there: a violation would abort the transaction", m.create.stmt(), m.create.stmt())
	root := m.handle(m.create.call)
	if m.updates(add) || !m.plainRow(add.Unless) {
		return nil // the loser would not update the row, or write what belongs to it
	}
	d.insert(root.End(), "."+m.qualified(add.Import, add.Nothing))
	d.imports = []string{add.Import}
	dest := m.destination(c.Op)
	if dest == nil {
		return nil
	}
	if lit, _ := literal(dest); lit {
		return d
	}
	id := rootOf(dest)
	if id == nil {
		return nil
	}
	if b := (&branching{maker: m}); !b.goesOn(m.Info.ObjectOf(id).(*types.Var)) {
		return d
	}
	if !m.rowless() || m.conditioned(id) {
		return nil
	}
	return m.findAgain(d, add, root, id)
}

// updates reports whether a step of the chain makes the call update a row that
// it finds.
func (m *maker) updates(add *model.Fixes) bool {
	found := false
	ast.Inspect(m.create.call, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		fn, ok := m.Info.Uses[sel.Sel].(*types.Func)
		found = found || ok && fn.Pkg() == m.finding.Create.Op.Func().Pkg() && slices.Contains(add.Updates, fn.Name())
		return true
	})
	return found
}

// findAgain adds the find alone behind a find-or-create whose insert did nothing.
func (m *maker) findAgain(d *draft, add *model.Fixes, root ast.Expr, row *ast.Ident) *draft {
	keys, ok := m.Sums.Ops.PrimaryField(m.finding.Create.Op)
	sel, isSel := m.create.call.Fun.(*ast.SelectorExpr)
	if !ok || !isSel || m.create.err == nil {
		return nil
	}
	unset := row.Name + "." + keys[len(keys)-1] + " == 0"
	expr := m.create.expr
	find := m.textFrom(expr.Pos(), root.End()) + "." + m.qualified(add.Import, add.Fresh) +
		m.textFrom(root.End(), sel.Sel.Pos()) + add.Find + m.textFrom(sel.Sel.End(), expr.End())
	why := m.comment("the loser's insert has done nothing: find the winner's row")
	switch stmt := m.create.stmt().(type) {
	case *ast.IfStmt:
		if m.create.body == nil || !leaves(stmt.Body.List) || stmt.Else != nil {
			return nil
		}
		err := m.create.err.Name()
		return d.insert(m.behind(stmt.End()), "\nif "+unset+" {\n"+why+"if "+err+" := "+find+"; "+err+" != nil "+m.text(stmt.Body)+"\n}")
	case *ast.AssignStmt:
		err := m.create.err.Name()
		return d.insert(m.behind(stmt.End()), "\nif "+err+" == nil && "+unset+" {\n"+why+err+" = "+find+"\n}")
	}
	return nil
}

// handle is the expression that a call's chain starts from.
func (m *maker) handle(end *ast.CallExpr) ast.Expr {
	var e ast.Expr = end
	want := m.Info.TypeOf(e)
	for {
		call, ok := e.(*ast.CallExpr)
		if !ok {
			return e
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || want == nil || m.Info.TypeOf(sel.X) == nil || !types.Identical(m.Info.TypeOf(sel.X), want) {
			return e
		}
		e = sel.X
	}
}

// qualified writes a model's piece with the name that the file has for its
// package.
func (m *maker) qualified(importPath, piece string) string {
	base := path.Base(importPath)
	if name := m.imported(importPath); name != "" && name != base {
		return strings.ReplaceAll(piece, base+".", name+".")
	}
	return piece
}

// destination is the argument that a find-or-create fills.
func (m *maker) destination(o *op.Op) ast.Expr {
	if len(o.Dest) != 1 {
		return nil
	}
	for _, a := range m.create.call.Args {
		if types.Identical(m.Info.TypeOf(a), value.Strip(o.Dest[0]).Type()) {
			return a
		}
	}
	return nil
}

// conditioned reports whether a whole row stands in a condition of the create's
// chain: after the insert it holds more than what was looked for.
func (m *maker) conditioned(row *ast.Ident) bool {
	found := false
	ast.Inspect(m.create.call, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return !found
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return !found
		}
		fn, _ := m.Info.Uses[sel.Sel].(*types.Func)
		b, ok := m.Sums.Ops.Models().Call(fn)
		if !ok || b.ConditionAt.Kind != model.Arg || b.ConditionAt.Index >= len(call.Args) {
			return !found
		}
		id := rootOf(call.Args[b.ConditionAt.Index])
		found = found || id != nil && m.Info.ObjectOf(id) == m.Info.ObjectOf(row)
		return !found
	})
	return found
}
