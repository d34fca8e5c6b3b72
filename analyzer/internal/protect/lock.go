package protect

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
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
	flow := c.flow(p.Fn)
	atFind, atCreate := flow.at[p.Find.At], flow.at[p.Create.At]
	var weak Weak
	for _, h := range atCreate {
		if !c.accepts(h) {
			continue
		}
		i := slices.IndexFunc(atFind, func(g held) bool { return g.key == h.key })
		switch {
		case h.local:
			weak = Weak{LocalLock, h.by}
		case i < 0:
			weak = Weak{HalfLock, h.by}
		case atFind[i].by != h.by:
			weak = Weak{ReleasedLock, h.by}
		default:
			return true, Weak{}
		}
	}
	if weak.Kind == NoWeak {
		for _, h := range atFind {
			if !h.local {
				weak = Weak{ReleasedLock, h.by}
			}
		}
	}
	return c.heldByCallers(p.Fn, 0), weak
}

func (c *Checker) accepts(h held) bool { return !c.opts.RejectProcessLocks || !h.process }

// held is one lock of a lock set.
type held struct {
	key     string // identity of the lock
	by      ssa.Instruction
	local   bool // a variable of this call alone
	process bool // in this process's memory
}

// lockFlow is the must-hold lock sets of one function.
type lockFlow struct {
	at   map[ssa.Instruction][]held // before each call
	exit []held                     // at every return
	// releases are the locks that the function releases without having taken
	// them.
	releases []string
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
	return slices.ContainsFunc(c.flow(fn).at[call], func(h held) bool { return !h.local && c.accepts(h) })
}

// heldAtRuns reports whether the function that call passes the closure fn to
// holds a lock whenever it runs it, or lets one run at a time.
func (c *Checker) heldAtRuns(call ssa.CallInstruction, fn *ssa.Function) bool {
	callee, runs := c.sums.RunsOf(call, fn)
	for _, run := range runs {
		b, ok := c.sums.Ops.Bound(run.Common())
		exclusive := ok && b.Does == model.Exclusive && !c.opts.RejectProcessLocks
		if !exclusive && !c.heldAt(callee, run) {
			return false
		}
	}
	return len(runs) > 0
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
	f := &lockFlow{at: map[ssa.Instruction][]held{}, exprs: map[string]*value.Expr{}}
	if c.making[fn] {
		return f
	}
	c.making[fn] = true
	defer delete(c.making, fn)
	in := make([][]held, len(fn.Blocks))
	known := make([]bool, len(fn.Blocks))
	known[0] = true
	first := true
	for changed := true; changed; {
		changed = false
		first = true
		for _, b := range fn.Blocks {
			if !known[b.Index] {
				continue
			}
			out := c.transfer(f, b, slices.Clone(in[b.Index]))
			if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && b != fn.Recover {
				_ = ret
				if first {
					f.exit, first = out, false
				} else {
					f.exit = intersect(f.exit, out)
				}
			}
			for _, succ := range b.Succs {
				next := out
				if known[succ.Index] {
					next = intersect(in[succ.Index], out)
					if len(next) == len(in[succ.Index]) {
						continue
					}
				}
				in[succ.Index], known[succ.Index], changed = next, true, true
			}
		}
	}
	c.locks[fn] = f
	return f
}

func intersect(a, b []held) []held {
	var out []held
	for _, h := range a {
		if slices.ContainsFunc(b, func(g held) bool { return g.key == h.key && g.by == h.by }) {
			out = append(out, h)
		}
	}
	return out
}

// transfer runs the lock calls of a block.
func (c *Checker) transfer(f *lockFlow, b *ssa.BasicBlock, set []held) []held {
	for _, instr := range b.Instrs {
		call, ok := instr.(ssa.CallInstruction)
		if !ok {
			continue
		}
		f.at[instr] = slices.Clone(set)
		switch call.(type) {
		case *ssa.Defer, *ssa.Go:
			continue // a deferred unlock runs at the end
		}
		set = c.lockCall(f, call, set)
	}
	return set
}

func (c *Checker) lockCall(f *lockFlow, call ssa.CallInstruction, set []held) []held {
	common := call.Common()
	if b, ok := c.sums.Ops.Bound(common); ok {
		switch b.Does {
		case model.DoLock:
			return append(set, c.lockOf(f, call, b))
		case model.DoUnlock:
			return c.release(f, set, c.lockOf(f, call, b).key)
		}
		return set
	}
	// unlock := mu.lockKey(k); …; unlock()
	if from, ok := returnedBy(common.Value); ok {
		return slices.DeleteFunc(set, func(h held) bool { return h.by == from })
	}
	fn := value.Callee(common)
	if fn == nil || len(fn.Blocks) == 0 || fn == call.Parent() {
		return set
	}
	inner := c.flow(fn)
	view := c.sums.Ops.View()
	for _, key := range inner.releases {
		set = c.release(f, set, view.Subst(inner.exprs[key], fn, call).Key())
	}
	for _, h := range inner.exit {
		e := view.Subst(inner.exprs[h.key], fn, call)
		f.exprs[e.Key()] = e
		set = append(set, held{key: e.Key(), by: call, local: local(e), process: h.process})
	}
	return set
}

// release removes a lock; releasing one that is not held is the caller's.
func (c *Checker) release(f *lockFlow, set []held, key string) []held {
	n := len(set)
	set = slices.DeleteFunc(set, func(h held) bool { return h.key == key })
	if len(set) == n && !slices.Contains(f.releases, key) {
		f.releases = append(f.releases, key)
	}
	return set
}

// returnedBy returns the call whose result the function value v is.
func returnedBy(v ssa.Value) (ssa.Instruction, bool) {
	switch v := v.(type) {
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return call, ok
	case *ssa.Call:
		return v, true
	}
	return nil, false
}

// lockOf identifies the lock of a lock or unlock call: its receiver, and the
// key if it has one.
func (c *Checker) lockOf(f *lockFlow, call ssa.CallInstruction, b *model.Bound) held {
	common := call.Common()
	view := c.sums.Ops.View()
	h := held{by: call, process: b.File.Process}
	var e *value.Expr
	if recv := op.PlaceValues(common, model.Place{Kind: model.Recv}); len(recv) == 1 {
		e = view.Address(recv[0])
		h.local = local(e)
	} else {
		e = value.ConstExpr(b.File.Store)
	}
	for _, k := range b.KeyAt {
		for _, v := range op.PlaceValues(common, k) {
			e = value.ElemExpr(e, view.Of(v))
		}
	}
	h.key = e.Key()
	f.exprs[h.key] = e
	return h
}

// local reports whether a lock is a variable of this call alone.
func local(e *value.Expr) bool {
	root, _ := e.Root()
	return root.Op == value.Alloc || root.Op == value.Zero
}
