package value

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

// Compare says whether a and b are the same value in every run.
//
// Two constants, a fresh value and anything, the zero value and anything, two
// fields of one root, and two parameters of one function are different. A value and a pure
// function of it alone (strings.ToLower(x), x) count as the same: two equal
// requests agree on both, which is what a race needs.
func Compare(a, b *Expr) Tri {
	switch {
	case a == nil || b == nil:
		return Unknown
	case a.Op == Any:
		return compareAny(a, b)
	case b.Op == Any:
		return compareAny(b, a)
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
	case derived(a, b) || derived(b, a):
		return Same
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

// compareAny is generous: the caller has already left out the alternatives
// that the world in question does not reach.
func compareAny(a, b *Expr) Tri {
	result := Different
	for _, alt := range a.Args {
		switch Compare(alt, b) {
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

// derived reports whether e is a pure function of x and constants.
func derived(e, x *Expr) bool {
	if e.Op != Call {
		return false
	}
	found := false
	for _, a := range e.Args {
		switch {
		case a.key == x.key || derived(a, x):
			found = true
		case a.Op != Const && a.Op != Zero:
			return false
		}
	}
	return found
}
