package world

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
)

// among evaluates a function that asks the found rows for a key in one call.
//
//	slices.Contains(names, name)
//	slices.IndexFunc(all, func(t Tag) bool { return t.Name == name }) >= 0
func (f *frame) among(call *ssa.Call, s *state) bool {
	b, ok := f.Ops.Bound(call.Common())
	if !ok || b.Does != model.Among {
		return false
	}
	list := f.at(call, b.OutcomeAt, s)
	defer f.clobber(call, s) // the body may write to what it captures
	switch {
	case list.Kind == Zero:
		f.found(call, false, Val{}, s)
	case list.Kind == Set && s.after && f.seed.World == Present && f.asks(call, b, rowOf(list), s):
		f.found(call, true, rowOf(list), s)
	}
	return true
}

// asks notes what the call asks of the rows, and reports whether that is known.
func (f *frame) asks(call *ssa.Call, b *model.Bound, row Val, s *state) bool {
	if len(b.KeyAt) == 1 {
		keys := op.PlaceValues(call.Common(), b.KeyAt[0])
		if row.Kind != Cell || len(keys) != 1 {
			return false
		}
		f.member(row.Text, keys[0])
		return true
	}
	inner := f.each(call, f.body(call, b), row, s)
	asked := false
	for _, o := range inner.outs {
		for _, b := range inner.fn.Blocks {
			for _, instr := range b.Instrs {
				cond, ok := instr.(ssa.Value)
				if !ok {
					continue
				}
				if q, ok := inner.question(cond, o.state); ok && q.equal {
					f.member(q.field, q.key)
					asked = true
				}
			}
		}
	}
	return asked
}

// found gives a call that looks for an element its results: a bool says whether
// there is one, a number where, anything else is the element.
func (f *frame) found(call *ssa.Call, found bool, row Val, s *state) {
	results := call.Call.Signature().Results()
	for i := range results.Len() {
		v := zero
		basic, _ := results.At(i).Type().Underlying().(*types.Basic)
		switch {
		case basic != nil && basic.Info()&types.IsBoolean != 0:
			v = truth(found)
		case basic != nil && basic.Kind() == types.Int && !found:
			v = Val{Kind: Const, Text: "-1"}
		case found && basic == nil:
			v = row
		}
		f.setPlace(call, model.Place{Kind: model.Result, Index: i}, v, s)
	}
}
