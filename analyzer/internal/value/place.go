package value

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// Place is an address: a root and a path of fields from there.
type Place struct {
	Root ssa.Value
	Path []string
}

// PlaceOf returns the place that the address v names.
func PlaceOf(v ssa.Value) Place { return place(v, 0) }

func (w *View) place(v ssa.Value) Place { return place(v, 0) }

func place(v ssa.Value, depth int) Place {
	v = strip(v)
	if depth > maxDepth {
		return Place{Root: v}
	}
	switch v := v.(type) {
	case *ssa.FieldAddr:
		p := place(v.X, depth+1)
		return Place{p.Root, append(slices.Clip(p.Path), FieldName(v.X.Type(), v.Field))}
	case *ssa.IndexAddr:
		if c, ok := v.Index.(*ssa.Const); ok {
			if _, ok := strip(v.X).(*ssa.Alloc); ok {
				p := place(v.X, depth+1)
				return Place{p.Root, append(slices.Clip(p.Path), "["+strconv.FormatInt(c.Int64(), 10)+"]")}
			}
		}
	case *ssa.FreeVar:
		if b := binding(v); b != nil {
			return place(b, depth+1)
		}
	case *ssa.UnOp:
		// A pointer variable that is assigned once stands for what it points to.
		if v.Op == token.MUL {
			if p, ok := onlyStore(place(v.X, depth+1)); ok {
				return place(p, depth+1)
			}
		}
	}
	return Place{Root: v}
}

// onlyStore returns the single value stored to a local variable that holds a
// pointer or a function.
func onlyStore(p Place) (ssa.Value, bool) {
	alloc, ok := p.Root.(*ssa.Alloc)
	if !ok || len(p.Path) > 0 {
		return nil, false
	}
	switch alloc.Type().Underlying().(*types.Pointer).Elem().Underlying().(type) {
	case *types.Pointer, *types.Signature:
	default:
		return nil, false
	}
	var val ssa.Value
	n := 0
	var scan func(addr ssa.Value)
	scan = func(addr ssa.Value) {
		for _, ref := range *addr.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if ref.Addr == addr {
					n++
					val = ref.Val
				}
			case *ssa.MakeClosure:
				for i, b := range ref.Bindings {
					if b == addr {
						scan(ref.Fn.(*ssa.Function).FreeVars[i])
					}
				}
			case *ssa.Call:
				n = 2 // its address goes elsewhere
			}
		}
	}
	scan(alloc)
	return val, n == 1
}

func coreStruct(t types.Type) (*types.Struct, bool) {
	s, ok := t.Underlying().(*types.Struct)
	return s, ok
}
