package value

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Mapped recognises generic functions that can only hand on the elements of the
// lists that they are given, or what a function makes of them: their type
// leaves nothing else to do.
//
//	func Map[E, R any](list []E, f func(E) R) []R       lists: the first, fn: f
//	func Uniq[E comparable](list []E) []E               lists: the first
func Mapped(call *ssa.Call) (lists []ssa.Value, fn *ssa.Function) {
	callee := call.Call.StaticCallee()
	if callee == nil || callee.Origin() == nil {
		return nil, nil
	}
	sig := callee.Origin().Signature
	if sig.Results().Len() != 1 || sig.Recv() != nil {
		return nil, nil
	}
	result := elemParam(sig.Results().At(0).Type())
	if result == nil {
		return nil, nil
	}
	for i := range sig.Params().Len() {
		arg := Argument(&call.Call, i)
		if elemParam(sig.Params().At(i).Type()) == result && arg != nil {
			lists = append(lists, arg)
		}
	}
	if len(lists) > 0 {
		return lists, nil
	}
	return made(call, sig, func(r types.Type) bool { return r == types.Type(result) })
}

// made returns the list and the function that a generic call applies to each of
// its elements, when the function's result is what the caller looks for.
func made(call *ssa.Call, sig *types.Signature, wanted func(types.Type) bool) (lists []ssa.Value, fn *ssa.Function) {
	var from types.Type
	for i := range sig.Params().Len() {
		f, ok := sig.Params().At(i).Type().Underlying().(*types.Signature)
		if !ok || f.Results().Len() == 0 || f.Params().Len() == 0 || !wanted(f.Results().At(0).Type()) {
			continue
		}
		switch v := strip(Argument(&call.Call, i)).(type) {
		case *ssa.MakeClosure:
			fn, _ = v.Fn.(*ssa.Function)
		case *ssa.Function:
			fn = v
		}
		from = f.Params().At(0).Type()
	}
	if fn == nil || len(fn.Blocks) == 0 {
		return nil, nil
	}
	for i := range sig.Params().Len() {
		if e := elemParam(sig.Params().At(i).Type()); e != nil && types.Type(e) == from {
			return []ssa.Value{Argument(&call.Call, i)}, fn
		}
	}
	return nil, nil
}

// elemParam is the type parameter that the elements of a list type are, nil if
// they are none.
//
//	[]E    S, where S is ~[]E
func elemParam(t types.Type) *types.TypeParam {
	if s, ok := types.Unalias(t).(*types.TypeParam); ok {
		t = core(s)
	}
	if t == nil {
		return nil
	}
	list, ok := t.Underlying().(*types.Slice)
	if !ok {
		return nil
	}
	p, _ := types.Unalias(list.Elem()).(*types.TypeParam)
	return p
}

// core is the type that a constraint of one term demands, nil for others.
func core(p *types.TypeParam) types.Type {
	iface, ok := p.Constraint().Underlying().(*types.Interface)
	if !ok || iface.NumEmbeddeds() != 1 {
		return nil
	}
	union, ok := iface.EmbeddedType(0).(*types.Union)
	if !ok || union.Len() != 1 {
		return nil
	}
	return union.Term(0).Type()
}
