package summary

import (
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// tellsApart are the parameters of fn of which it tells a violation of a unique key apart
// from all other failures: it goes a way that those do not go, or returns what those
// do not get. What only answers yes or no says nothing by itself.
//
//	func Write(w http.ResponseWriter, err error) {
//		if isUniqueViolation(err) { w.WriteHeader(http.StatusConflict); return }
//		w.WriteHeader(http.StatusInternalServerError)
//	}
func (p *Package) tellsApart(fn *ssa.Function) []int {
	if results := fn.Signature.Results(); results.Len() == 1 && value.IsBool(results.At(0).Type()) {
		return nil
	}
	var out []int
	for i, param := range fn.Params {
		if !value.IsError(param.Type()) {
			continue
		}
		given := func(class world.Class) *world.Run {
			return p.Engine.Run(fn, world.Seed{Params: map[ssa.Value]world.Val{param: world.ErrorVal(world.Err{Class: class})}})
		}
		if lost, failed := given(world.Conflict), given(world.Failed); lost.Told || goesOwnWay(lost, failed) {
			out = append(out, i)
		}
	}
	return out
}

func goesOwnWay(lost, failed *world.Run) bool {
	if lost.Exceeded || failed.Exceeded {
		return false
	}
	for b := range lost.Blocks {
		if !failed.Blocks[b] {
			return true
		}
	}
	return !world.EndsWithin(lost.Vectors, failed.Vectors)
}
