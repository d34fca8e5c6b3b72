package value

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// index returns the position of instr in its block.
func index(instr ssa.Instruction) int {
	for i, x := range instr.Block().Instrs {
		if x == instr {
			return i
		}
	}
	return -1
}

// dominates reports whether every path to b runs a before.
func dominates(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		return index(a) < index(b)
	}
	return a.Block().Dominates(b.Block())
}

// TestedNil says what the tests on the way to a block have shown of v: whether it is
// nil, and whether one has asked.
//
//	if err != nil { return err }
//	…                              here err is nil
func TestedNil(v ssa.Value, at *ssa.BasicBlock) (isNil, known bool) {
	v = strip(v)
	for b := at; b.Idom() != nil; b = b.Idom() {
		d := b.Idom()
		branch, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if !ok || len(b.Preds) != 1 {
			continue
		}
		cond, ok := branch.Cond.(*ssa.BinOp)
		if ok && strip(cond.X) == v && IsNil(cond.Y) && (cond.Op == token.EQL || cond.Op == token.NEQ) {
			return (cond.Op == token.EQL) == (d.Succs[0] == b), true
		}
	}
	return false, false
}

// Dominates reports whether every path to b within their function runs a before.
func Dominates(a, b ssa.Instruction) bool { return a.Parent() == b.Parent() && dominates(a, b) }

// reaches reports whether b can run after a without avoid in between, through
// live blocks. A nil b is the function's end.
func reaches(a, b, avoid ssa.Instruction, live func(*ssa.BasicBlock) bool) bool {
	if b == nil {
		return true
	}
	if a.Parent() != b.Parent() {
		return true
	}
	from := a.Block()
	if from == b.Block() && index(a) < index(b) {
		between := avoid != nil && avoid.Block() == from && index(a) < index(avoid) && index(avoid) < index(b)
		return !between
	}
	if avoid != nil && avoid.Block() == from && index(avoid) > index(a) {
		return false
	}
	seen := make([]bool, 0, maxOnStack)
	seen = append(seen, make([]bool, len(b.Parent().Blocks))...)
	work := append(make([]*ssa.BasicBlock, 0, 16), from.Succs...)
	for len(work) > 0 {
		block := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[block.Index] || !live(block) {
			continue
		}
		seen[block.Index] = true
		if block == b.Block() {
			if avoid == nil || avoid.Block() != block || index(avoid) > index(b) {
				return true
			}
			continue
		}
		if avoid != nil && avoid.Block() == block {
			continue
		}
		work = append(work, block.Succs...)
	}
	return false
}

// maxOnStack is the number of blocks up to which a search needs no memory of its
// own: there are very many searches.
const maxOnStack = 256

// Reaches reports whether b can run after a, both in one function.
func Reaches(a, b ssa.Instruction) bool {
	return a.Parent() == b.Parent() && reaches(a, b, nil, func(*ssa.BasicBlock) bool { return true })
}

// ReachesWithout reports whether b can run after a, both in one function, without
// avoid in between.
func ReachesWithout(a, b, avoid ssa.Instruction) bool {
	return a.Parent() == b.Parent() && reaches(a, b, avoid, func(*ssa.BasicBlock) bool { return true })
}
