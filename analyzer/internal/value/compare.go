package value

import "slices"

// Tri is an answer that may be missing.
type Tri uint8

// The answers.
const (
	Unknown Tri = iota
	Same
	Different
)

func (t Tri) String() string {
	switch t {
	case Same:
		return "same"
	case Different:
		return "different"
	}
	return "unknown"
}

// Compare says whether a and b are the same value in every run; of a value that
// is one of several, whether it can be: a view has left out those that the world
// in question does not reach.
//
// Two constants, a fresh value and anything, the zero value and anything, two
// fields of one root, and two parameters of one function are different. A value and a pure
// function of it alone (strings.ToLower(x), x) count as the same: two equal
// requests agree on both, which is what a race needs.
func Compare(a, b *Expr) Tri {
	switch {
	case a == nil || b == nil:
		return Unknown
	case derived(a, b) || derived(b, a):
		return Same
	case a.Op == Any:
		return compareAny(a, b, Compare)
	case b.Op == Any:
		return compareAny(b, a, Compare)
	}
	return Exact(a, b)
}

// Exact is Compare for keys that are names: what is made from a name is another
// name, as the folder of a file is not the file.
func Exact(a, b *Expr) Tri {
	if a == nil || b == nil {
		return Unknown
	}
	if x, ok := respelled(a); ok && a.key != b.key {
		return Exact(x, b)
	}
	if x, ok := respelled(b); ok && a.key != b.key {
		return Exact(a, x)
	}
	switch {
	case derived(a, b) || derived(b, a):
		return Different
	case a.Op == Any:
		return compareAny(a, b, Exact)
	case b.Op == Any:
		return compareAny(b, a, Exact)
	case a.Op == Opaque && a.Ref == nil || b.Op == Opaque && b.Ref == nil:
		return Unknown // another package's, which nobody here can tell apart
	case a.key == b.key && a.Op != Fresh:
		return Same
	case a.Op == Fresh || b.Op == Fresh:
		return Different
	case IsZero(a) && IsZero(b):
		return Same
	case a.Op == Zero || b.Op == Zero || a.Op == Const && b.Op == Const:
		return Different
	}
	ra, pa := a.Root()
	rb, pb := b.Root()
	if ra.key == rb.key && ra.Op != Opaque {
		return Different // two fields of one root, or the root and its field
	}
	if ra.Op == Param && rb.Op == Param && len(pa) == 0 && len(pb) == 0 && ra.Index != rb.Index {
		return Different
	}
	return Unknown
}

// spelling is the index of calls that only spell their argument in another way.
const spelling = 1

// respelled is what e only spells in another way; a name that is rooted is the
// name, too.
//
//	filepath.Clean(name)       is name
//	path.Clean("/" + name)     is name
func respelled(e *Expr) (x *Expr, ok bool) {
	if e.Op != Call || e.Index != spelling {
		return e, false
	}
	if rest, rooted := rooting(e.Args[0]); rooted {
		return rest, true
	}
	return e.Args[0], true
}

// rooting recognises "/" + rest.
func rooting(e *Expr) (rest *Expr, ok bool) {
	if e.Op == Call && e.Name == "+" && len(e.Args) == 2 && e.Args[0].Op == Const && e.Args[0].Name == `"/"` {
		return e.Args[1], true
	}
	return nil, false
}

// compareAny compares a value that is one of several.
func compareAny(a, b *Expr, compare func(a, b *Expr) Tri) Tri {
	result := Different
	for _, alt := range a.Args {
		switch compare(alt, b) {
		case Same:
			return Same
		case Unknown:
			result = Unknown
		}
	}
	return result
}

// IsZero reports whether e is the zero value of its type.
func IsZero(e *Expr) bool {
	return e.Op == Zero || e.Op == Const && (e.Name == "0" || e.Name == `""` || e.Name == "false")
}

// derived reports whether e is a pure function of x and of other values that
// two equal requests agree on.
//
//	owner, name := split(u.Owner + "/" + u.Name)     owner is as good as u.Owner
func derived(e, x *Expr) bool {
	switch {
	case e.Op == Extract, e.Op == Elem && e.Args[1].Op == Const:
		return derived(e.Args[0], x)
	case e.Op != Call:
		return false
	}
	found := false
	for _, a := range e.Args {
		switch {
		case a.key == x.key && !IsZero(x) && (len(e.Args) == 1 || x.Op != Const) || derived(a, x):
			found = true
		case !given(a):
			return false
		}
	}
	return found
}

// given reports whether e comes from what the function is given alone.
func given(e *Expr) bool {
	switch e.Op {
	case Opaque, Alloc, Fresh:
		return false
	case Param, Const, Zero, Global, Each:
		return true
	}
	return !slices.ContainsFunc(e.Args, func(a *Expr) bool { return !given(a) })
}

// Identical reports whether two identities are written alike, as those of one
// variable that is read twice are.
func Identical(a, b *Expr) bool { return a != nil && b != nil && a.key == b.key }
