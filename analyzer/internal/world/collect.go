package world

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
)

// collect evaluates a function that makes a list or a map of the found rows, as a
// loop does that appends to a list or fills a map.
//
//	lo.Map(all, func(t Tag, _ int) string { return t.Name })
//	lo.KeyBy(all, func(t Tag) string { return t.Name })
//	lo.Uniq(names)
func (f *frame) collect(call *ssa.Call, s *state) bool {
	b, ok := f.Ops.Bound(call.Common())
	if !ok || b.Does != model.Collect {
		return false
	}
	list := f.at(call, b.OutcomeAt, s)
	f.clobber(call, s) // the body may write to what it captures
	out := Val{}
	switch {
	case list.Kind == Zero:
		out = zero
	case list.Kind == Set:
		out = holding(call.Type(), f.madeOf(call, b, rowOf(list), s))
	}
	s.set(call, out)
	return true
}

// madeOf is what the body makes of a row, or the row if there is no body.
func (f *frame) madeOf(call *ssa.Call, b *model.Bound, row Val, s *state) Val {
	if b.BodyAt.Kind == model.NoPlace {
		return row
	}
	outs := f.each(call, f.body(call, b), row, s).outs
	if len(outs) == 0 {
		return Val{}
	}
	made := outs[0].results[0]
	for _, o := range outs[1:] {
		made = join(made, o.results[0])
	}
	return made
}

// holding is a list of such elements, or a map that has them as keys.
func holding(t types.Type, elem Val) Val {
	if _, ok := t.Underlying().(*types.Map); !ok {
		return listOf(elem)
	}
	if elem.Kind == Cell || elem.Kind == Set && elem.Text != "" {
		return Val{Kind: Set, Text: elem.Text}
	}
	return set
}

// each runs a body whose first parameter is a row; without outcomes when it
// cannot be run.
func (f *frame) each(call *ssa.Call, body *ssa.Function, row Val, s *state) *frame {
	inner := &frame{Engine: f.Engine, fn: body, seed: f.seed, run: f.run, up: f, site: call, depth: f.depth + 1}
	if body != nil && len(body.Params) > 0 && len(body.Blocks) > 0 && f.depth < maxInline {
		in := s.clone()
		in.set(body.Params[0], row)
		inner.walk(in)
	}
	return inner
}
