package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// row repairs an insert inside a transaction, or where one may be, which a
// violation would abort: it does nothing when the row is there, and tells.
//
//	if taken(tx, email) {               …
//		return ErrTaken                     created := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&u)
//	}                                   if created.Error == nil && created.RowsAffected == 0 {
//	return tx.Create(&u).Error                  return ErrTaken
//	                                    }
//	                                    return created.Error
//
// Where nobody uses the row, and who found it does no more, the insert is only
// made quiet.
func (e *onlyOnce) row() *draft {
	if !e.plainRow(e.once.Unless) || !e.one() || e.once.Taken == "" {
		return nil
	}
	if e.nobodyCares() && !e.asksForMore() {
		d := e.draft("let the insert do nothing when the row is there: a violation would abort the transaction", e.create.stmt(), e.create.stmt())
		d.imports = e.needed()
		return d.replace(e.create.call.Pos(), e.create.call.End(), e.call)
	}
	tells := slices.ContainsFunc(e.once.Dialects, func(name string) bool { return sqltext.DialectNamed(name) == e.dialect(nil) })
	if e.answer == nil || e.usesFound(nil) || !tells {
		return nil
	}
	return e.taken()
}

// nobodyCares reports whether who found the row and who made it do the same, and
// nothing with the row.
func (e *onlyOnce) nobodyCares() bool {
	if b := e.branching(e.pair); b != nil && b.alike() {
		rows, ok := b.rows()
		return ok && len(rows) == 0
	}
	reply := e.reply(e.pair, e.find)
	return reply != nil && e.endsAlike(reply[0]) && !e.rowUsed()
}

// endsAlike reports whether the answer is what the function does anyway after the
// create: the next round of a loop, or the same return.
func (e *onlyOnce) endsAlike(reply ast.Stmt) bool {
	s, at := e.create, e.create.at+1
	if s.fails != nil && s.fails != s.stmt() {
		at++
	}
	switch a := reply.(type) {
	case *ast.BranchStmt:
		if a.Tok != token.CONTINUE || a.Label != nil || at < len(s.list) {
			return false
		}
		for _, n := range s.path {
			switch loop := n.(type) {
			case *ast.RangeStmt:
				return sameList(loop.Body.List, s.list)
			case *ast.ForStmt:
				return sameList(loop.Body.List, s.list)
			}
		}
	case *ast.ReturnStmt:
		if ret, ok := s.stmt().(*ast.ReturnStmt); ok {
			return e.sameReturn(a, ret)
		}
		if at == len(s.list)-1 {
			ret, ok := s.list[at].(*ast.ReturnStmt)
			return ok && e.sameReturn(a, ret)
		}
	}
	return false
}

// sameReturn reports whether two returns tell a caller the same when neither find
// nor create failed: constants, and no error. Other words mean the same where the
// first return could stand at the create.
func (e *onlyOnce) sameReturn(a, b *ast.ReturnStmt) bool {
	if len(a.Results) != len(b.Results) || calls(a.Results...) {
		return false
	}
	for i, x := range a.Results {
		y := b.Results[i]
		same := e.text(x) == e.text(y) && (e.Info.Types[x].Value != nil || e.answer != nil)
		if !same && !(e.succeeds(x) && e.succeeds(y)) {
			return false
		}
	}
	return true
}

// succeeds reports whether an expression is a failure of find or create, or none.
func (e *onlyOnce) succeeds(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	if !ok {
		return x == e.create.expr
	}
	v := e.Info.ObjectOf(id)
	return isNil(id) || e.find.err != nil && v == types.Object(e.find.err) || e.create.err != nil && v == types.Object(e.create.err)
}

func sameList(a, b []ast.Stmt) bool { return len(a) == len(b) && len(a) > 0 && a[0] == b[0] }

// rowUsed reports whether somebody goes on with the row that was created.
func (e *onlyOnce) rowUsed() bool {
	b := &branching{maker: e.maker, pair: e.pair, find: e.find}
	for _, x := range b.created() {
		if lit, _ := literal(x); lit {
			continue
		}
		id := rootOf(x)
		if id == nil {
			return true
		}
		if v, ok := e.Info.ObjectOf(id).(*types.Var); !ok || b.goesOn(v) {
			return true
		}
	}
	return false
}

// plainRow reports whether the create's row is written and nothing beside it: rows
// that belong to it would be written for the loser, too, and methods be called.
func (m *maker) plainRow(unless []string) bool {
	row := m.finding.Create.Entity.Type
	if row == nil {
		return false
	}
	for _, name := range unless {
		if obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(row), true, m.Pkg, name); obj != nil {
			return false
		}
	}
	return columnsOnly(row, 0)
}

// one reports whether the create is given one row, not a list.
func (e *onlyOnce) one() bool {
	args := e.create.call.Args
	if len(args) != 1 {
		return false
	}
	t := e.Info.TypeOf(args[0])
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return types.Identical(t, e.finding.Create.Entity.Type)
}

// columnsOnly reports whether every field of a row type is a column, or another
// struct of columns that is embedded.
func columnsOnly(t types.Type, depth int) bool {
	s, ok := t.Underlying().(*types.Struct)
	if !ok || depth > 4 {
		return false
	}
	for f := range s.Fields() {
		ft := f.Type()
		if p, ok := ft.Underlying().(*types.Pointer); ok {
			ft = p.Elem()
		}
		if f.Embedded() && !isValue(ft) {
			if !columnsOnly(ft, depth+1) {
				return false
			}
			continue
		}
		if !isValue(ft) {
			return false
		}
	}
	return true
}

// isValue reports whether a type is one of a column: basic, bytes, a time, or
// what makes its own value.
func isValue(t types.Type) bool {
	for _, name := range [...]string{"Value", "UnixNano"} { // driver.Valuer, time.Time
		if obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), true, nil, name); obj != nil {
			if _, ok := obj.(*types.Func); ok {
				return true
			}
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return true
	case *types.Slice:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	}
	return false
}

// needed are the packages that the exclusive call names.
func (e *onlyOnce) needed() []string {
	if e.once.Import == "" {
		return nil
	}
	return []string{e.once.Import}
}

// why is the comment above what only the loser runs.
func (e *onlyOnce) why() string {
	if e.finding.Create.Op.Bound.File.Holds != "" {
		return whyOnce
	}
	return e.comment("the loser of a race finds that the row is there now")
}
