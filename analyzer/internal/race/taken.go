package race

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// takenBefore reports whether what the creates of pairs store under a key stands there
// already: f has taken the key before, in one step with the look-up, and not given it
// back.
//
//	mu.Lock()
//	if it, ok := items[k]; ok { mu.Unlock(); return it }
//	items[k] = it // under construction
//	mu.Unlock()
//	fill(it)
//	c.put(k, it)
func (a *Analysis) takenBefore(f *summary.Func, pairs []*protect.Pair) bool {
	create := pairs[0].Create
	if create.Of.Holds == "" {
		return false
	}
	return !slices.ContainsFunc(pairs, func(p *protect.Pair) bool {
		return !slices.ContainsFunc(a.pairsOf(f), func(before *protect.Pair) bool {
			return before.Find == p.Find && before.Create.At != create.At && value.Dominates(before.Create.At, create.At) &&
				a.check.Atomic(before) && !givenBack(f, before.Create, create)
		})
	})
}

// givenBack reports whether f may delete the key between two creates.
func givenBack(f *summary.Func, from, to *summary.Site) bool {
	between := func(at ssa.Instruction) bool { return value.Reaches(from.At, at) && value.Reaches(at, to.At) }
	if slices.ContainsFunc(f.Sites, func(s *summary.Site) bool { return s.Verb == model.Delete && between(s.At) }) {
		return true
	}
	return slices.ContainsFunc(f.Fn.Blocks, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(instr ssa.Instruction) bool { return deletes(instr) && between(instr) })
	})
}

// deletes reports whether an instruction deletes entries of a map of Go's own.
func deletes(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	b, ok := call.Call.Value.(*ssa.Builtin)
	return ok && (b.Name() == "delete" || b.Name() == "clear")
}
