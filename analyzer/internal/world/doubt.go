package world

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// doubt notes that a violation of a unique key is given to a function that is not
// seen and may tell it apart: a method behind an interface of which an implementation
// does, or one of which nothing is known that answers yes or no, or with an error.
//
//	if s.dialect.IsUniqueViolation(err) { return ErrTaken }
func (f *frame) doubt(call *ssa.Call, s *state) {
	common := call.Common()
	at := f.given(call, s)
	if at < 0 {
		return
	}
	fn := value.Called(common)
	if common.IsInvoke() && f.Methods != nil {
		if known := f.Methods(fn); len(known) > 0 {
			for _, b := range known {
				f.run.Told = f.run.Told || b.tells(at)
			}
			return
		}
	}
	results := common.Signature().Results()
	seen := fn != nil && !common.IsInvoke()
	if results.Len() != 1 || seen && (fn.Pkg() == nil || value.Standard(fn.Pkg().Path())) {
		return // the standard library knows no unique keys
	}
	if value.IsBool(results.At(0).Type()) || !seen && value.IsError(results.At(0).Type()) {
		f.run.Told = true
	}
}

// given is the parameter of a call's callee, the receiver counted, that a violation
// of a unique key is given for; -1 for none.
func (f *frame) given(call *ssa.Call, s *state) int {
	for i := range len(call.Call.Args) + 1 {
		if arg := value.Argument(call.Common(), i); arg != nil && f.violates(arg, s) {
			return i
		}
	}
	return -1
}

// violates reports whether v is a violation of a unique key.
func (f *frame) violates(v ssa.Value, s *state) bool {
	val := f.eval(v, s)
	return val.Kind == Error && val.Err.Class == Conflict
}

// tells reports whether a function answers a violation of a unique key as it answers
// no other failure.
func (b *Behaviour) tells(param int) bool {
	var lost, failed []Vector
	for _, r := range b.Responses {
		if r.Param != param || r.Probe.Err == nil {
			continue
		}
		switch r.Probe.Err.Class {
		case Conflict:
			lost = r.Vectors
		case Failed:
			failed = r.Vectors
		}
	}
	return slices.Contains(b.Tells, param) || !EndsWithin(lost, failed)
}
