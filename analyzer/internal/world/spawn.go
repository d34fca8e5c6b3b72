package world

import (
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// What runs beside the function gives it an error when the function waits for it.
//
//	g.Go(func() error { if taken(email) { return errTaken }; return nil })
//	if err := g.Wait(); err != nil { return err }

// pending is the cell of a group with the error that something it runs returns.
const pending = ".#error"

// spawned notes the error of the supposed callback that a call has begun to run.
func (f *frame) spawned(call *ssa.Call, results []Val, s *state) {
	b, ok := f.Ops.Bound(call.Common())
	if !ok || b.Does != model.Spawn || len(results) == 0 {
		return
	}
	if err, g := results[len(results)-1], f.group(call); g != nil && err.Kind == Error {
		s.put(cell{g, pending}, err)
	}
}

// await gives a call that waits the error that is known to come. That there is none
// is never known: there may be others who run.
func (f *frame) await(call *ssa.Call, s *state) {
	g := f.group(call)
	if g == nil || !lastIsError(call) {
		return
	}
	if err, ok := s.at(cell{g, pending}); ok {
		n := call.Call.Signature().Results().Len()
		f.setPlace(call, model.Place{Kind: model.Result, Index: n - 1}, err, s)
	}
}

// group is what a call that spawns or waits is a method of, nil if of nothing.
func (f *frame) group(call *ssa.Call) ssa.Value {
	recv := op.PlaceValues(call.Common(), model.Place{Kind: model.Recv})
	if len(recv) != 1 {
		return nil
	}
	return f.place(value.Strip(recv[0])).Root
}
