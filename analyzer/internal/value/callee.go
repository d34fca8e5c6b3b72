package value

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// Callee returns the function with a body in this package that common calls,
// the generic one for an instance. A variable that is assigned once, captured or
// not, is the function that it holds.
func Callee(common *ssa.CallCommon) *ssa.Function {
	fn := common.StaticCallee()
	if fn == nil {
		fn = held(common)
	}
	if fn == nil {
		return nil
	}
	if origin := fn.Origin(); origin != nil {
		fn = origin
	}
	return fn
}

// held returns the function in the variable that common calls.
//
//	find := func(tx *gorm.DB) error { … }
//	db.Transaction(func(tx *gorm.DB) error { return find(tx) })
func held(common *ssa.CallCommon) *ssa.Function {
	load, ok := common.Value.(*ssa.UnOp)
	if common.IsInvoke() || !ok || load.Op != token.MUL {
		return nil
	}
	v, ok := onlyStore(place(load.X, 0))
	if !ok {
		return nil
	}
	return FuncValue(v)
}

// FuncValue returns the function that a function value is, nil if unknown.
func FuncValue(v ssa.Value) *ssa.Function {
	switch v := strip(v).(type) {
	case *ssa.MakeClosure:
		fn, _ := v.Fn.(*ssa.Function)
		return fn
	case *ssa.Function:
		return v
	}
	return nil
}
