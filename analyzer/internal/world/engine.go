package world

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Budgets. A function that exceeds them is not decided, which means silence.
const (
	maxStates       = 12    // different states at the start of one block, before they are joined
	maxBefore       = 4     // the same before the supposed call has run
	maxCells        = 1_024 // places of which something is known at once
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
	// At is the call, or the map operation, that is supposed to have run; nil
	// supposes nothing.
	At ssa.Instruction
	// Op is the operation at At, evaluated in World by its model. It is nil
	// when At calls a helper; Vector then is one of the helper's outcomes.
	Op     *op.Op
	World  World
	Vector *Vector
	// Callback says that Vector is of a closure that At runs, not of At's callee;
	// Literal is the closure.
	Callback bool
	Literal  *ssa.Function
	// Params are what is known of the function's parameters.
	Params map[ssa.Value]Val
	// Goal limits the run to the paths that lead to this call: whether it is
	// reached is all that is asked, and the run has no vectors. It may be nil.
	Goal ssa.Instruction
	// Coarse says that only callees which are given an error, or share
	// variables with their caller, are run as part of it.
	Coarse bool
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
	// Reached are the calls and map operations that run after the supposed one.
	Reached map[ssa.Instruction]bool
	// Blocks are the blocks on paths through the supposed call.
	Blocks map[*ssa.BasicBlock]bool
	// Vectors are the function's results after the supposed call, in order.
	Vectors []Vector
	// Primary is what is known of the primary key of the row that a reached
	// save writes.
	Primary map[ssa.Instruction]Val
	// Members are the keys that the function asks a map of the found rows for.
	Members []Member
	// Started says that the supposed call was reached at all.
	Started bool
	// Steps counts the blocks that were run.
	Steps int
	// Told says that a violation of a unique key was given to a function of another
	// package that answers it otherwise than it does other failures.
	Told bool
	// Exceeded says that a budget ran out; the rest is not to be relied on.
	Exceeded bool

	past *past
}

// Engine evaluates the functions of one package.
type Engine struct {
	Ops *op.Classifier
	// Behave says what is known of functions of other packages; it may be nil.
	Behave func(*types.Func) *Behaviour
	// Methods says what is known of the methods that a call of an interface's method
	// may run; it may be nil.
	Methods func(*types.Func) []*Behaviour
	// Renamed returns the error that a variable of another package is another name
	// of, nil for none; it may be nil.
	Renamed func(*types.Var) types.Object
	// live caches per function.
	live map[*ssa.Function]*liveness
	tab  *tables
	glob map[*ssa.Global]Val
}

// New returns an engine over the operations of one package.
func New(ops *op.Classifier) *Engine {
	return &Engine{Ops: ops, live: map[*ssa.Function]*liveness{}, tab: newTables(), glob: map[*ssa.Global]Val{}}
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
	alias map[ssa.Value]value.Place        // parameters that point to the caller's places
	funcs map[*ssa.Parameter]*ssa.Function // functions that were given, where they are known
	up    *frame
	site  *ssa.Call // in up
	depth int
	outs  []outcome
}

// outcome is one way in which a frame ended.
type outcome struct {
	results []Val
	state   *state
}

// Run evaluates fn as seed supposes.
func (e *Engine) Run(fn *ssa.Function, seed Seed) *Run {
	run := &Run{Reached: map[ssa.Instruction]bool{}, Blocks: map[*ssa.BasicBlock]bool{}, Primary: map[ssa.Instruction]Val{}}
	f := &frame{Engine: e, fn: fn, seed: &seed, run: run}
	s := &state{tables: e.tab, after: seed.At == nil}
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
	v := Vector{Results: slices.Clone(o.results)}
	for i, r := range v.Results {
		if r.Kind == Cell {
			v.Results[i] = Val{} // which rows it is of, callers do not know
		}
	}
	mem := slices.SortedFunc(slices.Values(o.state.mem), func(a, b content) int { return cmp.Compare(a.cell, b.cell) })
	for _, c := range mem {
		k, val := f.tab.cells[c.cell], f.tab.vals[c.val]
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
