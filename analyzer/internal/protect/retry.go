package protect

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Retried reports whether the function of p is run again when it fails, as what
// a controller does is: the next round finds what the winner created. It hands
// its error to a function that a model knows to be run again, or to one whose
// callers in the package all do.
//
//	func (r *Reconciler) Reconcile(ctx context.Context, req ctrl.Request) (ctrl.Result, error)
//	func (c *Controller) sync(key string) error     and c.queue is a rate limited one
func (c *Checker) Retried(p *Pair) bool {
	return !c.opts.RejectRetries && c.retried(p.Fn, 0)
}

func (c *Checker) retried(fn *ssa.Function, depth int) bool {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	results := fn.Signature.Results()
	n := results.Len()
	if n == 0 || !value.IsError(results.At(n-1).Type()) || depth > maxCallers {
		return false
	}
	if c.signsRetry(fn.Signature) {
		return true
	}
	if recv := fn.Signature.Recv(); recv != nil && c.hasRetry(recv.Type()) {
		return true
	}
	calls, _ := c.sums.Callers(fn)
	for _, call := range calls {
		if _, ok := call.Call.(*ssa.Call); !ok || !c.retried(call.Fn, depth+1) {
			return false
		}
	}
	return len(calls) > 0
}

// signsRetry reports whether a signature says that the function is run again: it
// returns what its caller is to do next.
func (c *Checker) signsRetry(sig *types.Signature) bool {
	for v := range sig.Results().Variables() {
		if c.isRetry(v.Type()) {
			return true
		}
	}
	return false
}

// hasRetry reports whether values of a type are run again: one of its methods
// says so, or it has a queue that does it.
func (c *Checker) hasRetry(t types.Type) bool {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	for m := range n.Methods() {
		if c.signsRetry(m.Signature()) {
			return true
		}
	}
	return c.holdsRetry(t, 0)
}

// maxHeld bounds how deep in structs a queue is looked for.
const maxHeld = 2

func (c *Checker) holdsRetry(t types.Type, depth int) bool {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok || depth > maxHeld {
		return false
	}
	for f := range s.Fields() {
		if c.isRetry(f.Type()) || c.holdsRetry(f.Type(), depth+1) {
			return true
		}
	}
	return false
}

func (c *Checker) isRetry(t types.Type) bool {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	role, _ := c.sums.Ops.Models().Type(n.Origin().Obj())
	return role == model.Retry
}
