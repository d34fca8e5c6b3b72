package value

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Left returns the identity of what a method leaves in a field of its receiver
// row when it runs at an instruction: as it was when the method does not set it,
// nil when nothing is known of the method.
func (w *View) Left(method *types.Func, row ssa.Value, path []string, at ssa.Instruction) *Expr {
	if at == nil {
		return nil
	}
	var e *Expr
	if fn := at.Parent().Prog.FuncValue(method); fn != nil && len(fn.Blocks) > 0 {
		e = w.r.left(fn, 0, path)
	} else if w.r.facts != nil {
		if desc := w.r.facts(method); desc != nil {
			for _, f := range desc.Fills {
				if f.Index == 0 && slices.Equal(f.Path, path) {
					e = f.Value
				}
			}
		}
	}
	if e == nil {
		return nil
	}
	return Rewrite(e, func(p *Expr, rest []string) *Expr {
		if p.Index != 0 || len(rest) == 0 {
			return nil
		}
		return w.FieldOf(row, rest, at)
	})
}
