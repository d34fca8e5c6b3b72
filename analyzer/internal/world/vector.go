package world

import (
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// Key is the same for vectors that a caller cannot tell apart.
func (v Vector) Key() string {
	var b strings.Builder
	for _, r := range v.Results {
		b.WriteString(r.key())
		b.WriteByte(';')
	}
	for _, e := range v.Effects {
		b.WriteString(strconv.Itoa(e.Param + 1))
		if e.Root != nil {
			b.WriteString(e.Root.Name())
		}
		b.WriteString(e.Path + "=" + e.Val.key() + ";")
	}
	return b.String()
}

// failing reports whether the vector returns an error that came from
// elsewhere: not what the supposed call said, but something else that broke.
func (v Vector) failing() bool {
	for _, r := range v.Results {
		if r.Kind == Failure {
			return true
		}
	}
	return false
}

// settle leaves out the vectors of other failures, and joins what is left when
// there are too many.
func settle(all []Vector) []Vector {
	var kept []Vector
	for _, v := range all {
		if !v.failing() {
			kept = append(kept, v)
		}
	}
	if len(kept) == 0 {
		kept = all
	}
	if len(kept) <= maxVectors {
		return kept
	}
	one := kept[0]
	one.Effects = nil
	for _, v := range kept[1:] {
		for i := range one.Results {
			one.Results[i] = join(one.Results[i], v.Results[i])
		}
	}
	return []Vector{one}
}

// SameVectors reports whether two sets of vectors are the same to a caller.
func SameVectors(a, b []Vector) bool {
	keys := func(vs []Vector) map[string]bool {
		m := map[string]bool{}
		for _, v := range vs {
			m[v.Key()] = true
		}
		return m
	}
	ka, kb := keys(a), keys(b)
	if len(ka) != len(kb) {
		return false
	}
	for k := range ka {
		if !kb[k] {
			return false
		}
	}
	return true
}

// EndsWithin reports whether every way in which a ends is one in which b ends, too,
// as [Vector.Blind] sees it.
func EndsWithin(a, b []Vector) bool {
	known := map[string]bool{}
	for _, v := range b {
		known[v.Blind()] = true
	}
	return !slices.ContainsFunc(a, func(v Vector) bool { return !known[v.Blind()] })
}

// Refuses says how a vector ends for the caller: with an error, without one,
// or unknown.
func (v Vector) Refuses() (refuses, known bool) {
	if len(v.Results) == 0 {
		return false, false
	}
	last := v.Results[len(v.Results)-1]
	switch last.Kind {
	case Error, Failure, ErrorText, Detail:
		return true, true
	case Zero:
		return false, true
	}
	return false, false
}

// Gives reports whether a vector has something for the caller beside its error,
// as no refusal has: "return sub, true, err" after an update.
func (v Vector) Gives() bool {
	for _, r := range v.Results[:max(len(v.Results)-1, 0)] {
		switch r.Kind {
		case Const, Set, NonNil, Cell, Loaded, PtrLoaded:
			return true
		}
	}
	return false
}

func isNilable(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Interface, *types.Signature, *types.Chan:
		return true
	}
	return false
}

// Blind is like Key, but does not see why an error is there: an error that is
// handed on as it came, or its text, is the same in the lost and the broken
// world.
func (v Vector) Blind() string {
	var b strings.Builder
	for _, r := range v.Results {
		b.WriteString(blind(r).key())
		b.WriteByte(';')
	}
	return b.String()
}

func blind(v Val) Val {
	if v.Err != nil {
		e := *v.Err
		e.Class, e.Any = Other, false
		v.Err = &e
	}
	if v.Fields != nil {
		at := make(map[string]Val, len(v.Fields.at))
		for path, f := range v.Fields.at {
			at[path] = blind(f)
		}
		v.Fields = NewFields(at)
	}
	return v
}
