package protect

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// What only one caller ever gets to needs no look before it: two that both find
// nothing do not both create.

// once reports whether the create runs in the callback of a call that runs one
// in its life: sync.Once.Do. A call with a key lets one after the other in.
func (c *Checker) once(s *summary.Site) bool {
	if c.opts.RejectProcessLocks {
		return false
	}
	for ; s != nil; s = s.Inner {
		call, ok := s.At.(ssa.CallInstruction)
		if !ok || !s.Callback {
			continue
		}
		b, ok := c.sums.Ops.Bound(call.Common())
		if !ok || b.Does != model.Exclusive || len(b.KeyAt) > 0 {
			continue
		}
		recv := op.PlaceValues(call.Common(), model.Place{Kind: model.Recv})
		if len(recv) == 1 && !local(c.sums.Ops.View().Address(recv[0])) {
			return true
		}
	}
	return false
}

// latched reports whether whoever creates has set a field of the same object
// before, which nobody had set, with one lock held over the look and the setting.
//
//	if s.Closed() { return ErrClosed }
//	s.mu.Lock()
//	if s.closing { s.mu.Unlock(); return ErrClosed }
//	s.closing = true
//	s.mu.Unlock()
//	s.closed.Store(true)
func (c *Checker) latched(s *summary.Site) bool {
	if c.opts.RejectProcessLocks || !s.Of.Process {
		return false
	}
	for ; s != nil; s = s.Inner {
		if s.At != nil && c.latchedAt(s.At) {
			return true
		}
	}
	return false
}

func (c *Checker) latchedAt(at ssa.Instruction) bool {
	fn := at.Parent()
	flow := c.flow(fn)
	for _, b := range fn.Blocks {
		branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok || len(flow.at[branch]) == 0 || !value.Dominates(branch, at) || !turnsAway(branch, at) {
			continue
		}
		if field := tested(branch); field != nil && c.sameObject(field, at) && c.sets(flow, branch, field, at) {
			return true
		}
	}
	return false
}

// turnsAway reports whether one way of a branch does not get to an instruction.
func turnsAway(branch *ssa.If, at ssa.Instruction) bool {
	return slices.ContainsFunc(branch.Block().Succs, func(s *ssa.BasicBlock) bool {
		return !s.Dominates(at.Block()) && !value.Reaches(s.Instrs[0], at)
	})
}

// tested is the field on which a branch goes whether it is set, read in the same
// block after the last call.
func tested(branch *ssa.If) *ssa.FieldAddr {
	v := branch.Cond
	if not, ok := v.(*ssa.UnOp); ok && not.Block() == branch.Block() {
		if _, isField := not.X.(*ssa.FieldAddr); !isField {
			v = not.X
		}
	}
	if cmp, ok := v.(*ssa.BinOp); ok && isZero(cmp.Y) {
		v = cmp.X
	}
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Block() != branch.Block() {
		return nil
	}
	i := slices.Index(load.Block().Instrs, ssa.Instruction(load))
	if slices.ContainsFunc(load.Block().Instrs[i:], func(in ssa.Instruction) bool { _, call := in.(ssa.CallInstruction); return call }) {
		return nil
	}
	field, _ := load.X.(*ssa.FieldAddr)
	return field
}

// sameObject reports whether a field belongs to the parameter, or the variable
// of the package, that an instruction acts upon.
func (c *Checker) sameObject(field *ssa.FieldAddr, at ssa.Instruction) bool {
	view := c.sums.Ops.View()
	root, _ := view.Address(field).Root()
	if root.Op != value.Param && root.Op != value.Global {
		return false
	}
	return slices.ContainsFunc(at.Operands(nil), func(o *ssa.Value) bool {
		if *o == nil {
			return false
		}
		r, _ := view.Address(*o).Root()
		return r.Key() == root.Key()
	})
}

// sets reports whether a function sets a field on the way from a branch to an
// instruction, under a lock that was held at the branch, and does not clear it.
func (c *Checker) sets(flow *lockFlow, branch *ssa.If, field *ssa.FieldAddr, at ssa.Instruction) bool {
	set := false
	for _, fn := range append([]*ssa.Function{flow.fn}, flow.fn.AnonFuncs...) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				st, ok := instr.(*ssa.Store)
				if !ok || !samePlace(st.Addr, field) {
					continue
				}
				if !isSet(st.Val) {
					return false
				}
				kept := func(h held) bool { return !h.local && slices.ContainsFunc(flow.at[branch], h.sameAs) }
				set = set || value.Dominates(branch, st) && value.Dominates(st, at) && slices.ContainsFunc(flow.at[st], kept)
			}
		}
	}
	return set
}

func samePlace(a, b ssa.Value) bool {
	p, q := value.PlaceOf(a), value.PlaceOf(b)
	return p.Root == q.Root && slices.Equal(p.Path, q.Path)
}

// isSet reports whether a value is another than the one that a field has from
// the beginning.
func isSet(v ssa.Value) bool {
	switch v := value.Strip(v).(type) {
	case *ssa.Const:
		return !isZero(v)
	case *ssa.Alloc, *ssa.MakeChan, *ssa.MakeMap, *ssa.MakeClosure:
		return true
	}
	return false
}

func isZero(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	return ok && world.ConstVal(k).Kind == world.Zero
}
