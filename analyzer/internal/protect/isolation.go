package protect

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// isolation holds when find and create run on one transaction that is
// serializable: by its options, by a statement, or because the store's always
// are.
//
//	db.Transaction(func(tx *gorm.DB) error { … }, &sql.TxOptions{Isolation: sql.LevelSerializable})
//	tx, err := db.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.Serializable})
func isolation(c *Checker, p *Pair) (bool, Weak) {
	if c.statement(p) {
		return true, Weak{}
	}
	find, create := c.transactions(p.Find), c.transactions(p.Create)
	weak := Weak{}
	for _, t := range create {
		if t == nil {
			return false, weak
		}
		same := slices.ContainsFunc(find, func(u *txn) bool { return u != nil && u.call == t.call && u.via == t.via })
		serializable, level := c.serializable(t)
		if serializable == no && c.onSQLite(p) {
			serializable = yes
		}
		if weak.At == nil {
			weak = Weak{Kind: PlainTransaction, At: t.call}
			switch {
			case serializable != no:
				weak.Kind = OtherTransaction
			case level != "":
				weak.Kind, weak.Level = LowTransaction, level
			}
		}
		if !same || serializable == no {
			return false, weak
		}
	}
	return len(create) > 0, weak
}

// txn is a transaction and the call that began it.
type txn struct {
	call  ssa.CallInstruction
	bound *model.Bound
	// via is the call of the wrapper that begins it, and wrapper its callee.
	via     ssa.CallInstruction
	wrapper *ssa.Function
	// known is whether it is serializable when a function of another package begins
	// it: there is no bound then.
	known answer
}

// origin returns the transactions that a handle may be of; a nil one stands
// for a handle that is no transaction, or of unknown origin.
func (c *Checker) origin(e *value.Expr, depth int) []*txn {
	if e == nil || depth > maxCallers {
		return []*txn{nil}
	}
	switch e.Op {
	case value.Any:
		var all []*txn
		for _, a := range e.Args {
			all = append(all, c.origin(a, depth+1)...)
		}
		return all
	case value.Extract, value.Field: // sqlx.Tx embeds *sql.Tx
		return c.origin(e.Args[0], depth)
	case value.Param:
		if p, ok := e.Ref.(*ssa.Parameter); ok {
			return c.paramOrigin(p, depth)
		}
	case value.Opaque:
		if call, ok := e.Ref.(*ssa.Call); ok {
			return c.callOrigin(call, depth)
		}
	}
	return []*txn{nil}
}

func (c *Checker) callOrigin(call *ssa.Call, depth int) []*txn {
	b, ok := c.sums.Ops.Bound(&call.Call)
	if !ok {
		return []*txn{c.begunBy(call, depth)}
	}
	if b.Does == model.Begin {
		return c.outermost(&txn{call: call, bound: b}, depth)
	}
	if from := op.PlaceValues(&call.Call, b.ReturnsAt); len(from) == 1 {
		return c.origin(c.sums.Ops.View().Of(from[0]), depth+1)
	}
	return []*txn{nil}
}

// outermost is the transaction that t is nested in, if it is: the inner one is
// a savepoint, and its options are ignored.
func (c *Checker) outermost(t *txn, depth int) []*txn {
	recv := op.PlaceValues(t.call.Common(), model.Place{Kind: model.Recv})
	if len(recv) == 1 {
		outer := c.origin(c.sums.Ops.View().Of(recv[0]), depth+1)
		if !slices.Contains(outer, nil) {
			return outer
		}
	}
	return []*txn{t}
}

// paramOrigin looks at what the callers of a function pass, or at the
// transaction whose callback it is.
func (c *Checker) paramOrigin(p *ssa.Parameter, depth int) []*txn {
	fn := p.Parent()
	i := slices.Index(fn.Params, p)
	calls, complete := c.sums.Callers(fn)
	if len(calls) == 0 || !complete {
		return []*txn{nil}
	}
	var all []*txn
	for _, call := range calls {
		common := call.Call.Common()
		if b, ok := c.sums.Ops.Bound(common); ok && world.Body(common, b) == fn {
			if b.Does != model.RunTx {
				return []*txn{nil}
			}
			all = append(all, c.outermost(&txn{call: call.Call, bound: b}, depth)...)
			continue
		}
		if callee, runs := c.sums.RunsOf(call.Call, fn); callee != nil {
			all = append(all, c.callbackOrigin(call.Call, callee, runs, i, depth)...)
			continue
		}
		arg := value.Argument(common, i)
		if arg == nil || value.Callee(common) != fn {
			return []*txn{nil}
		}
		all = append(all, c.origin(c.sums.Ops.View().Of(arg), depth+1)...)
	}
	return all
}

// callbackOrigin is the transaction that a wrapper gives its callback.
func (c *Checker) callbackOrigin(via ssa.CallInstruction, wrapper *ssa.Function, runs []ssa.CallInstruction, param, depth int) []*txn {
	var all []*txn
	for _, run := range runs {
		common := run.Common()
		if b, ok := c.sums.Ops.Bound(common); ok && b.Does == model.RunTx {
			all = append(all, &txn{call: run, bound: b, via: via, wrapper: wrapper})
			continue
		}
		if arg := value.Argument(common, param); arg != nil {
			for _, t := range c.origin(c.sums.Ops.View().Of(arg), depth+1) {
				if t != nil && t.via == nil {
					t = &txn{call: t.call, bound: t.bound, via: via, wrapper: wrapper, known: t.known}
				}
				all = append(all, t)
			}
		}
	}
	if len(all) == 0 {
		return []*txn{nil}
	}
	return all
}

// answer is yes, no or unknown.
type answer uint8

const (
	unknown answer = iota
	yes
	no
)

// serializable reports whether a transaction is begun so, else at which level, ""
// for the default. An isolation level that cannot be seen is unknown.
func (c *Checker) serializable(t *txn) (is answer, level string) {
	if t.bound == nil {
		return t.known, ""
	}
	if t.bound.Guarantee == model.Serializable || t.bound.Guarantee == model.Watched {
		return yes, ""
	}
	at := t.bound.IsolationAt
	if at.Kind == model.NoPlace {
		return no, ""
	}
	view := c.sums.Ops.View()
	for _, v := range op.PlaceValues(t.call.Common(), at) {
		e := view.FieldOf(v, at.Fields, t.call)
		if t.via != nil {
			e = view.Subst(e, t.wrapper, t.via)
		}
		switch {
		case e.Op == value.Zero:
		case e.Op != value.Const:
			return unknown, ""
		case c.level(unquote(e.Name)):
			return yes, ""
		default:
			level = levelName(v.Type(), at.Fields, e.Name)
		}
	}
	return no, level
}

// onSQLite reports whether the rows are in SQLite, all of whose transactions are
// serializable: one that has read may not write once another one has, and fails
// with SQLITE_BUSY. https://sqlite.org/isolation.html
func (c *Checker) onSQLite(p *Pair) bool {
	return p.Create.Of.Loser == "" && sqltext.DialectNamed(c.dialect()) == sqltext.SQLite
}

// levelName is the constant by which programs write an isolation level that is
// found in the fields of a type; its text when there is none.
func levelName(t types.Type, fields []string, text string) string {
	for _, name := range fields {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		if obj == nil {
			return text
		}
		t = obj.Type()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
		scope := n.Obj().Pkg().Scope()
		for _, name := range scope.Names() {
			if k, ok := scope.Lookup(name).(*types.Const); ok && types.Identical(k.Type(), t) && k.Val().ExactString() == text {
				return n.Obj().Pkg().Name() + "." + name
			}
		}
	}
	return text
}

// level reports whether a store of the set calls an isolation level of this
// value serializable.
func (c *Checker) level(text string) bool {
	return slices.ContainsFunc(c.sums.Ops.Models().Files(), func(f *model.File) bool { return slices.Contains(f.Serializable, text) })
}

func unquote(s string) string {
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		return s[1 : len(s)-1]
	}
	return s
}

// statement reports whether a statement on the same handle before the find
// makes what follows serializable: SET TRANSACTION ISOLATION LEVEL
// SERIALIZABLE, BEGIN IMMEDIATE.
func (c *Checker) statement(p *Pair) bool {
	handle := p.Create.Handle()
	if handle == nil || value.Compare(handle, p.Find.Handle()) != value.Same {
		return false
	}
	at := p.Find.Reach()
	for _, b := range at.Parent().Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok || !value.Dominates(call, at) {
				continue
			}
			o := c.sums.Ops.Of(call)
			if o == nil || o.SQL == nil || !o.SQL.Serializable || o.Handle == nil {
				continue
			}
			if value.Compare(c.sums.Ops.View().Of(o.Handle), handle) == value.Same {
				return true
			}
		}
	}
	return false
}
