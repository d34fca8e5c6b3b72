package value

import "slices"

// Determined reports whether e is the same in two runs that agree on all of
// by: a constant, one of them, or a pure function of such.
func Determined(e *Expr, by []*Expr) bool {
	if e == nil {
		return false
	}
	known := e.Op != Fresh && (e.Op != Opaque || e.Ref != nil)
	if e.Op == Const || known && slices.ContainsFunc(by, func(b *Expr) bool { return b != nil && b.key == e.key }) {
		return true
	}
	switch e.Op {
	case Call, Any, Field, Extract:
		return len(e.Args) > 0 && !slices.ContainsFunc(e.Args, func(a *Expr) bool { return !Determined(a, by) })
	}
	return false
}
