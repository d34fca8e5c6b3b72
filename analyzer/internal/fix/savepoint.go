package fix

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// savepoint repairs a create in a transaction, or where one may be, that is
// followed by nobody's row: in a transaction of its own, which inside another is
// a savepoint, its violation aborts nothing, and the row is looked for again. That
// is done with a lock, which shows what others have committed.
//
//	return tx.Create(&u).Error
//
//	err := tx.Transaction(func(tx *gorm.DB) error {
//		return tx.Create(&u).Error
//	})
//	if err != nil { … the check again … }
//	return err
func savepoint(m *maker) *draft {
	o := m.finding.Create.Op
	if m.finding.Rule == race.Helper || o == nil || m.finding.Create.Inner != nil || o.Bound.File.Fix == nil || o.Bound.File.Fix.Nested == "" {
		return nil
	}
	nested := m.nested(o)
	if nested == "" {
		return nil
	}
	d := m.refuseAgain()
	if d == nil && len(m.finding.Pairs) == 1 {
		d = m.findInstead()
	}
	if d == nil {
		return nil
	}
	for _, p := range m.finding.Pairs {
		if !d.sees(p, o.Bound.File.Fix) {
			return nil
		}
	}
	expr, moved := m.text(m.create.expr), false
	for i, c := range d.changes {
		moved = moved || strings.Contains(c.text, expr)
		d.changes[i].text = strings.Replace(c.text, expr, nested, 1)
	}
	if !moved {
		d.replace(m.create.expr.Pos(), m.create.expr.End(), nested)
	}
	d.says = "create in a savepoint, which a violation does not go beyond, and look again when that fails: the loser of the race then goes on as everybody who finds the row"
	d.imports = append(d.imports, o.Bound.File.Fix.Import, o.Func().Pkg().Path())
	return d
}

// nested is the create in a transaction of its own, "" where its handle is none
// that can be named.
func (m *maker) nested(o *op.Op) string {
	sel, ok := m.create.expr.(*ast.SelectorExpr)
	if !ok || sel.X != m.create.call {
		return ""
	}
	root := m.handle(m.create.call)
	name := "tx"
	switch r := root.(type) {
	case *ast.Ident:
		name = r.Name
	case *ast.SelectorExpr:
		if calls(r) || strings.Contains(m.text(m.create.call), "tx") {
			return ""
		}
	default:
		return ""
	}
	run := m.qualified(o.Func().Pkg().Path(), o.Bound.File.Fix.Nested)
	run = strings.NewReplacer("handle", name, "create", name+m.textFrom(root.End(), sel.End())).Replace(run)
	return m.text(root) + "." + run
}

// sees makes a find that is written once more see what others have committed, and
// reports whether it does.
func (d *draft) sees(p *protect.Pair, add *model.Fixes) bool {
	find := d.spot(op.Pos(p.Find.At))
	dialect := d.dialect(nil)
	if dialect == sqltext.Postgres || dialect == sqltext.SQLite {
		return true
	}
	if p.Find.Inner != nil || p.Find.Op == nil || p.Find.Op.Bound.File.Fix != add || !slices.Contains(add.Locks, p.Find.Op.Func().Name()) {
		return false
	}
	sel, ok := find.call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	root := d.handle(find.call)
	old := d.textFrom(root.Pos(), sel.Sel.End())
	found := false
	for i, c := range d.changes {
		found = found || strings.Contains(c.text, old)
		d.changes[i].text = strings.Replace(c.text, old, d.text(root)+"."+d.qualified(add.Import, add.Shared)+d.textFrom(root.End(), sel.Sel.End()), 1)
	}
	return found
}
