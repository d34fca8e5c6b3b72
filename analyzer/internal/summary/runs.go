package summary

import (
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// maxSpent bounds the blocks run in all evaluations of one function together:
// one with hundreds of finds and creates is not decided beyond it, which means
// silence.
const maxSpent = 40_000

// outcomes evaluates fn with the site in each of the worlds; nil when a budget
// runs out or the function does not return.
func (p *Package) outcomes(fn *ssa.Function, s *Site, worlds ...world.World) map[world.World][]world.Vector {
	out := map[world.World][]world.Vector{}
	for _, w := range worlds {
		for _, run := range p.Runs(fn, s, w) {
			if run.Exceeded {
				return nil
			}
			out[w] = append(out[w], run.Vectors...)
		}
	}
	return out
}

// Runs evaluates fn with the site in world w, once for each of its outcomes.
func (p *Package) Runs(fn *ssa.Function, s *Site, w world.World) []*world.Run {
	return p.run(fn, s, w, nil)
}

// RunsTo is Runs limited to what leads to a call, for a function that takes too
// long to be evaluated as a whole: whether the call is reached is all that such
// runs tell.
func (p *Package) RunsTo(fn *ssa.Function, s *Site, w world.World, goal ssa.Instruction) []*world.Run {
	return p.run(fn, s, w, goal)
}

func (p *Package) run(fn *ssa.Function, s *Site, w world.World, goal ssa.Instruction) []*world.Run {
	key := runKey{s, w, goal}
	if r, ok := p.runs[key]; ok {
		return r
	}
	if p.spent[fn] > maxSpent {
		return []*world.Run{{Exceeded: true}}
	}
	var runs []*world.Run
	for _, seed := range s.Seeds(w) {
		seed.Goal = goal
		runs = append(runs, p.evaluate(fn, seed))
	}
	p.runs[key] = runs
	return runs
}

type runKey struct {
	site *Site
	w    world.World
	goal ssa.Instruction
}

// evaluate runs fn as seed supposes, once for all sites that suppose the same:
// the many operations behind one call of an interface mostly come back in the
// same few ways.
func (p *Package) evaluate(fn *ssa.Function, seed world.Seed) *world.Run {
	key := seedKey{fn: fn, at: seed.At, goal: seed.Goal, w: seed.World, literal: seed.Literal, op: seed.Op}
	if seed.Vector != nil {
		key.op, key.vector = nil, seed.Vector.Key()
	}
	run := p.evaluated[key]
	if run == nil {
		run = p.Engine.Run(fn, seed)
		if run.Exceeded {
			p.spent[fn] += run.Steps
			seed.Coarse = true
			run = p.Engine.Run(fn, seed)
		}
		p.spent[fn] += run.Steps
		p.evaluated[key] = run
	}
	return run
}

type seedKey struct {
	fn       *ssa.Function
	at, goal ssa.Instruction
	w        world.World
	literal  *ssa.Function
	op       *op.Op // when no vector says how it comes out
	vector   string
}
