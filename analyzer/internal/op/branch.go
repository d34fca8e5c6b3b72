package op

import (
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// extendPhi takes the steps that all edges share as certain, the others as
// possible.
func (c *Classifier) extendPhi(ch *chain, phi *ssa.Phi, maybe bool, depth int) {
	var edges []chain
	for i, e := range phi.Edges {
		if phi.Block().Dominates(phi.Block().Preds[i]) {
			if opts := applied(e); opts != nil {
				ch.options = append(ch.options, opts)
			}
			if cond, more := c.filters(e, phi); more {
				ch.others, ch.described = true, c.description(cond)
			}
			continue
		}
		if e == phi {
			continue
		}
		var one chain
		c.extend(&one, e, maybe, depth+4)
		edges = append(edges, one)
	}
	c.join(ch, edges, maybe)
}

// filters reports whether a round of a loop adds conditions to the chain that from
// holds before it and v after it, and returns one of them.
//
//	for _, c := range conds { db = db.Where(c.Query, c.Args...) }
func (c *Classifier) filters(v ssa.Value, from *ssa.Phi) (cond ssa.Value, more bool) {
	for range maxChain {
		call, ok := value.Strip(v).(*ssa.Call)
		if !ok {
			return nil, false
		}
		b, ok := c.Bound(&call.Call)
		if !ok {
			return nil, false
		}
		if b.ConditionAt.Kind != model.NoPlace {
			if at := c.placeValues(&call.Call, b.ConditionAt); len(at) > 0 {
				cond = at[0]
			}
			return cond, true
		}
		on := c.placeValues(&call.Call, b.ReturnsAt)
		if len(on) != 1 || on[0] == ssa.Value(from) {
			return nil, b.Does == model.Filter
		}
		v = on[0]
	}
	return nil, false
}

// applied returns the slice of functions that a loop applies to a chain, whose
// value after each round is v.
//
//	for _, opt := range opts { db = opt(db) }
func applied(v ssa.Value) ssa.Value {
	call, ok := v.(*ssa.Call)
	if !ok || call.Call.IsInvoke() {
		return nil
	}
	load, ok := call.Call.Value.(*ssa.UnOp)
	if !ok {
		return nil
	}
	if elem, ok := load.X.(*ssa.IndexAddr); ok {
		return elem.X
	}
	return nil
}

// extendStores does the same for a variable that closures capture.
func (c *Classifier) extendStores(ch *chain, alloc *ssa.Alloc, at *ssa.UnOp, maybe bool, depth int) {
	var edges []chain
	for _, ref := range *alloc.Referrers() {
		st, ok := ref.(*ssa.Store)
		if !ok || st.Addr != alloc || at.Parent() == st.Parent() && !value.Reaches(st, at) {
			continue
		}
		var one chain
		c.extend(&one, st.Val, maybe, depth+8)
		edges = append(edges, one)
	}
	if len(edges) == 0 {
		ch.root = at
		return
	}
	c.join(ch, edges, maybe)
}

func (c *Classifier) join(ch *chain, edges []chain, maybe bool) {
	count := map[ssa.CallInstruction]int{}
	for _, e := range edges {
		for _, s := range e.steps {
			count[s.call]++
		}
	}
	seen := map[ssa.CallInstruction]bool{}
	for _, e := range edges {
		if ch.root == nil {
			ch.root = e.root
		}
		ch.options = append(ch.options, e.options...)
		ch.others = ch.others || e.others
		if ch.described == nil {
			ch.described = e.described
		}
		for _, s := range e.steps {
			if !seen[s.call] {
				seen[s.call] = true
				s.maybe = s.maybe || maybe || count[s.call] < len(edges)
				ch.steps = append(ch.steps, s)
			}
		}
	}
}
