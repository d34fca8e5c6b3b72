package op

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// fieldText is the text that an unexported field holds, when the functions of the
// package, constructors and the like, put this one there and no other; nil if
// nothing is known.
//
//	return &users{conn: conn, table: "users"}
func (c *Classifier) fieldText(addr *ssa.FieldAddr) *ssa.Const {
	st, ok := addr.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct)
	in := addr.Parent()
	for in.Parent() != nil {
		in = in.Parent()
	}
	if !ok || in.Pkg == nil {
		return nil
	}
	field := st.Field(addr.Field)
	if b, ok := field.Type().Underlying().(*types.Basic); !ok || b.Info()&types.IsString == 0 || field.Exported() || field.Pkg() != in.Pkg.Pkg {
		return nil
	}
	if k, ok := c.texts[field]; ok {
		return k
	}
	c.texts[field] = nil
	var found *ssa.Const
	for _, name := range sortedKeys(in.Pkg.Members) {
		fn, ok := in.Pkg.Members[name].(*ssa.Function)
		if !ok {
			continue
		}
		for _, v := range storesTo(fn, field) {
			k, ok := v.(*ssa.Const)
			if !ok || found != nil && !constant.Compare(k.Value, token.EQL, found.Value) {
				return nil
			}
			found = k
		}
	}
	c.texts[field] = found
	return found
}
