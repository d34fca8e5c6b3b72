package op

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// fieldOf is view.FieldOf for a row that is handed to the call at itself: a
// field of a local that nobody else could have filled before is zero.
func fieldOf(view *value.View, v ssa.Value, path []string, at ssa.Instruction) *value.Expr {
	e := view.FieldOf(v, path, at)
	root, _ := e.Root()
	alloc, ok := root.Ref.(*ssa.Alloc)
	if root.Op != value.Alloc || !ok || value.PlaceOf(v).Root != ssa.Value(alloc) || at == nil || handedOut(alloc, at, 0) {
		return e
	}
	return value.ZeroExpr()
}

// handedOut reports whether someone else may have got the address v before the
// instruction at runs. What at itself is given does not count.
func handedOut(v ssa.Value, at ssa.Instruction, depth int) bool {
	if v.Referrers() == nil || depth > 6 || v.Parent() != at.Parent() {
		return true
	}
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Val == v && stored(ref, at, depth) {
				return true
			}
		case *ssa.MakeInterface, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.FieldAddr:
			if handedOut(ref.(ssa.Value), at, depth+1) {
				return true
			}
		case ssa.CallInstruction:
			if ssa.Instruction(ref) != at && value.Reaches(ref, at) {
				return true
			}
		case *ssa.DebugRef, *ssa.UnOp, *ssa.Return, *ssa.BinOp, *ssa.If:
		default:
			return true
		}
	}
	return false
}

// stored is handedOut for an address that is stored: the elements of a
// variadic tail are handed to the call that takes it.
func stored(st *ssa.Store, at ssa.Instruction, depth int) bool {
	index, ok := st.Addr.(*ssa.IndexAddr)
	if !ok {
		return true
	}
	array, ok := index.X.(*ssa.Alloc)
	if !ok {
		return true
	}
	for _, ref := range *array.Referrers() {
		switch ref := ref.(type) {
		case *ssa.IndexAddr:
		case *ssa.Slice:
			if handedOut(ref, at, depth+1) {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// onlyStored returns the list that a pointer to a list points to, when it is a
// local that is assigned once.
func onlyStored(v ssa.Value) ssa.Value {
	alloc, ok := v.(*ssa.Alloc)
	if !ok {
		return nil
	}
	if _, ok := alloc.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Slice); !ok {
		return nil
	}
	if stored := value.Stores(alloc); len(stored) == 1 {
		return stored[0]
	}
	return nil
}
