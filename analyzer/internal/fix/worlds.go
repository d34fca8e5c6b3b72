package fix

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// runsOnly reports whether a part of the function runs in the first world and
// never in the second. What leaves no trace in SSA runs in neither.
func runsOnly(fn *ssa.Function, n ast.Node, in, notIn []*world.Run) bool {
	return runs(fn, n, in) && !runs(fn, n, notIn)
}

// runs reports whether a part of the function runs in a world.
func runs(fn *ssa.Function, n ast.Node, in []*world.Run) bool {
	for _, b := range fn.Blocks {
		inside := slices.ContainsFunc(b.Instrs, func(i ssa.Instruction) bool { return contains(n, position(i)) })
		if inside && slices.ContainsFunc(in, func(r *world.Run) bool { return r.Blocks[b] }) {
			return true
		}
	}
	return false
}

func position(i ssa.Instruction) token.Pos {
	if d, ok := i.(*ssa.DebugRef); ok {
		return d.Expr.Pos()
	}
	return i.Pos()
}

func contains(n ast.Node, pos token.Pos) bool {
	return pos.IsValid() && n.Pos() <= pos && pos < n.End()
}

// refuses returns the branch of an if that only one who found the row takes,
// when that branch leaves. A continue leaves no trace: it is taken by those who
// do not run the rest.
func refuses(p *protect.Pair, s *ast.IfStmt, rest []ast.Stmt) *ast.BlockStmt {
	if s.Else == nil && jumps(s.Body) && len(rest) > 0 && runsOnly(p.Fn, block(rest), p.Absent, p.Present) {
		return s.Body
	}
	for {
		if runsOnly(p.Fn, s.Body, p.Present, p.Absent) && leaves(s.Body.List) {
			return s.Body
		}
		next, ok := s.Else.(*ast.IfStmt)
		if !ok {
			return nil
		}
		s = next
	}
}

// jumps reports whether a block is a continue alone.
func jumps(b *ast.BlockStmt) bool {
	if len(b.List) != 1 {
		return false
	}
	jump, ok := b.List[0].(*ast.BranchStmt)
	return ok && jump.Tok == token.CONTINUE
}

// fails reports whether an if is about other failures of the find only: no
// branch of it runs in either world.
func fails(p *protect.Pair, s *ast.IfStmt) bool {
	if s.Else != nil {
		return false
	}
	return !runs(p.Fn, s.Body, p.Present) && !runs(p.Fn, s.Body, p.Absent) && leaves(s.Body.List)
}
