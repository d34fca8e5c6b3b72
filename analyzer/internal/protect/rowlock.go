package protect

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// rowLock holds when, before the find, a row of another entity is read FOR
// UPDATE or updated, or an advisory or table lock is taken by a statement. A lock on the
// very row that is looked for locks nothing while the row does not exist.
func rowLock(c *Checker, p *Pair) (bool, Weak) {
	if c.locksOther(p.Fn, p.Find.At, p.Create, p.Create.Handle(), 0) {
		return true, Weak{}
	}
	if c.databaseLock(p.Fn, p.Find.At, 0) || c.updated(p) {
		return true, Weak{}
	}
	if p.Find.Of.RowLock {
		return false, Weak{Kind: AbsentRowLock, At: p.Find.At}
	}
	return false, Weak{}
}

// locksOther reports whether a row of another entity than create's is read FOR
// UPDATE in the transaction of handle before the instruction at, here or by every
// caller of fn.
func (c *Checker) locksOther(fn *ssa.Function, at ssa.Instruction, create *summary.Site, handle *value.Expr, depth int) bool {
	for _, s := range c.sums.Of(fn).Sites {
		if s.Verb == model.Find && s.Of.RowLock && s.At != at && before(s.At, at) &&
			op.SameEntity(s.Entity, create.Entity) == value.Different && c.sameTransaction(s.Handle(), handle) {
			return true
		}
	}
	calls, complete := c.sums.Callers(fn)
	if !complete || len(calls) == 0 || depth > maxCallers || handle == nil {
		return false
	}
	return !slices.ContainsFunc(calls, func(call summary.Caller) bool {
		if c.locksOtherRuns(call.Call, fn, create, handle, depth) {
			return false
		}
		given := c.sums.Ops.View().Subst(handle, fn, call.Call)
		return !c.locksOther(call.Fn, call.Call, create, given, depth+1)
	})
}

// locksOtherRuns is locksOther for a literal that a call hands to a function which
// locks the row and then runs the literal.
//
//	func (s *Store) within(id int, fn func(*gorm.DB) error) error {
//		return s.db.Transaction(func(tx *gorm.DB) error {
//			if err := lockParent(tx, id); err != nil { return err }
//			return fn(tx)
//		})
//	}
func (c *Checker) locksOtherRuns(call ssa.CallInstruction, fn *ssa.Function, create *summary.Site, handle *value.Expr, depth int) bool {
	_, runs := c.sums.RunsOf(call, fn)
	param, ok := handle.Ref.(*ssa.Parameter)
	if !ok || handle.Op != value.Param || len(runs) == 0 {
		return false
	}
	i := slices.Index(fn.Params, param)
	return i >= 0 && !slices.ContainsFunc(runs, func(run ssa.CallInstruction) bool {
		arg := value.Argument(run.Common(), i)
		return arg == nil || !c.locksOther(run.Parent(), run, create, c.sums.Ops.View().Of(arg), depth+1)
	})
}

// sameTransaction reports whether nothing says that two handles are of
// different transactions: a lock ends with the transaction it was taken in.
func (c *Checker) sameTransaction(a, b *value.Expr) bool {
	for _, t := range c.origin(a, 0) {
		if t != nil && !slices.ContainsFunc(c.origin(b, 0), func(u *txn) bool { return u != nil && u.call == t.call }) {
			return false
		}
	}
	return true
}

func before(a, b ssa.Instruction) bool { return a.Parent() == b.Parent() && value.Dominates(a, b) }

// databaseLock reports whether an advisory or table lock is taken on every
// path to the instruction at, here or in a helper.
func (c *Checker) databaseLock(fn *ssa.Function, at ssa.Instruction, depth int) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok || at != nil && !value.Dominates(call, at) {
				continue
			}
			if _, ok := call.(*ssa.Defer); ok {
				continue
			}
			if o := c.sums.Ops.Of(call); o != nil && o.SQL != nil && o.Verb == model.DoLock {
				return true
			}
			if callee := value.Callee(call.Common()); callee != nil && len(callee.Blocks) > 0 && depth < 2 && callee != fn {
				if c.databaseLock(callee, exit(callee), depth+1) {
					return true
				}
			}
		}
	}
	if depth > 0 || at == nil {
		return false
	}
	// A lock taken by every caller before the call.
	calls, complete := c.sums.Callers(fn)
	if !complete || len(calls) == 0 {
		return false
	}
	for _, call := range calls {
		if !c.databaseLock(call.Fn, call.Call, depth+1) {
			return false
		}
	}
	return true
}

// exit returns the only return of a function, nil if there are several.
func exit(fn *ssa.Function) ssa.Instruction {
	var ret ssa.Instruction
	for _, b := range fn.Blocks {
		if r, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && b != fn.Recover {
			if ret != nil {
				return nil
			}
			ret = r
		}
	}
	return ret
}
