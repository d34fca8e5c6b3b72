package summary

import (
	"go/types"

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
	if answers(fn.Signature.Results()) {
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

// answers reports whether all that comes back is a yes or no.
func answers(results *types.Tuple) bool {
	if results.Len() != 1 {
		return false
	}
	b, ok := results.At(0).Type().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Bool
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
	others := map[string]bool{}
	for _, v := range failed.Vectors {
		others[v.Blind()] = true
	}
	for _, v := range lost.Vectors {
		if !others[v.Blind()] {
			return true
		}
	}
	return false
}
