package protect

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// lock holds when a lock that other calls share is held before the find and
// not released before the create: a must-hold lock set over the function, with
// what its callers hold.
func lock(c *Checker, p *Pair) (bool, Weak) {
	if c.exclusive(p.Fn, 0) {
		return true, Weak{}
	}
	atFind, atCreate := c.heldBefore(p.Fn, p.Find.At), c.heldBefore(p.Fn, p.Create.At)
	var weak Weak
	for _, h := range atCreate {
		if !c.accepts(h) {
			continue
		}
		i := slices.IndexFunc(atFind, func(g held) bool { return g.key == h.key })
		switch {
		case h.local:
			weak = Weak{Kind: LocalLock, At: h.by}
		case i < 0:
			weak = Weak{Kind: HalfLock, At: h.by}
		case !atFind[i].sameAs(h) || h.retaken(p.Find.At, p.Create.At):
			weak = Weak{Kind: ReleasedLock, At: h.by}
		default:
			return true, Weak{}
		}
	}
	if weak.Kind == NoWeak {
		for _, h := range atFind {
			if !h.local && !h.entry {
				weak = Weak{Kind: ReleasedLock, At: h.by}
			}
		}
	}
	return c.once(p.Create) || c.latched(p.Create) || c.heldByCallers(p.Fn, 0), weak
}

func (c *Checker) accepts(h held) bool { return !c.opts.RejectProcessLocks || !h.process }

// held is one lock of a lock set.
type held struct {
	key     string // identity of the lock
	by      ssa.Instruction
	local   bool // a variable of this call alone
	process bool // in this process's memory
	asked   bool // only by those whom the call that takes it says so
	entry   bool // by the caller, as the unlock call by shows
	// joined is the block where ways meet that took it at different places, by
	// being one of those; nil where there is one.
	joined *ssa.BasicBlock
}

// sameAs reports whether a lock was not let go between here and there.
func (h held) sameAs(g held) bool { return h.key == g.key && h.by == g.by && h.joined == g.joined }

// retaken reports whether a lock that is held at both may have been let go and
// taken again in between: the way from the one to the other comes by where the ways
// meet that took it at different places.
//
//	for busy() { _, ok = m[k]; mu.Unlock(); wait(); mu.Lock() }
func (h held) retaken(find, create ssa.Instruction) bool {
	if h.joined == nil {
		return false
	}
	met := h.joined.Instrs[0]
	return value.ReachesWithout(find, met, find) && value.ReachesWithout(met, create, find)
}

// lockFlow is the must-hold lock sets of one function.
type lockFlow struct {
	fn   *ssa.Function
	at   map[ssa.Instruction][]held // before each call, branch, store and operation on a map
	exit []held                     // at every return
	// releases are the locks that the function releases without having taken
	// them.
	releases []*value.Expr
	exprs    map[string]*value.Expr
}

// heldByCallers reports whether every caller of fn holds some lock at the call.
func (c *Checker) heldByCallers(fn *ssa.Function, depth int) bool {
	calls, complete := c.sums.Callers(fn)
	if !complete || len(calls) == 0 || depth > maxCallers {
		return false
	}
	for _, call := range calls {
		if _, ok := call.Call.(*ssa.Go); ok {
			return false
		}
		if !c.heldAt(call.Fn, call.Call) && !c.heldAtRuns(call.Call, fn) && !c.exclusive(call.Fn, depth+1) && !c.heldByCallers(call.Fn, depth+1) {
			return false
		}
	}
	return true
}

// heldAt reports whether a lock that counts is held at a call in fn.
func (c *Checker) heldAt(fn *ssa.Function, call ssa.CallInstruction) bool {
	return slices.ContainsFunc(c.heldBefore(fn, call), func(h held) bool { return !h.local && c.accepts(h) })
}

// heldAtRuns reports whether the function that call passes the closure fn to
// holds a lock whenever it runs it, or lets one run at a time.
func (c *Checker) heldAtRuns(call ssa.CallInstruction, fn *ssa.Function) bool {
	protects := func(r summary.RunFact) bool { return !(c.opts.RejectProcessLocks && r.Process) }
	given := func(param int) bool {
		arg := value.Argument(call.Common(), param)
		return arg != nil && value.FuncValue(arg) == fn
	}
	if callee := value.Callee(call.Common()); callee != nil && len(callee.Blocks) > 0 {
		for i, p := range callee.Params {
			if given(i) {
				r, ok := c.runs(p, 0)
				return ok && protects(r)
			}
		}
		return false
	}
	guards := c.sums.Guards(call)
	for _, g := range guards {
		if !slices.ContainsFunc(g.Runs, func(r summary.RunFact) bool { return given(r.Param) && protects(r) }) {
			return false
		}
	}
	return len(guards) > 0
}

// exclusive reports whether fn only runs as the callback of a call that lets
// one in at a time: singleflight.Group.Do, sync.Once.Do.
func (c *Checker) exclusive(fn *ssa.Function, depth int) bool {
	if depth > maxCallers || c.opts.RejectProcessLocks {
		return false
	}
	calls, complete := c.sums.Callers(fn)
	if !complete || len(calls) == 0 {
		return false
	}
	for _, call := range calls {
		b, ok := c.sums.Ops.Bound(call.Call.Common())
		if ok && b.Does == model.Exclusive && world.Body(call.Call.Common(), b) == fn {
			continue
		}
		if ok && b.Does == model.RunTx && c.exclusive(call.Fn, depth+1) {
			continue
		}
		if !ok && c.exclusive(call.Fn, depth+1) {
			continue
		}
		return false
	}
	return true
}

// flow computes the lock sets of fn.
func (c *Checker) flow(fn *ssa.Function) *lockFlow {
	if f := c.locks[fn]; f != nil {
		return f
	}
	f := &lockFlow{fn: fn, at: map[ssa.Instruction][]held{}, exprs: map[string]*value.Expr{}}
	if c.making[fn] {
		return f
	}
	c.making[fn] = true
	defer delete(c.making, fn)
	outs := make([][]held, len(fn.Blocks))
	known := make([]bool, len(fn.Blocks))
	var left exits
	for changed := true; changed; {
		changed, left = false, exits{}
		for _, b := range fn.Blocks {
			in, ok := c.into(f, b, outs, known)
			if !ok {
				continue
			}
			out := c.transfer(f, b, in)
			if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && b != fn.Recover {
				left.add(ret, out)
			}
			if !known[b.Index] || !slices.EqualFunc(out, outs[b.Index], held.sameAs) {
				outs[b.Index], known[b.Index], changed = out, true, true
			}
		}
	}
	f.exit = left.all(fn)
	c.locks[fn] = f
	return f
}

// into is what is held where a block begins, by what is known of the blocks before
// it; not ok where nothing is.
func (c *Checker) into(f *lockFlow, b *ssa.BasicBlock, outs [][]held, known []bool) (in []held, ok bool) {
	if b.Index == 0 {
		in, ok = c.entry(f), true
	}
	for _, pred := range b.Preds {
		switch out := outs[pred.Index]; {
		case !known[pred.Index]:
		case !ok:
			in, ok = slices.Clone(out), true
		default:
			in = meet(in, out, b)
		}
	}
	return in, ok
}

func intersect(a, b []held) []held {
	var out []held
	for _, h := range a {
		if slices.ContainsFunc(b, h.sameAs) {
			out = append(out, h)
		}
	}
	return out
}

// meet is what is held at a block that is come to with a and with b. A lock that
// one of the ways lets go and takes again is held on both, but not throughout.
//
//	mu.Lock()
//	if remote { mu.Unlock(); fetch(); mu.Lock() }
//	// held, and whoever looked before the if has to look again
func meet(a, b []held, at *ssa.BasicBlock) []held {
	var out []held
	for _, h := range a {
		switch i := slices.IndexFunc(b, func(g held) bool { return g.key == h.key }); {
		case i < 0:
			continue
		case slices.ContainsFunc(b, h.sameAs):
		case h.asked || b[i].asked:
			continue
		default:
			h.joined = at
		}
		out = append(out, h)
	}
	return out
}

// transfer runs the lock calls of a block. Deferred ones run where the function
// ends.
func (c *Checker) transfer(f *lockFlow, b *ssa.BasicBlock, set []held) []held {
	for _, instr := range b.Instrs {
		switch instr := instr.(type) {
		case *ssa.RunDefers:
			set = c.runDefers(f, instr, set)
		case *ssa.Lookup, *ssa.MapUpdate, *ssa.Store, *ssa.If:
			if delete(f.at, instr); len(set) > 0 {
				f.at[instr] = slices.Clone(set)
			}
		case ssa.CallInstruction:
			if delete(f.at, instr); len(set) > 0 {
				f.at[instr] = slices.Clone(set)
			}
			if call, ok := instr.(*ssa.Call); ok {
				set = c.lockCall(f, call, set)
			}
		}
	}
	return set
}

// runDefers runs what may have been deferred before: a return ahead of the
// deferred unlock lets nothing go.
func (c *Checker) runDefers(f *lockFlow, at *ssa.RunDefers, set []held) []held {
	for _, b := range at.Parent().Blocks {
		for _, instr := range b.Instrs {
			if d, ok := instr.(*ssa.Defer); ok && value.Reaches(d, at) {
				set = c.lockCall(f, d, set)
			}
		}
	}
	return set
}
