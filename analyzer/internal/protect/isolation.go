package protect

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
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
	find, create := c.origin(p.Find.Handle, p.Fn, 0), c.origin(p.Create.Handle, p.Fn, 0)
	if len(create) == 0 {
		return false, Weak{}
	}
	weak := Weak{}
	for _, t := range create {
		if t == nil {
			return false, Weak{}
		}
		if weak.At == nil {
			weak = Weak{PlainTransaction, t.call}
		}
		same := slices.ContainsFunc(find, func(u *txn) bool { return u != nil && u.call == t.call })
		if !same || !c.serializable(t) && !c.statement(p, t) {
			return false, weak
		}
	}
	return true, Weak{}
}

// txn is a transaction and the call that began it.
type txn struct {
	call  ssa.CallInstruction
	bound *model.Bound
}

// origin returns the transactions that a handle may be of; a nil one stands
// for a handle that is no transaction, or of unknown origin.
func (c *Checker) origin(handle ssa.Value, fn *ssa.Function, depth int) []*txn {
	if handle == nil || depth > maxCallers {
		return nil
	}
	v := value.Strip(handle)
	if load, ok := v.(*ssa.UnOp); ok {
		if stored := c.stored(load); stored != nil {
			v = value.Strip(stored)
		}
	}
	switch v := v.(type) {
	case *ssa.FreeVar:
		if b := value.Binding(v); b != nil {
			return c.origin(b, fn.Parent(), depth+1)
		}
	case *ssa.Extract:
		return c.origin(v.Tuple, fn, depth)
	case *ssa.Call:
		if b, ok := c.sums.Ops.Bound(&v.Call); ok {
			if b.Does == model.Begin {
				return []*txn{{v, b}}
			}
			if b.ReturnsAt.Kind == model.Recv && len(v.Call.Args) > 0 {
				return c.origin(v.Call.Args[0], fn, depth+1)
			}
		}
	case *ssa.Phi:
		var all []*txn
		for _, e := range v.Edges {
			all = append(all, c.origin(e, fn, depth+1)...)
		}
		return all
	case *ssa.Parameter:
		return c.paramOrigin(v, depth)
	}
	return []*txn{nil}
}

// stored returns what a captured variable holds when it is assigned once.
func (c *Checker) stored(load *ssa.UnOp) ssa.Value {
	p := value.PlaceOf(load.X)
	alloc, ok := p.Root.(*ssa.Alloc)
	if !ok || len(p.Path) > 0 {
		return nil
	}
	var val ssa.Value
	for _, ref := range *alloc.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Addr == alloc {
			if val != nil {
				return nil
			}
			val = st.Val
		}
	}
	return val
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
			if b.Does == model.RunTx {
				all = append(all, &txn{call.Call, b})
			}
			continue
		}
		if callee, runs := c.sums.RunsOf(call.Call, fn); callee != nil {
			all = append(all, c.callbackOrigin(callee, runs, i, depth)...)
			continue
		}
		arg := value.Argument(common, i)
		if arg == nil || value.Callee(common) != fn {
			return []*txn{nil}
		}
		all = append(all, c.origin(arg, call.Fn, depth+1)...)
	}
	return all
}

// callbackOrigin is the transaction that a wrapper gives its callback.
func (c *Checker) callbackOrigin(wrapper *ssa.Function, runs []ssa.CallInstruction, param, depth int) []*txn {
	var all []*txn
	for _, run := range runs {
		common := run.Common()
		if b, ok := c.sums.Ops.Bound(common); ok && b.Does == model.RunTx {
			all = append(all, &txn{run, b})
			continue
		}
		if arg := value.Argument(common, param); arg != nil {
			all = append(all, c.origin(arg, wrapper, depth+1)...)
		}
	}
	if len(all) == 0 {
		return []*txn{nil}
	}
	return all
}

// serializable reports whether a transaction is begun so.
func (c *Checker) serializable(t *txn) bool {
	if t.bound.Guarantee == model.Serializable || t.bound.Guarantee == model.Watched {
		return true
	}
	at := t.bound.IsolationAt
	if at.Kind == model.NoPlace {
		return false
	}
	for _, v := range op.PlaceValues(t.call.Common(), at) {
		e := c.sums.Ops.View().FieldOf(v, at.Fields, t.call)
		if e.Op == value.Const && slices.Contains(t.bound.File.Serializable, unquote(e.Name)) {
			return true
		}
	}
	return false
}

func unquote(s string) string {
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		return s[1 : len(s)-1]
	}
	return s
}

// statement reports whether a statement before the find makes the transaction
// serializable: SET TRANSACTION ISOLATION LEVEL SERIALIZABLE.
func (c *Checker) statement(p *Pair, t *txn) bool {
	for _, b := range p.Fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok || !value.Dominates(call, p.Find.At) {
				continue
			}
			o := c.sums.Ops.Of(call)
			if o == nil || o.SQL == nil || !o.SQL.Serializable {
				continue
			}
			for _, u := range c.origin(o.Handle, p.Fn, 0) {
				if u != nil && u.call == t.call {
					return true
				}
			}
		}
	}
	return false
}
