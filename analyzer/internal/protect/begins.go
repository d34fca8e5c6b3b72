package protect

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// A function may begin a transaction for its callers, and return it as it is or in
// a type of its own:
//
//	func (d *DB) Begin(ctx context.Context) (*Tx, error) {
//		t, err := d.sql.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
//		…
//		return &Tx{t}, nil
//	}

// begunBy is the transaction that a call begins whose function has no model, nil if
// it begins none, or nobody knows which.
func (c *Checker) begunBy(call *ssa.Call, depth int) *txn {
	if depth > maxCallers || !handsOver(call.Call.Signature().Results()) {
		return nil
	}
	if fn := value.Callee(&call.Call); fn != nil && len(fn.Blocks) > 0 {
		t := c.begins(fn, depth+1)
		if t == nil || t.via != nil {
			return nil
		}
		return &txn{call: t.call, bound: t.bound, via: call, wrapper: fn, known: t.known}
	}
	var begun *txn
	for _, g := range c.sums.Guards(call) {
		if g.Begins == summary.BeginsNone {
			return nil
		}
		t := &txn{call: call, known: unknown}
		switch g.Begins {
		case summary.BeginsSerializable:
			t.known = yes
		case summary.BeginsPlain:
			t.known = no
		}
		if begun != nil && begun.known != t.known {
			t.known = unknown
		}
		begun = t
	}
	return begun
}

// begins is the one transaction that a function begins and hands to its callers, nil
// for none.
func (c *Checker) begins(fn *ssa.Function, depth int) *txn {
	if t, ok := c.begun[fn]; ok {
		return t
	}
	c.begun[fn] = nil
	c.begun[fn] = c.beginsOnce(fn, depth)
	return c.begun[fn]
}

func (c *Checker) beginsOnce(fn *ssa.Function, depth int) *txn {
	if depth > maxCallers || !handsOver(fn.Signature.Results()) {
		return nil
	}
	var begun *txn
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			var t *txn
			if b, ok := c.sums.Ops.Bound(&call.Call); !ok {
				t = c.begunBy(call, depth+1)
			} else if b.Does == model.Begin {
				t = &txn{call: call, bound: b}
			} else if b.Does == model.Commit {
				return nil // it is over when the function returns
			}
			if t != nil && begun != nil {
				t = &txn{call: t.call, known: unknown} // one or the other
			}
			if t != nil {
				begun = t
			}
		}
	}
	return begun
}

// beginsFact is begins for callers in other packages.
func (c *Checker) beginsFact(fn *ssa.Function) summary.Begins {
	t := c.begins(fn, 0)
	if t == nil {
		return summary.BeginsNone
	}
	switch is, _ := c.serializable(t); is {
	case yes:
		return summary.BeginsSerializable
	case no:
		return summary.BeginsPlain
	}
	return summary.BeginsUnknown
}

// givesSerializable reports whether a call gives its function a transaction that is
// serializable.
//
//	t, err := d.Begin(ctx)
//	…
//	if err := f(t); err != nil { … }
func (c *Checker) givesSerializable(call ssa.CallInstruction) bool {
	for _, arg := range call.Common().Args {
		for _, t := range c.origin(c.sums.Ops.View().Of(arg), 0) {
			if t == nil {
				continue
			}
			if is, _ := c.serializable(t); is == yes {
				return true
			}
		}
	}
	return false
}

// handsOver reports whether a function returns something that may be, or hold, a
// transaction.
func handsOver(results *types.Tuple) bool {
	if results.Len() == 0 {
		return false
	}
	switch t := results.At(0).Type().Underlying().(type) {
	case *types.Pointer, *types.Struct:
		return true
	case *types.Interface:
		return t.NumMethods() > 0 && !value.IsError(results.At(0).Type())
	}
	return false
}
