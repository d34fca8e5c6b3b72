package world

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// walk runs every path of f from its entry in state s.
func (f *frame) walk(s *state) {
	type item struct {
		b *ssa.BasicBlock
		s *state
	}
	visited := make([]map[digest]bool, len(f.fn.Blocks))
	joined := make([]*state, len(f.fn.Blocks))
	live := f.liveness(f.fn)
	leads, goal := f.leads(f.seed.At), f.leads(f.seed.Goal)
	before := map[*ssa.BasicBlock]bool{}
	work := []item{{f.fn.Blocks[0], s}}
	for len(work) > 0 {
		it := work[len(work)-1]
		work = work[:len(work)-1]
		f.run.Steps++
		if f.run.Steps > maxSteps {
			f.run.Exceeded = true
			return
		}
		if !it.s.after && leads != nil && !leads[it.b.Index] {
			continue // this path never comes to the supposed call
		}
		if it.s.after && goal != nil && !goal[it.b.Index] {
			continue // nor this one to the call that is asked about
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

// leads says from which blocks a call can be reached; nil when it is not in
// this function.
func (f *frame) leads(to ssa.Instruction) []bool {
	if to == nil || to.Parent() != f.fn {
		return nil
	}
	out := make([]bool, len(f.fn.Blocks))
	work := []*ssa.BasicBlock{to.Block()}
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
// states they are joined into one: at first in what was known before the supposed
// call, as what has come of it is asked about, then in all.
func (f *frame) admit(visited []map[digest]bool, joined []*state, b *ssa.BasicBlock, s *state) bool {
	if len(b.Preds) == 1 {
		return true // as new as the state that its only predecessor had
	}
	i := b.Index
	if joined[i] != nil && joined[i].after == s.after {
		var of *past
		if s.after && len(visited[i]) <= 2*maxStates {
			of = f.run.past
		}
		s.meet(joined[i], of)
	}
	k := s.key()
	if visited[i][k] {
		return false
	}
	if visited[i] == nil {
		visited[i] = map[digest]bool{}
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
		call, ok := instr.(*ssa.Call)
		if !ok {
			// Only a call can fork a state; all others end or go on.
			states = slices.DeleteFunc(states, func(st *state) bool { return !f.step(instr, st) })
		} else {
			var next []*state
			for _, st := range states {
				next = append(next, f.call(call, st)...)
			}
			states = next
		}
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
