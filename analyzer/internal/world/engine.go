package world

import (
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Budgets. A function that exceeds them is not decided, which means silence.
const (
	maxStates       = 12    // different states at the start of one block, before they are joined
	maxBefore       = 4     // the same before the supposed call has run
	maxSteps        = 1_500 // blocks run in one evaluation
	maxInlineBlocks = 60    // blocks of a function that is run as part of another
	maxInline       = 5     // calls within calls
	maxVectors      = 12    // different results of one function in one world
	maxCallForks    = 6     // different results of an inlined call that are kept apart
)

// World is a supposition.
type World uint8

// The worlds. The first two suppose something of a find, the others of a create.
const (
	NoWorld World = iota
	Absent        // the find ran and found nothing
	Present       // the find ran and found a row
	Lost          // the create ran and violated a unique key
	Broken        // the create ran and failed for another reason
	Won           // the create ran and inserted the row
)

func (w World) String() string {
	return [...]string{"none", "absent", "present", "lost", "broken", "won"}[w]
}

// Seed is what a run supposes.
type Seed struct {
	// At is the call that is supposed to have run; nil supposes nothing.
	At ssa.CallInstruction
	// Op is the operation at At, evaluated in World by its model. It is nil
	// when At calls a helper; Vector then is one of the helper's outcomes.
	Op     *op.Op
	World  World
	Vector *Vector
	// Callback says that Vector is of a closure that At runs, not of At's callee.
	Callback bool
	// Params are what is known of the function's parameters.
	Params map[ssa.Value]Val
}

// Vector is one way in which a function returns.
type Vector struct {
	Results []Val
	Effects []Effect
}

// Effect is what a function leaves in memory that its caller can see.
type Effect struct {
	Param int       // index of the pointer parameter, -1 for a captured variable
	Root  ssa.Value // the captured variable
	Path  string
	Val   Val
}

// Run is what one evaluation found.
type Run struct {
	// Reached are the calls that run after the supposed one.
	Reached map[ssa.CallInstruction]bool
	// Blocks are the blocks on paths through the supposed call.
	Blocks map[*ssa.BasicBlock]bool
	// Vectors are the function's results after the supposed call, in order.
	Vectors []Vector
	// Primary is what is known of the primary key of the row that a reached
	// save writes.
	Primary map[ssa.CallInstruction]Val
	// Started says that the supposed call was reached at all.
	Started bool
	// Exceeded says that a budget ran out; the rest is not to be relied on.
	Exceeded bool
}

// Engine evaluates the functions of one package.
type Engine struct {
	Ops *op.Classifier
	// Behave says what is known of functions of other packages; it may be nil.
	Behave func(*types.Func) *Behaviour
	// live caches per function.
	live map[*ssa.Function]*liveness
	num  *numbering
	glob map[*ssa.Global]Val
}

// New returns an engine over the operations of one package.
func New(ops *op.Classifier) *Engine {
	return &Engine{Ops: ops, live: map[*ssa.Function]*liveness{}, num: &numbering{ids: map[ssa.Value]string{}}, glob: map[*ssa.Global]Val{}}
}

func (e *Engine) liveness(fn *ssa.Function) *liveness {
	l := e.live[fn]
	if l == nil {
		l = newLiveness(fn)
		e.live[fn] = l
	}
	return l
}

// frame is one activation of a function.
type frame struct {
	*Engine
	fn    *ssa.Function
	seed  *Seed
	run   *Run
	alias map[ssa.Value]value.Place // parameters that point to the caller's places
	up    *frame
	depth int
	steps *int
	outs  []outcome
}

// outcome is one way in which a frame ended.
type outcome struct {
	results []Val
	state   *state
}

// Run evaluates fn as seed supposes.
func (e *Engine) Run(fn *ssa.Function, seed Seed) *Run {
	run := &Run{Reached: map[ssa.CallInstruction]bool{}, Blocks: map[*ssa.BasicBlock]bool{}, Primary: map[ssa.CallInstruction]Val{}}
	steps := 0
	f := &frame{Engine: e, fn: fn, seed: &seed, run: run, steps: &steps}
	s := newState()
	s.after = seed.At == nil
	for p, v := range seed.Params {
		s.set(p, v)
	}
	f.walk(s)
	seen := map[string]bool{}
	for _, o := range f.outs {
		if !o.state.after {
			continue
		}
		v := f.vector(o)
		if k := v.Key(); !seen[k] {
			seen[k] = true
			run.Vectors = append(run.Vectors, v)
		}
	}
	run.Vectors = settle(run.Vectors)
	return run
}

// walk runs every path of f from its entry in state s.
func (f *frame) walk(s *state) {
	type item struct {
		b *ssa.BasicBlock
		s *state
	}
	visited := make([]map[string]bool, len(f.fn.Blocks))
	joined := make([]*state, len(f.fn.Blocks))
	live := f.liveness(f.fn)
	leads := f.leads()
	before := map[*ssa.BasicBlock]bool{}
	work := []item{{f.fn.Blocks[0], s}}
	for len(work) > 0 {
		it := work[len(work)-1]
		work = work[:len(work)-1]
		*f.steps++
		if *f.steps > maxSteps {
			f.run.Exceeded = true
			return
		}
		if !it.s.after && leads != nil && !leads[it.b.Index] {
			continue // this path never comes to the supposed call
		}
		if len(it.b.Preds) != 1 {
			it.s.prune(live, it.b)
		}
		if f.admit(visited, joined, it.b, it.s) {
			f.note(it.b, it.s, before)
			for _, next := range f.block(it.b, it.s) {
				work = append(work, item{next.b, next.s})
			}
		}
	}
	f.addBefore(before)
}

// leads says from which blocks the supposed call can be reached; nil when it is
// not in this function.
func (f *frame) leads() []bool {
	if f.seed.At == nil || f.seed.At.Parent() != f.fn {
		return nil
	}
	out := make([]bool, len(f.fn.Blocks))
	work := []*ssa.BasicBlock{f.seed.At.Block()}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if !out[b.Index] {
			out[b.Index] = true
			work = append(work, b.Preds...)
		}
	}
	return out
}

// admit reports whether state s of block b is new. When a block has too many
// states they are joined into one.
func (f *frame) admit(visited []map[string]bool, joined []*state, b *ssa.BasicBlock, s *state) bool {
	if len(b.Preds) == 1 {
		return true // as new as the state that its only predecessor had
	}
	i := b.Index
	if joined[i] != nil && joined[i].after == s.after {
		s.meet(joined[i])
	}
	k := s.key(f.num)
	if visited[i][k] {
		return false
	}
	if visited[i] == nil {
		visited[i] = map[string]bool{}
	}
	visited[i][k] = true
	if len(visited[i]) > maxStates || !s.after && len(visited[i]) > maxBefore {
		joined[i] = s.clone()
	}
	return true
}

func (f *frame) note(b *ssa.BasicBlock, s *state, before map[*ssa.BasicBlock]bool) {
	if s.after {
		f.run.Blocks[b] = true
	} else {
		before[b] = true
	}
}

// addBefore adds the blocks that lead to the supposed call.
func (f *frame) addBefore(before map[*ssa.BasicBlock]bool) {
	if f.seed.At == nil || f.seed.At.Parent() != f.fn {
		return
	}
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		f.run.Blocks[b] = true
		for _, p := range b.Preds {
			if before[p] && !f.run.Blocks[p] {
				visit(p)
			}
		}
	}
	visit(f.seed.At.Block())
}

type succ struct {
	b *ssa.BasicBlock
	s *state
}

// block runs the instructions of b and returns where control goes.
func (f *frame) block(b *ssa.BasicBlock, s *state) []succ {
	states := []*state{s}
	for _, instr := range b.Instrs {
		var next []*state
		for _, st := range states {
			next = append(next, f.step(instr, st)...)
		}
		states = next
		if len(states) == 0 {
			return nil
		}
	}
	var out []succ
	for _, st := range states {
		out = append(out, f.leave(b, st)...)
	}
	return out
}

// leave follows the edges out of b that st allows.
func (f *frame) leave(b *ssa.BasicBlock, st *state) []succ {
	var out []succ
	if cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok {
		v := f.eval(cond.Cond, st)
		for i, to := range b.Succs {
			want := i == 0
			switch v.Kind {
			case Zero:
				if want {
					continue
				}
			case Const, Set:
				if !want {
					continue
				}
			}
			next := st.clone()
			if v.Kind == Unknown {
				f.assume(cond.Cond, want, next, b)
			}
			f.phis(b, to, next)
			out = append(out, succ{to, next})
		}
		return out
	}
	for i, to := range b.Succs {
		next := st
		if i < len(b.Succs)-1 {
			next = st.clone()
		}
		f.phis(b, to, next)
		out = append(out, succ{to, next})
	}
	return out
}

// phis gives the phis of to the values of the edge from b.
func (f *frame) phis(from, to *ssa.BasicBlock, s *state) {
	edge := slices.Index(to.Preds, from)
	type assign struct {
		phi *ssa.Phi
		val Val
	}
	var all []assign
	for _, instr := range to.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		all = append(all, assign{phi, f.eval(phi.Edges[edge], s)})
	}
	for _, a := range all {
		s.set(a.phi, a.val)
	}
}

// assume refines s by a condition that was unknown and turned out as want.
func (f *frame) assume(cond ssa.Value, want bool, s *state, b *ssa.BasicBlock) {
	s.set(cond, truth(want))
	switch c := cond.(type) {
	case *ssa.UnOp:
		if c.Op == token.NOT {
			f.assume(c.X, !want, s, b)
		}
	case *ssa.BinOp:
		equal := c.Op == token.EQL
		if !equal && c.Op != token.NEQ {
			return
		}
		x, y := c.X, c.Y
		if _, ok := x.(*ssa.Const); ok {
			x, y = y, x
		}
		k, ok := y.(*ssa.Const)
		if !ok || f.eval(x, s).Kind != Unknown {
			return
		}
		kv := constVal(k)
		switch {
		case equal == want:
			f.learn(x, kv, s, b)
		case kv.Kind == Zero && isError(x.Type()):
			f.learn(x, Val{Kind: Failure}, s, b)
		case kv.Kind == Zero && isNilable(x.Type()):
			f.learn(x, nonNil, s, b)
		case kv.Kind == Zero:
			f.learn(x, set, s, b)
		}
	}
}

// learn gives x a value, and the variable that x was just loaded from too.
func (f *frame) learn(x ssa.Value, v Val, s *state, b *ssa.BasicBlock) {
	s.set(x, v)
	if load, ok := x.(*ssa.UnOp); ok && load.Op == token.MUL && load.Block() == b {
		p := f.place(load.X)
		switch p.Root.(type) {
		case *ssa.Alloc, *ssa.Parameter:
			s.mem[cell{p.Root, dotted(p.Path)}] = v
		}
	}
}

// place is the place that an address names, seen from the outermost frame.
func (f *frame) place(v ssa.Value) value.Place {
	p := value.PlaceOf(v)
	for g := f; g != nil; g = g.up {
		if a, ok := g.alias[p.Root]; ok {
			p = value.Place{Root: a.Root, Path: append(slices.Clip(a.Path), p.Path...)}
		}
	}
	return p
}

// vector makes an outcome visible to callers.
func (f *frame) vector(o outcome) Vector {
	v := Vector{Results: o.results}
	for _, k := range slices.SortedFunc(maps.Keys(o.state.mem), func(a, b cell) int {
		return compareStrings(f.num.name(a.root)+a.path, f.num.name(b.root)+b.path)
	}) {
		val := o.state.mem[k]
		switch root := k.root.(type) {
		case *ssa.Parameter:
			if i := slices.Index(f.fn.Params, root); i >= 0 {
				v.Effects = append(v.Effects, Effect{Param: i, Path: k.path, Val: val})
			}
		default:
			if k.root.Parent() != f.fn {
				v.Effects = append(v.Effects, Effect{Param: -1, Root: k.root, Path: k.path, Val: val})
			}
		}
	}
	return v
}
