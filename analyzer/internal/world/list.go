package world

import (
	"golang.org/x/tools/go/ssa"
)

// What a find returns as a list has rows in it, and so has each element: of
//
//	db.Where("email = ?", email).Find(&users)
//	if len(users) == 0 { return nil, nil }
//	return users[0], nil
//
// a caller in the present world gets a row, not nil.

// elements is the path that stands for any element of a list.
const elements = "[]"

// listOf is a list that is not empty and whose elements are all row, as far as
// that is known.
func listOf(row Val) Val {
	switch row.Kind {
	case Loaded, PtrLoaded, Composite, Cell:
		return Val{Kind: Set, Fields: &Fields{map[string]Val{elements: row}}}
	}
	return set
}

// rowOf is what is known of the elements of a list.
func rowOf(list Val) Val {
	if list.Kind != Set || list.Fields == nil {
		return Val{}
	}
	return list.Fields.at[elements]
}

// element is what is known of the element that an address leads to.
func (f *frame) element(v *ssa.IndexAddr, s *state) Val {
	if isArray(v.X.Type()) {
		return Val{}
	}
	return rowOf(f.eval(v.X, s))
}

// appended evaluates append(list, more...).
func (f *frame) appended(list, more ssa.Value, s *state) Val {
	head := f.eval(list, s)
	elems, ok := variadic(more)
	if !ok || len(elems) == 0 {
		if head.Kind == Set {
			return set
		}
		if tail := f.eval(more, s); head.Kind == Zero && (tail.Kind == Set || tail.Kind == Zero) {
			return tail
		}
		return Val{}
	}
	out := listOf(f.eval(elems[0], s))
	for _, e := range elems[1:] {
		out = joinLists(out, listOf(f.eval(e, s)))
	}
	switch head.Kind {
	case Zero:
		return out
	case Set:
		return joinLists(out, head)
	}
	return set
}

// joinLists is a list that has elements of both.
func joinLists(a, b Val) Val {
	if a.key() == b.key() {
		return a
	}
	return set
}
