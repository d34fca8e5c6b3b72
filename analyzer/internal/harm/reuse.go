package harm

import (
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// reuses reports whether some of those who find the key taken return what is there,
// and all others, who find nothing or nothing of use, store a value that nobody else
// has. Two of them go on with different ones, of which one is lost.
//
//	if data, err := os.ReadFile(name); err == nil && len(data) == size { return data, nil }
//	key := make([]byte, size); rand.Read(key)
//	return key, os.WriteFile(name, key, 0o600)
func (j *Judge) reuses(p *protect.Pair) bool {
	if p.Create.Of.Loser != model.Overwrites || !p.Find.Of.Content || !j.random(p) || j.kept(p) {
		return false
	}
	absent := blocks(p.Absent)
	for b := range blocks(p.Present) {
		if !absent[b] && b.Parent() == p.Fn && returnsFound(b, p.Find.At) {
			return true
		}
	}
	return false
}

// returnsFound reports whether a block ends with a return of what was found, without
// an error.
func returnsFound(b *ssa.BasicBlock, find ssa.Instruction) bool {
	ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
	if !ok || len(ret.Results) == 0 {
		return false
	}
	last := returned(ret, len(ret.Results)-1)
	if isError(last) && !value.IsNil(last) {
		return false
	}
	return madeOf(returned(ret, 0), find, 0)
}

// madeOf reports whether a value is made from what a call returned, other than its
// errors and bools, by ways that are seen; copy and what decodes a text are seen.
func madeOf(v ssa.Value, find ssa.Instruction, depth int) bool {
	if depth > 8 || v == nil || isError(v) || value.IsBool(v.Type()) {
		return false
	}
	instr, ok := v.(ssa.Instruction)
	if !ok {
		return false
	}
	if instr == find {
		return true
	}
	for _, o := range instr.Operands(nil) {
		if e, ok := (*o).(*ssa.Call); ok && ssa.Instruction(e) == find {
			return true
		}
		if madeOf(*o, find, depth+1) {
			return true
		}
	}
	return filledFrom(v, find, depth)
}

// filledFrom reports whether a variable is filled by a call that is given what was
// found: copy(key, data), json.Unmarshal(data, &v).
func filledFrom(v ssa.Value, find ssa.Instruction, depth int) bool {
	switch v.(type) {
	case *ssa.Alloc, *ssa.MakeSlice, *ssa.MakeInterface, *ssa.Slice:
	default:
		return false
	}
	if depth > 8 {
		return false
	}
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.MakeInterface, *ssa.Slice:
			if filledFrom(ref.(ssa.Value), find, depth+1) {
				return true
			}
		case *ssa.Call:
			for _, a := range ref.Call.Args {
				if a != v && madeOf(a, find, depth+1) {
					return true
				}
			}
		case *ssa.Store:
			if ref.Addr == v && madeOf(ref.Val, find, depth+1) {
				return true
			}
		}
	}
	return false
}
