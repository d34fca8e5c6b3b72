package op

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// rowType is the type of a row, or of a list of rows: for a list of interfaces it
// is what the list holds.
func rowType(v ssa.Value) types.Type {
	if s, ok := v.Type().Underlying().(*types.Slice); ok && types.IsInterface(s.Elem()) {
		if t := value.ElementType(v); t != nil {
			return t
		}
	}
	return v.Type()
}

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
