package op

import "go/types"

// typeParam is one more than the index of the type parameter that t is, or that
// its pointers and lists lead to; 0 when it is none.
func typeParam(t types.Type) int {
	for range 4 {
		switch u := types.Unalias(t).(type) {
		case *types.TypeParam:
			return u.Index() + 1
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		default:
			return 0
		}
	}
	return 0
}

// EntityOf is the entity of rows of type t, pointers and lists of them included.
func EntityOf(t types.Type) Entity {
	if i := typeParam(t); i > 0 {
		return Entity{Generic: i}
	}
	if n := namedOf(t); n != nil {
		if _, ok := n.Underlying().(*types.Struct); ok {
			return Entity{Type: n}
		}
	}
	return Entity{}
}
