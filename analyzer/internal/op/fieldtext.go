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
	for _, fn := range bodies(in.Pkg) {
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

// bodies are the functions, methods and closures of a package.
func bodies(pkg *ssa.Package) []*ssa.Function {
	var all []*ssa.Function
	add := func(fn *ssa.Function) {
		if fn != nil {
			all = append(all, fn)
		}
	}
	for _, name := range sortedKeys(pkg.Members) {
		switch m := pkg.Members[name].(type) {
		case *ssa.Function:
			add(m)
		case *ssa.Type:
			if n, ok := m.Type().(*types.Named); ok {
				for method := range n.Methods() {
					add(pkg.Prog.FuncValue(method))
				}
			}
		}
	}
	for i := 0; i < len(all); i++ {
		all = append(all, all[i].AnonFuncs...)
	}
	return all
}
