package protect

import (
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Guard says how fn protects what its callers in other packages do, nil when it
// does not: summary.Package.GuardOf.
func (c *Checker) Guard(fn *ssa.Function) *summary.Guard {
	flow := c.flow(fn)
	g := &summary.Guard{}
	for _, h := range flow.exit {
		if !h.local {
			g.Held = append(g.Held, summary.NewHeld(flow.exprs[h.key], h.process, h.asked))
		}
	}
	g.Releases = summary.NewReleases(flow.releases)
	for i, p := range fn.Params {
		if r, ok := c.runs(p, 0); ok {
			r.Param = i
			g.Runs = append(g.Runs, r)
		}
	}
	g.Begins = c.beginsFact(fn)
	if len(g.Held)+len(g.Releases)+len(g.Runs) == 0 && g.Begins == summary.BeginsNone {
		return nil
	}
	return g
}

// runs reports how a function runs the one that is its parameter: protected
// wherever it does, or not.
func (c *Checker) runs(p *ssa.Parameter, depth int) (summary.RunFact, bool) {
	fact := summary.RunFact{}
	found := false
	if depth > maxCallers {
		return fact, false
	}
	for _, call := range summary.Uses(p) {
		process, safe := c.protectsRun(p, call, depth)
		if !safe {
			return fact, false
		}
		fact.Process, found = fact.Process || process, true
	}
	return fact, found
}

// protectsRun reports whether a call that runs p does so with a lock held, one
// at a time, or in a serializable transaction.
func (c *Checker) protectsRun(p *ssa.Parameter, call ssa.CallInstruction, depth int) (process, safe bool) {
	if b, ok := c.sums.Ops.Bound(call.Common()); ok {
		switch b.Does {
		case model.Exclusive:
			return true, true
		case model.RunTx:
			if is, _ := c.serializable(&txn{call: call, bound: b}); is == yes {
				return false, true
			}
		}
	}
	if callee := value.Callee(call.Common()); callee != nil && len(callee.Blocks) > 0 {
		for i, q := range callee.Params {
			if summary.IsParam(value.Argument(call.Common(), i), p) {
				if r, ok := c.runs(q, depth+1); ok {
					return r.Process, true
				}
			}
		}
	}
	if process, ok := c.passedOn(p, call); ok {
		return process, true
	}
	if c.givesSerializable(call) {
		return false, true
	}
	for _, h := range c.heldBefore(call.Parent(), call) {
		if !h.local {
			return h.process, true
		}
	}
	if c.databaseLock(call.Parent(), call, 1) {
		return false, true
	}
	if call.Parent() == p.Parent() {
		return false, false
	}
	// A literal that runs it may itself run protected.
	if c.serialized(call.Parent()) {
		return false, true
	}
	return true, c.heldByCallers(call.Parent(), depth)
}

// serialized reports whether a literal only runs in serializable transactions.
func (c *Checker) serialized(fn *ssa.Function) bool {
	calls, complete := c.sums.Callers(fn)
	for _, call := range calls {
		b, ok := c.sums.Ops.Bound(call.Call.Common())
		if !ok || b.Does != model.RunTx {
			return false
		}
		if is, _ := c.serializable(&txn{call: call.Call, bound: b}); is != yes {
			return false
		}
	}
	return complete
}

// maxPasses is how many methods in a row may hand on the function that they are to
// run. Types that wrap each other behind one interface do so without end.
//
//	func (w logged) Walk(fn Visit) error { return w.inner.Walk(fn) }
const maxPasses = 3

// passedOn reports whether a call hands p on to a function of another package, or
// to methods behind an interface, that runs it protected.
func (c *Checker) passedOn(p *ssa.Parameter, call ssa.CallInstruction) (process, safe bool) {
	if c.passes == maxPasses {
		return false, false
	}
	c.passes++
	defer func() { c.passes-- }()
	for _, g := range c.sums.Guards(call) {
		for _, r := range g.Runs {
			if summary.IsParam(value.Argument(call.Common(), r.Param), p) {
				return r.Process, true
			}
		}
	}
	return false, false
}
