package value

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// within reports whether e is a value in the body of fn, which is another one
// in every call.
func within(e *Expr, fn *ssa.Function) bool {
	if (e.Op == Opaque || e.Op == Alloc) && e.Ref != nil && e.Ref.Parent() == fn {
		return true
	}
	return slices.ContainsFunc(e.Args, func(a *Expr) bool { return within(a, fn) })
}

// ofText takes a function of texts that makes a text, or a number, for one
// that makes the same of the same: hash(path), normalize(email).
func (w *View) ofText(c *ssa.Call, index int, opaque func() *Expr) *Expr {
	fn := c.Call.StaticCallee()
	if fn == nil || fn.Signature.Recv() != nil || fn.Signature.Variadic() || index >= fn.Signature.Results().Len() {
		return opaque()
	}
	if _, ok := fn.Signature.Results().At(index).Type().Underlying().(*types.Basic); !ok {
		return opaque()
	}
	text := false
	for _, a := range c.Call.Args {
		b, ok := a.Type().Underlying().(*types.Basic)
		if !ok {
			return opaque()
		}
		_, constant := a.(*ssa.Const)
		text = text || b.Info()&types.IsString != 0 && !constant
	}
	if !text {
		return opaque()
	}
	e := w.pure(calleeName(&c.Call), w.args(&c.Call)...)
	if fn.Signature.Results().Len() > 1 && e.Op != Fresh {
		e = node(Extract, "", index, e)
	}
	return e
}
