package protect

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// updated holds when, in the same transaction, the row that the key belongs to is
// updated before the find: the row stays locked until the transaction ends, and
// whoever looks for the same key waits.
//
//	tx.QueryRow("UPDATE jobs SET last = last + 1 WHERE id = $1 RETURNING last", jobID)
//	tx.QueryRow("SELECT id FROM builds WHERE job_id = $1 AND status = 'pending'", jobID)
func (c *Checker) updated(p *Pair) bool {
	for _, b := range p.Fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || call == p.Find.At || !value.Dominates(call, p.Find.At) {
				continue
			}
			if c.updates(p, call, nil) {
				return true
			}
			if callee := value.Callee(&call.Call); callee != nil && c.updatesIn(p, callee, call) {
				return true
			}
		}
	}
	return false
}

// updatesIn is updated for a helper that updates the row before it returns.
func (c *Checker) updatesIn(p *Pair, callee *ssa.Function, call *ssa.Call) bool {
	ret := exit(callee)
	if ret == nil {
		return false
	}
	for _, b := range callee.Blocks {
		for _, instr := range b.Instrs {
			if inner, ok := instr.(*ssa.Call); ok && value.Dominates(inner, ret) && c.updates(p, inner, call) {
				return true
			}
		}
	}
	return false
}

// updates reports whether a call, in the function itself or in the helper that
// helper calls, updates a row that the key of p belongs to.
func (c *Checker) updates(p *Pair, call, helper *ssa.Call) bool {
	o := c.sums.Ops.Of(call)
	if o == nil || o.Verb != model.Update || op.SameEntity(o.Entity, p.Create.Entity) != value.Different {
		return false
	}
	view := c.sums.Ops.View()
	here := func(e *value.Expr) *value.Expr {
		if helper == nil || e == nil {
			return e
		}
		return view.Subst(e, call.Parent(), helper)
	}
	if o.Handle == nil || !c.oneTransaction(here(view.Of(o.Handle)), p.Create.Handle()) {
		return false
	}
	return slices.ContainsFunc(o.Key, func(of op.Pred) bool {
		return slices.ContainsFunc(p.Find.Key(view), func(k op.Pred) bool { return belongs(p.Fn, here(of.Value), k.Value) })
	})
}

// belongs reports whether two values name the same thing: they are the same, or both
// are fields of the object whose method runs.
func belongs(fn *ssa.Function, a, b *value.Expr) bool {
	if a == nil || b == nil {
		return false
	}
	if value.Compare(a, b) == value.Same {
		return true
	}
	ra, pathA := a.Root()
	rb, pathB := b.Root()
	return fn.Signature.Recv() != nil && len(pathA) > 0 && len(pathB) > 0 && ra.Op == value.Param && rb.Op == value.Param &&
		ra.Ref == rb.Ref && ra.Ref == ssa.Value(fn.Params[0])
}

// oneTransaction reports whether two handles are known to be of one transaction, or
// are one value that a call made and that no model knows for anything else: a
// program's own type for transactions.
func (c *Checker) oneTransaction(a, b *value.Expr) bool {
	if value.Compare(a, b) == value.Same && c.ownHandle(a) {
		return true
	}
	of := c.origin(b, 0)
	for _, t := range c.origin(a, 0) {
		if t == nil || !slices.ContainsFunc(of, func(u *txn) bool { return u != nil && u.call == t.call }) {
			return false
		}
	}
	return !slices.Contains(of, nil)
}

// ownHandle reports whether a handle is what a call here made, of a type that no
// model knows.
func (c *Checker) ownHandle(e *value.Expr) bool {
	call := e
	if e.Op == value.Extract {
		call = e.Args[0]
	}
	made, ok := call.Ref.(*ssa.Call)
	if call.Op != value.Opaque || !ok {
		return false
	}
	t := made.Type()
	if tuple, ok := t.(*types.Tuple); ok && e.Op == value.Extract {
		t = tuple.At(e.Index).Type()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || !types.IsInterface(n) {
		return false
	}
	role, _ := c.sums.Ops.Models().Type(n.Obj())
	return role == ""
}
