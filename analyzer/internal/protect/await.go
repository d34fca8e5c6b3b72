package protect

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// A key that is set if nobody has set it is a lock for everybody, where those who
// find it set wait for whoever has set it, and then look:
//
//	v, loaded := inflight.LoadOrStore(name, wg)
//	if loaded { v.(*sync.WaitGroup).Wait() } else { defer inflight.Delete(name) }

// awaits reports whether a branch on what a call answers waits for the value that
// the call returns.
func (c *Checker) awaits(call ssa.CallInstruction) bool {
	v := call.Value()
	if v == nil || v.Referrers() == nil {
		return false
	}
	for _, ref := range *v.Referrers() {
		answer, ok := ref.(*ssa.Extract)
		if !ok || !value.IsBool(answer.Type()) {
			continue
		}
		for _, r := range *answer.Referrers() {
			if branch, ok := r.(*ssa.If); ok && slices.ContainsFunc(branch.Block().Succs, func(b *ssa.BasicBlock) bool { return len(b.Preds) == 1 && c.waitsIn(b, v) }) {
				return true
			}
		}
	}
	return false
}

// waitsIn reports whether a block waits for the value that call returns, or for
// what is in it: a channel, a sync.WaitGroup.
func (c *Checker) waitsIn(b *ssa.BasicBlock, call ssa.Value) bool {
	for _, instr := range b.Instrs {
		switch instr := instr.(type) {
		case *ssa.UnOp:
			if instr.Op == token.ARROW && madeOf(instr.X, call) {
				return true
			}
		case *ssa.Call:
			if bound, ok := c.sums.Ops.Bound(&instr.Call); ok && bound.Does == model.Await {
				recv := op.PlaceValues(&instr.Call, model.Place{Kind: model.Recv})
				if len(recv) == 1 && madeOf(recv[0], call) {
					return true
				}
			}
		}
	}
	return false
}

// madeOf reports whether v is a result of a call, of another type, or a field of it.
func madeOf(v, call ssa.Value) bool {
	for range maxSteps {
		switch w := v.(type) {
		case *ssa.Extract:
			v = w.Tuple
		case *ssa.TypeAssert:
			v = w.X
		case *ssa.FieldAddr:
			v = w.X
		case *ssa.UnOp:
			v = w.X
		case *ssa.Alloc: // a variable that a closure shares
			vals := value.Stores(w)
			if len(vals) != 1 {
				return false
			}
			v = vals[0]
		default:
			return v == call
		}
	}
	return false
}
