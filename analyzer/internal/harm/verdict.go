package harm

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// remembers reports whether the constant that is stored is an answer that was worked
// out: whoever finds it answers with what it says, and whoever does not, with the
// same, and starts nothing. Two work it out alike.
//
//	if v, ok := cache.Get(path); ok { return v.(bool) }
//	allowed.Set(path, true); return true
func (j *Judge) remembers(p *protect.Pair) bool {
	results := p.Fn.Signature.Results()
	if results.Len() != 1 || !value.IsBool(results.At(0).Type()) {
		return false
	}
	absent, present := blocks(p.Absent), blocks(p.Present)
	answers := false
	for b := range present {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || absent[b] || b.Parent() != p.Fn {
			continue
		}
		if answers = said(returned(ret, 0), p.Find.At, 0); !answers {
			return false
		}
	}
	for b := range absent {
		starts := func(instr ssa.Instruction) bool { _, ok := instr.(*ssa.Go); return ok }
		if !present[b] && slices.ContainsFunc(b.Instrs, starts) {
			return false
		}
	}
	return answers
}

// said reports whether a yes or no is read from the content that a call found, not
// from whether it found something.
func said(v ssa.Value, find ssa.Instruction, depth int) bool {
	if e, ok := v.(*ssa.Extract); ok {
		if tuple, is := e.Tuple.(ssa.Instruction); is && tuple == find {
			return e.Index == 0 && (!value.IsBool(e.Type()) || answerAt(e.Tuple.Type().(*types.Tuple)) > 0)
		}
	}
	instr, ok := v.(ssa.Instruction)
	if !ok || depth > 4 {
		return false
	}
	if instr == find {
		return !value.IsBool(v.Type())
	}
	if cmp, ok := v.(*ssa.BinOp); ok && value.IsNil(cmp.Y) {
		return false // there or not
	}
	return slices.ContainsFunc(instr.Operands(nil), func(o *ssa.Value) bool { return *o != nil && said(*o, find, depth+1) })
}

// sends reports whether whoever leaves the mark sends something on a channel, and
// nobody sends it without leaving it: the mark is there for it to be sent once.
//
//	if _, sent := found.Load(id); sent { continue }
//	if matches(id) { results <- id; found.Store(id, struct{}{}) }
func sends(p *protect.Pair) bool {
	create, absent, present := p.Create.Reach(), blocks(p.Absent), blocks(p.Present)
	if create.Parent() != p.Fn {
		return false
	}
	for b := range absent {
		together := b == create.Block() || b.Parent() == p.Fn && b.Dominates(create.Block())
		if together && !present[b] && slices.ContainsFunc(b.Instrs, isSend) {
			return true
		}
	}
	return false
}

func isSend(instr ssa.Instruction) bool { _, ok := instr.(*ssa.Send); return ok }
