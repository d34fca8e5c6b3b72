package world

import (
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// liveness says which values are used at or after the start of a block.
type liveness struct {
	index  map[ssa.Value]int
	blocks [][]uint64
}

func newLiveness(fn *ssa.Function) *liveness {
	l := &liveness{index: map[ssa.Value]int{}}
	id := func(v ssa.Value) int {
		i, ok := l.index[v]
		if !ok {
			i = len(l.index)
			l.index[v] = i
		}
		return i
	}
	uses := make([][]int, len(fn.Blocks))
	var ops [16]*ssa.Value
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if _, ok := instr.(*ssa.DebugRef); ok {
				continue
			}
			for _, o := range instr.Operands(ops[:0]) {
				if *o == nil {
					continue
				}
				uses[b.Index] = append(uses[b.Index], id(*o))
				// Using an address uses the variable behind it.
				if root := value.PlaceOf(*o).Root; root != nil && root != *o {
					uses[b.Index] = append(uses[b.Index], id(root))
				}
			}
		}
	}
	words := (len(l.index) + 63) / 64
	l.blocks = make([][]uint64, len(fn.Blocks))
	for i := range l.blocks {
		l.blocks[i] = make([]uint64, words)
		for _, u := range uses[i] {
			l.blocks[i][u/64] |= 1 << (u % 64)
		}
	}
	for changed := true; changed; {
		changed = false
		for i := len(fn.Blocks) - 1; i >= 0; i-- {
			for _, succ := range fn.Blocks[i].Succs {
				for w, bits := range l.blocks[succ.Index] {
					if old := l.blocks[i][w]; old|bits != old {
						l.blocks[i][w] = old | bits
						changed = true
					}
				}
			}
		}
	}
	return l
}

func (l *liveness) in(b *ssa.BasicBlock, v ssa.Value) bool {
	i, ok := l.index[v]
	return ok && l.blocks[b.Index][i/64]&(1<<(i%64)) != 0
}
