package value

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Stores returns what is stored at an address.
func Stores(addr ssa.Value) []ssa.Value {
	var out []ssa.Value
	for _, ref := range *addr.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Addr == addr {
			out = append(out, st.Val)
		}
	}
	return out
}

// FieldStores returns what is stored in the fields of a struct variable that
// wanted accepts by name.
func FieldStores(alloc *ssa.Alloc, wanted func(field string) bool) []ssa.Value {
	var out []ssa.Value
	for _, ref := range *alloc.Referrers() {
		if addr, ok := ref.(*ssa.FieldAddr); ok && wanted(FieldName(addr.X.Type(), addr.Field)) {
			out = append(out, Stores(addr)...)
		}
	}
	return out
}

// IsNil reports whether v is the constant nil.
func IsNil(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	return ok && k.IsNil()
}

// IsBool reports whether the values of t are true and false.
func IsBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// IsErrorText reports whether a call asks an error for its text.
func IsErrorText(common *ssa.CallCommon) bool {
	return common.IsInvoke() && IsError(common.Value.Type())
}
