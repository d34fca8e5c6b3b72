package value

import "golang.org/x/tools/go/ssa"

// binding returns what a captured variable is bound to, when the closure is
// made in one place.
func binding(v *ssa.FreeVar) ssa.Value {
	fn := v.Parent()
	parent := fn.Parent()
	if parent == nil {
		return nil
	}
	mc := maker(fn)
	if mc == nil {
		return nil
	}
	for i, fv := range fn.FreeVars {
		if fv == v {
			return mc.Bindings[i]
		}
	}
	return nil
}

// Binding returns what a captured variable is bound to, or nil.
func Binding(v *ssa.FreeVar) ssa.Value { return binding(v) }
