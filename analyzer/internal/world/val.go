// Package world evaluates a function in a supposed world: a find ran and said
// absent, or present; a create ran and lost the race, or failed otherwise.
//
// It is sparse conditional constant propagation over SSA with a small lattice
// (zero, constant, non-zero, "error that is S", unknown), path by path, so
// that flags, counters and result tuples keep their correlation. Starting at
// the function's entry, every path runs to the supposed call, takes the
// outcome that the store's model gives for that world, and goes on until it
// returns or comes to the same call again. What is not implied is unknown, and
// both branches of an unknown condition run.
//
// The package decides which instructions each world reaches and which results
// each world returns. It refuses to decide whether two operations concern the
// same row, and what a difference between the worlds means.
package world

import (
	"go/constant"
	"go/types"
	"iter"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Kind is what is known of a value.
type Kind uint8

// The kinds of values.
const (
	Unknown   Kind = iota
	Zero           // the zero value of its type: nil, false, 0, "", no elements
	Const          // a constant other than zero; Text is its exact text
	NonNil         // not nil, otherwise unknown
	Set            // not the zero value: true, positive, non-empty; Text as for Cell
	Cell           // what one of the rows that were found has in a column; Text is its field, or AnyField
	Error          // the non-nil error that Err describes
	Failure        // a non-nil error that came from elsewhere
	ErrorText      // the message of the error Err
	Detail         // the error Err as its own type, or a field of it: pgErr, pgErr.Code
	Handle         // the object that carries a find's or create's outcome
	Loaded         // a row that the find loaded
	PtrZero        // a pointer to a zero row
	PtrLoaded      // a pointer to a loaded row
	Composite      // a struct whose fields are known one by one
)

var kindNames = [...]string{"unknown", "zero", "const", "non-nil", "set", "cell", "error", "failure", "text", "detail", "handle", "loaded", "&zero", "&loaded", "struct"}

func (k Kind) String() string { return kindNames[k] }

// Val is what is known of a value in a world.
type Val struct {
	Kind Kind
	Text string // of Const; the projection of a Handle; the field of a Cell
	Err  *Err   // of Error, ErrorText, Detail
	// Fields are the known fields of a Composite or of the struct behind an Error,
	// by dotted path; "" is what the others are.
	Fields *Fields
}

// Fields are what is known of a struct's fields.
type Fields struct{ at map[string]Val }

func (f *Fields) key() string {
	if f == nil {
		return ""
	}
	var b strings.Builder
	for _, p := range slices.Sorted(maps.Keys(f.at)) {
		b.WriteString("{" + p + "=" + f.at[p].key() + "}")
	}
	return b.String()
}

// NewFields makes the fields of a composite value.
func NewFields(at map[string]Val) *Fields { return &Fields{at} }

// All yields the fields by path.
func (f *Fields) All() iter.Seq2[string, Val] {
	return func(yield func(string, Val) bool) {
		if f == nil {
			return
		}
		for _, p := range slices.Sorted(maps.Keys(f.at)) {
			if !yield(p, f.at[p]) {
				return
			}
		}
	}
}

// read returns what is known of a field.
func (f *Fields) read(path string) Val {
	rest := ""
	for {
		if v, ok := f.at[path]; ok {
			if rest == "" {
				return v
			}
			return part(v, rest)
		}
		if path == "" {
			return Val{}
		}
		i := strings.LastIndexByte(path, '.')
		path, rest = path[:i], path[i:]+rest
	}
}

// Class is why an error exists.
type Class uint8

// The classes of errors.
const (
	Other    Class = iota
	Absence        // the find's own word for absent
	Conflict       // the create lost the race: a unique violation
	Failed         // the create failed for another reason
)

// Err describes an error value.
type Err struct {
	Is    []types.Object  // sentinels that errors.Is finds in it
	Ident types.Object    // the sentinel that it is by ==, if it is one
	Base  types.Object    // the sentinel at the bottom of what it wraps
	Type  *types.TypeName // its own type, if that is known
	Class Class
	// Any says that only the class is known: it passes for whatever sentinel or
	// type somebody asks it to be.
	Any bool
	// Open says that errors.Is may find other sentinels in it than Is.
	Open bool
}

// ErrorVal is the non-nil error that e describes.
func ErrorVal(e Err) Val { return Val{Kind: Error, Err: &e} }

func (e *Err) key() string {
	if e == nil {
		return ""
	}
	var b strings.Builder
	b.WriteByte("oacf"[e.Class])
	for _, o := range e.Is {
		b.WriteByte(' ')
		b.WriteString(objectKey(o))
	}
	if e.Any {
		b.WriteString(" any")
	}
	if e.Open {
		b.WriteString(" open")
	}
	if e.Ident != nil {
		b.WriteString(" =" + objectKey(e.Ident))
	}
	if e.Type != nil {
		b.WriteString(" *" + objectKey(e.Type))
	}
	return b.String()
}

func objectKey(o types.Object) string {
	if o.Pkg() == nil {
		return o.Name()
	}
	return o.Pkg().Path() + "." + o.Name()
}

func (v Val) key() string {
	return string(rune('a'+int(v.Kind))) + v.Text + "|" + v.Err.key() + v.Fields.key()
}

// String renders v for explanations.
func (v Val) String() string {
	switch v.Kind {
	case Const:
		return v.Text
	case Error:
		if v.Err.Ident != nil {
			return v.Err.Ident.Name()
		}
		if len(v.Err.Is) > 0 {
			return "error wrapping " + v.Err.Is[0].Name()
		}
		return [...]string{"error", "absence error", "conflict error", "other error"}[v.Err.Class]
	}
	return v.Kind.String()
}

var (
	zero   = Val{Kind: Zero}
	set    = Val{Kind: Set}
	nonNil = Val{Kind: NonNil}
	yes    = Val{Kind: Const, Text: "true"}
	no     = zero
)

func truth(b bool) Val {
	if b {
		return yes
	}
	return no
}

// IsNil reports what is known of v == nil.
func (v Val) IsNil() (isNil, known bool) {
	switch v.Kind {
	case Zero:
		return true, true
	case Unknown, Cell:
		return false, false
	}
	return false, true
}

// ConstVal is the value that c is.
func ConstVal(c *ssa.Const) Val {
	if c.Value == nil {
		return zero
	}
	switch c.Value.Kind() {
	case constant.Bool:
		return truth(constant.BoolVal(c.Value))
	case constant.String:
		if constant.StringVal(c.Value) == "" {
			return zero
		}
	case constant.Int, constant.Float:
		if constant.Sign(c.Value) == 0 {
			return zero
		}
	}
	return Val{Kind: Const, Text: c.Value.ExactString()}
}

// join is what is known of a value that is a or b.
func join(a, b Val) Val {
	if a.key() == b.key() {
		return a
	}
	an, ak := a.IsNil()
	bn, bk := b.IsNil()
	if a.Kind == Set && b.Kind == Set {
		return set
	}
	if ak && bk && !an && !bn {
		if a.Kind == Error && b.Kind == Error && a.Err.Class == b.Err.Class {
			return Val{Kind: Error, Err: &Err{Class: a.Err.Class}}
		}
		return nonNil
	}
	return Val{}
}

// wrapErrs is an error that wraps all of errs, which are not nil.
func wrapErrs(errs []Val) Val {
	e := &Err{}
	out := Val{Kind: Error, Err: e}
	for _, v := range errs {
		switch {
		case v.Kind == Failure:
			return v
		case v.Kind != Error:
			return nonNil
		}
		for _, o := range v.Err.Is {
			if !slices.Contains(e.Is, o) {
				e.Is = append(e.Is, o)
			}
		}
		e.Class = max(e.Class, v.Err.Class)
		e.Base = v.Err.Base
		if e.Base == nil {
			e.Base = v.Err.Ident
		}
		e.Open = e.Open || v.Err.Open
		if v.Err.Type != nil {
			e.Type, out.Fields = v.Err.Type, v.Fields
		}
	}
	slices.SortFunc(e.Is, func(a, b types.Object) int { return strings.Compare(objectKey(a), objectKey(b)) })
	return out
}
