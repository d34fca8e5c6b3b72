package op

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
)

// fieldText is the text that an unexported field holds, when the functions of the
// package, constructors and the like, put this one there and no other; nil if
// nothing is known.
//
//	return &users{conn: conn, table: "users"}
func (c *Classifier) fieldText(addr *ssa.FieldAddr) *ssa.Const {
	var found *ssa.Const
	for _, v := range c.fieldStores(addr) {
		k, ok := v.(*ssa.Const)
		if !ok || k.Value == nil || k.Value.Kind() != constant.String || found != nil && !constant.Compare(k.Value, token.EQL, found.Value) {
			return nil
		}
		found = k
	}
	return found
}

// prepared is the call that made the statement which a field holds, when one
// function of the package puts it there and no other; nil if that is not known.
//
//	s.find, err = db.Prepare("SELECT id FROM users WHERE email = ?")
func (c *Classifier) prepared(addr *ssa.FieldAddr) *ssa.Call {
	vals := c.fieldStores(addr)
	if len(vals) != 1 {
		return nil
	}
	v := vals[0]
	if x, ok := v.(*ssa.Extract); ok && x.Index == 0 {
		v = x.Tuple
	}
	call, ok := v.(*ssa.Call)
	if !ok {
		return nil
	}
	if b, ok := c.Bound(&call.Call); !ok || b.SQLAt.Kind == model.NoPlace {
		return nil
	}
	return call
}

// fieldStores are what the functions of the package store in an unexported field of
// theirs.
func (c *Classifier) fieldStores(addr *ssa.FieldAddr) []ssa.Value {
	field, in := fieldAt(addr), addr.Parent()
	for in.Parent() != nil {
		in = in.Parent()
	}
	if in.Pkg == nil || field == nil || field.Exported() || field.Pkg() != in.Pkg.Pkg {
		return nil
	}
	if c.puts[in.Pkg] == nil {
		c.puts[in.Pkg] = putsOf(in.Pkg)
	}
	return c.puts[in.Pkg][field]
}

// putsOf are the values that the functions of a package store in its unexported
// fields.
func putsOf(pkg *ssa.Package) map[*types.Var][]ssa.Value {
	out := map[*types.Var][]ssa.Value{}
	for _, fn := range bodies(pkg) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if st, ok := instr.(*ssa.Store); ok {
					if field := fieldAt(st.Addr); field != nil && !field.Exported() && field.Pkg() == pkg.Pkg {
						out[field] = append(out[field], st.Val)
					}
				}
			}
		}
	}
	return out
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
