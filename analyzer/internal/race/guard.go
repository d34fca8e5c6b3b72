package race

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// guard returns the position of the condition that lets the create run in the
// absent world and not in the present one: the last branch on the way to the
// create that the present world comes by. It is none when the create is in
// another function than the find, or is a save, which both worlds reach.
func guard(p *protect.Pair) token.Pos {
	create := p.Create.Reach().Block()
	for b := create; b != nil && b.Parent() == p.Fn; b = b.Idom() {
		if !slices.ContainsFunc(p.Present, func(r *world.Run) bool { return r.Blocks[b] }) {
			continue
		}
		if branch, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok && b != create {
			return written(branch.Cond, b)
		}
		break
	}
	return token.NoPos
}

// written is where a block has a condition in the source: values that are read
// from variables have no position of their own.
func written(cond ssa.Value, b *ssa.BasicBlock) token.Pos {
	for _, instr := range b.Instrs {
		if d, ok := instr.(*ssa.DebugRef); ok && d.X == cond {
			return d.Expr.Pos()
		}
	}
	return cond.Pos()
}
