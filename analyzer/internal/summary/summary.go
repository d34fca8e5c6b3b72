package summary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// Budgets: what lies beyond them is not seen.
const (
	maxDepth = 5  // helpers between a function and an operation
	maxSites = 12 // sites of one function that its callers see
	// A function beyond these looks for or creates too much to be a helper
	// that answers one question.
	maxHelperBlocks  = 30
	maxCreateBlocks  = 16 // likewise for how a create that fails comes back
	maxHelperFinds   = 5
	maxHelperCreates = 6
)

// Func is the summary of one function.
type Func struct {
	Fn *ssa.Function
	// Sites are all operations, in the order of their calls.
	Sites []*Site

	exported []*Site
	settled  bool // exported is known
}

// Package is the summaries of one package.
type Package struct {
	Ops    *op.Classifier
	Engine *world.Engine
	// Funcs are the functions, in source order.
	Funcs []*ssa.Function
	// Checked are the keys of the finds that a create is paired with inside the
	// function: a caller's find by one of them is no news. It is set by package
	// race.
	Checked func(f *Func, create *Site) []string
	// GuardOf says how a function protects what its callers do, nil when it does
	// not. It is set by package race.
	GuardOf func(*ssa.Function) *Guard

	memo    map[*ssa.Function]*Func
	texts   map[*ssa.Function][]ssa.CallInstruction // calls that send a text which a parameter holds
	busy    map[*ssa.Function]bool
	callers map[*ssa.Function][]Caller
	escaped map[*ssa.Function]bool
	runs    map[runKey][]*world.Run
	spent   map[*ssa.Function]int // blocks run in all evaluations of a function
	pkg     *types.Package
	facts   Facts
	dec     *decoder
	known   map[*types.Func][]*Site
	methods map[*types.Func][]*ssa.Function // that may stand behind an interface's

	evaluated map[seedKey]*world.Run
}

// New returns the (lazily computed) summaries of the functions of a package.
// Facts are those of the packages visible, the functions' own package last.
func New(ops *op.Classifier, funcs []*ssa.Function, visible []*types.Package, facts Facts) *Package {
	p := &Package{
		Ops: ops, Engine: world.New(ops), Funcs: funcs,
		memo: map[*ssa.Function]*Func{}, texts: map[*ssa.Function][]ssa.CallInstruction{}, busy: map[*ssa.Function]bool{},
		callers: map[*ssa.Function][]Caller{}, escaped: map[*ssa.Function]bool{}, runs: map[runKey][]*world.Run{}, spent: map[*ssa.Function]int{},
		pkg: visible[len(visible)-1], facts: facts, dec: newDecoder(visible), known: map[*types.Func][]*Site{}, methods: map[*types.Func][]*ssa.Function{}, evaluated: map[seedKey]*world.Run{},
	}
	ops.Values().SetFacts(func(fn *types.Func) *value.Func {
		if f := facts.Func(fn); f != nil {
			return p.dec.values(f)
		}
		if b, ok := ops.Models().Call(fn); ok {
			return b.Makes()
		}
		return nil
	})
	ops.SetForeign(foreign{p})
	p.Engine.Behave = func(fn *types.Func) *world.Behaviour {
		if f := facts.Func(fn); f != nil {
			return p.dec.behaviour(f)
		}
		return nil
	}
	p.Engine.Methods = func(m *types.Func) []*world.Behaviour {
		var out []*world.Behaviour
		for _, f := range facts.Methods(m) {
			if b := p.dec.behaviour(f); b != nil {
				out = append(out, b)
			}
		}
		return out
	}
	p.Engine.Renamed = func(v *types.Var) types.Object { return p.dec.sentinel(facts.Renamed(v)) }
	for _, fn := range funcs {
		p.scanCalls(fn)
	}
	return p
}

// Of returns the summary of fn.
func (p *Package) Of(fn *ssa.Function) *Func {
	if f := p.memo[fn]; f != nil {
		return f
	}
	if p.busy[fn] {
		return &Func{Fn: fn} // recursion adds no site that is not there already
	}
	p.busy[fn] = true
	f := &Func{Fn: fn}
	maps := p.Ops.Maps(fn)
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok {
				f.Sites = append(f.Sites, p.sites(call)...)
			} else if o := maps[instr]; o != nil {
				f.Sites = append(f.Sites, p.site(o))
			}
		}
	}
	p.memo[fn] = f
	delete(p.busy, fn)
	return f
}

// sites are what a call does to stores. Of a goroutine that it starts nobody sees
// what it finds, but what was looked for before may well be created there.
func (p *Package) sites(call ssa.CallInstruction) []*Site {
	if o := p.Ops.Of(call); o != nil && Relevant(o) {
		return []*Site{p.site(o)}
	}
	all := p.lifted(call)
	if _, ok := call.(*ssa.Go); ok {
		all = slices.DeleteFunc(all, func(s *Site) bool { return s.Verb == model.Find })
	}
	return all
}

// lifted are the sites of the functions that a call runs.
func (p *Package) lifted(call ssa.CallInstruction) []*Site {
	var out []*Site
	for _, t := range p.targets(call) {
		if t.fn == call.Parent() {
			continue
		}
		for _, inner := range p.Exported(t.fn) {
			if inner.Depth >= maxDepth || len(out) >= maxSites {
				break
			}
			out = append(out, p.lift(inner, call, t.fn, t.callback))
		}
		if !t.callback {
			out = append(out, p.givenText(t.fn, call)...)
		}
	}
	out = append(out, p.sent(call)...)
	for _, inner := range p.others(call) {
		if inner.Depth < maxDepth && len(out) < maxSites {
			out = append(out, p.lift(inner, call, nil, false))
		}
	}
	return out
}

// site is the site of an operation of the function itself.
func (p *Package) site(o *op.Op) *Site {
	return &Site{Verb: o.Verb, At: o.At, Op: o, Entity: o.Entity, Of: describe(p.Ops, o), ops: p.Ops}
}

func (p *Package) lift(inner *Site, call ssa.CallInstruction, callee *ssa.Function, callback bool) *Site {
	s := lift(p.Ops, inner, call, callee, callback)
	s.made = p.made
	if i := inner.optionParam(); i >= 0 && !callback && s.Verb == model.Find {
		s.Of.RowLock = s.Of.RowLock || slices.ContainsFunc(op.Elements(value.Argument(call.Common(), i)), p.locksRows)
	}
	return s
}

// locksRows reports whether a function that extends a statement makes it lock the
// rows that it reads.
//
//	func ForUpdate() Option { return func(tx *gorm.DB) *gorm.DB { return tx.Clauses(clause.Locking{Strength: "UPDATE"}) } }
func (p *Package) locksRows(v ssa.Value) bool {
	if p.Ops.ScopeOf(v).RowLock {
		return true
	}
	call, ok := value.Strip(v).(*ssa.Call)
	return ok && slices.ContainsFunc(p.factsOf(call), func(f *Fact) bool { return f.RowLock })
}

// made returns the equalities of the function that a function of another
// package makes.
func (p *Package) made(call *ssa.Call) []op.Pred {
	for _, f := range p.factsOf(call) {
		if len(f.Scope) > 0 {
			var out []op.Pred
			for _, pred := range f.Scope {
				out = append(out, p.dec.pred(pred))
			}
			return out
		}
	}
	return nil
}

// others returns the sites of a function of another package, or of the methods
// that an interface call may run.
func (p *Package) others(call ssa.CallInstruction) []*Site {
	common := call.Common()
	fn := value.Called(common)
	if fn == nil || fn.Pkg() == nil || fn.Pkg() == p.pkg && !common.IsInvoke() {
		return nil
	}
	if sites, ok := p.known[fn]; ok {
		return sites
	}
	var sites []*Site
	for _, sf := range alternatives(p.factsOf(call)) {
		sites = append(sites, p.dec.site(sf, p.Ops))
	}
	p.known[fn] = sites
	return sites
}

// factsOf returns the facts of the functions of other packages that a call may
// run.
func (p *Package) factsOf(call ssa.CallInstruction) []*Fact {
	common := call.Common()
	fn := value.Called(common)
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	if !common.IsInvoke() {
		if f := p.facts.Func(fn); f != nil {
			return []*Fact{f}
		}
		return nil
	}
	if _, modelled := p.Ops.Bound(common); modelled {
		return nil
	}
	return p.facts.Methods(fn)
}

// Relevant reports whether an operation takes part in pairs or protects one.
func Relevant(o *op.Op) bool {
	switch o.Verb {
	case model.Find:
		return o.SQL == nil || o.SQL.Projection != sqltext.Scalar
	case model.Create, model.Save, model.FindOrCreate, model.Upsert:
		return true
	}
	return false
}
