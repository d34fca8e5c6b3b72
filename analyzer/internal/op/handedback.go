package op

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// handedBack are the results of a call that its function returns as they are, nil
// if it makes something else of them.
func handedBack(c *Classifier, call *ssa.Call, fn *ssa.Function) []int {
	n := fn.Signature.Results().Len()
	out := slices.Repeat([]int{-1}, n)
	for _, block := range fn.Blocks {
		ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
		if !ok || block == fn.Recover {
			continue
		}
		for k := range n {
			from, ok := c.resultFrom(call, ret.Results[k], ret, 0)
			if !ok || from >= 0 && out[k] >= 0 && from != out[k] {
				return nil
			}
			out[k] = max(out[k], from)
		}
	}
	return out
}

// resultFrom is the result of call that a returned value is, wrapped perhaps if it
// is an error; -1 for a zero value where that says no more than the call does.
func (c *Classifier) resultFrom(call *ssa.Call, v ssa.Value, ret ssa.Instruction, depth int) (int, bool) {
	if depth > 4 {
		return 0, false
	}
	v = value.Strip(v)
	switch v := v.(type) {
	case *ssa.Extract:
		return v.Index, v.Tuple == ssa.Value(call)
	case *ssa.Const:
		return -1, v.Value == nil && (!value.IsError(v.Type()) || noError(call, ret.Block()))
	case *ssa.Call:
		if v == call {
			return 0, true
		}
		if b, ok := c.Bound(&v.Call); ok && value.IsError(v.Type()) && (b.Does == model.Wrap || b.Does == model.Format) {
			for _, a := range spread(&v.Call, v.Call.Args) {
				if from, ok := c.resultFrom(call, a, ret, depth+1); ok && from >= 0 {
					return from, true
				}
			}
		}
	case *ssa.Phi:
		return c.oneResult(call, v.Edges, ret, depth)
	case *ssa.UnOp: // results are kept while deferred functions run
		if alloc, ok := v.X.(*ssa.Alloc); ok && v.Op == token.MUL {
			if vals := value.Stores(alloc); len(vals) > 0 && !captured(alloc) {
				return c.oneResult(call, vals, ret, depth)
			}
		}
	}
	return 0, false
}

// oneResult is the result of call that each of some values is.
func (c *Classifier) oneResult(call *ssa.Call, vals []ssa.Value, ret ssa.Instruction, depth int) (int, bool) {
	out := -1
	for _, v := range vals {
		from, ok := c.resultFrom(call, v, ret, depth+1)
		if !ok || from >= 0 && out >= 0 && from != out {
			return 0, false
		}
		out = max(out, from)
	}
	return out, true
}

// noError reports whether a block only runs where an error that a call returned was
// compared with nil, and is.
func noError(call *ssa.Call, at *ssa.BasicBlock) bool {
	results := []ssa.Value{call}
	for _, ref := range *call.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok {
			results = append(results, e)
		}
	}
	return slices.ContainsFunc(results, func(r ssa.Value) bool {
		isNil, known := value.TestedNil(r, at)
		return known && isNil && value.IsError(r.Type())
	})
}

// captured reports whether a closure sets a variable.
func captured(alloc *ssa.Alloc) bool {
	for _, ref := range *alloc.Referrers() {
		mc, ok := ref.(*ssa.MakeClosure)
		if !ok {
			continue
		}
		for i, b := range mc.Bindings {
			if b == ssa.Value(alloc) && len(value.Stores(mc.Fn.(*ssa.Function).FreeVars[i])) > 0 {
				return true
			}
		}
	}
	return false
}
