package protect

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// transactions are those that a site's handle may be of, as origin tells them: the
// one that the handle itself has begun on the way, else where it comes from.
func (c *Checker) transactions(s *summary.Site) []*txn {
	if t := c.inPlace(s); t != nil {
		return []*txn{t}
	}
	return c.origin(s.Handle(), 0)
}

// inPlace is the transaction that a site's handle has begun itself, and not ended
// again, whenever the site is reached.
//
//	s := engine.NewSession()
//	if err := s.Begin(); err != nil { … }
//	s.Get(&u)
func (c *Checker) inPlace(s *summary.Site) *txn {
	handle, at := s.Handle(), s.Reach()
	if handle == nil || handle.Ref == nil || at == nil {
		return nil
	}
	if file := c.modelOf(handle.Ref.Type()); file == nil || !file.BeginsInPlace() {
		return nil
	}
	var begun *txn
	for _, b := range at.Parent().Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || !value.Dominates(call, at) {
				continue
			}
			bound, ok := c.sums.Ops.Bound(&call.Call)
			if !ok || !c.on(call, handle) {
				continue
			}
			switch {
			case bound.Does == model.Begin && bound.HandleAt.Kind == model.Recv && (begun == nil || value.Dominates(begun.call, call)):
				begun = &txn{call: call, bound: bound}
			case bound.Does == model.Commit || bound.Does == model.Rollback:
				if begun != nil && value.Dominates(begun.call, call) {
					begun = nil
				}
			}
		}
	}
	return begun
}

// on reports whether a call is a method call on a handle.
func (c *Checker) on(call *ssa.Call, handle *value.Expr) bool {
	recv := op.PlaceValues(&call.Call, model.Place{Kind: model.Recv})
	return len(recv) == 1 && value.Compare(c.sums.Ops.View().Of(recv[0]), handle) == value.Same
}

// modelOf is the model that a type, or what it points to, belongs to.
func (c *Checker) modelOf(t types.Type) *model.File {
	if named := pointedName(t); named != nil {
		_, file := c.sums.Ops.Models().Type(named.Obj())
		return file
	}
	return nil
}

// pointedName is a named type, or the one that a pointer points to.
func pointedName(t types.Type) *types.Named {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, _ := types.Unalias(t).(*types.Named)
	return named
}
