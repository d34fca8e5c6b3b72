package world

import (
	"go/types"
	"strings"

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
	if results.Len() != 1 || seen && ofLanguage(fn) {
		return
	}
	b, ok := results.At(0).Type().Underlying().(*types.Basic)
	if ok && b.Kind() == types.Bool || !seen && value.IsError(results.At(0).Type()) {
		f.run.Told = true
	}
}

// given is the parameter of a call's callee, the receiver counted, that a violation
// of a unique key is given for; -1 for none.
func (f *frame) given(call *ssa.Call, s *state) int {
	for i := range len(call.Call.Args) + 1 {
		arg := value.Argument(call.Common(), i)
		if arg == nil {
			continue
		}
		if v := f.eval(arg, s); v.Kind == Error && v.Err.Class == Conflict {
			return i
		}
	}
	return -1
}

// tells reports whether a function answers a violation of a unique key as it answers
// no other failure.
func (b *Behaviour) tells(param int) bool {
	others := map[string]bool{}
	var lost []Vector
	for _, r := range b.Responses {
		if r.Param != param || r.Probe.Err == nil {
			continue
		}
		switch r.Probe.Err.Class {
		case Conflict:
			lost = r.Vectors
		case Failed:
			for _, v := range r.Vectors {
				others[v.Blind()] = true
			}
		}
	}
	for _, v := range lost {
		if !others[v.Blind()] {
			return true
		}
	}
	for _, p := range b.Tells {
		if p == param {
			return true
		}
	}
	return false
}

// ofLanguage reports whether a function is of the standard library, which knows no
// unique keys.
func ofLanguage(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return true
	}
	first, _, _ := strings.Cut(fn.Pkg().Path(), "/")
	return !strings.Contains(first, ".")
}
