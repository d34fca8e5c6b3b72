package world

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// intrinsic evaluates the language's own functions, the Error method, and what
// models say of functions that make, wrap and test errors.
func (f *frame) intrinsic(call *ssa.Call, s *state) (Val, bool) {
	common := call.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		return f.builtin(b.Name(), common.Args, s)
	}
	if common.IsInvoke() && common.Method.Name() == "Error" && len(common.Args) == 0 {
		return f.errorText(f.eval(common.Value, s))
	}
	b, ok := f.Ops.Bound(common)
	if !ok {
		return Val{}, false
	}
	return f.modelled(call, b, s)
}

// modelled evaluates calls that a model knows to make, wrap, test or read
// errors.
func (f *frame) modelled(call *ssa.Call, b *model.Bound, s *state) (Val, bool) {
	switch b.Does {
	case model.Fresh:
		if value.IsError(call.Type()) {
			return Val{Kind: Error, Err: &Err{}}, true
		}
	case model.IsError:
		return f.is(f.at(call, b.ErrorAt, s), f.at(call, b.KeyAt[0], s)), true
	case model.Unwrap:
		return f.unwrap(f.at(call, b.ErrorAt, s)), true
	case model.ErrorCode:
		return f.code(f.at(call, b.ErrorAt, s), call.Type()), true
	case model.Format:
		return f.formatted(call, b, s)
	case model.Contains:
		if t, ok := f.Ops.Text(op.PlaceValues(&call.Call, b.KeyAt[0])[0]); ok {
			return f.textContains(f.at(call, b.ErrorAt, s), t), true
		}
	case model.Pure: // strings.ToLower(err.Error())
		if args := call.Call.Args; len(args) == 1 {
			if v := f.eval(args[0], s); v.Kind == ErrorText {
				return v, true
			}
		}
	case model.Wrap:
		for _, a := range call.Call.Args {
			if value.IsError(a.Type()) {
				v := f.eval(a, s)
				if v.Kind == Zero || v.Kind == Unknown || v.Kind == Failure {
					return v, true
				}
			}
		}
		return f.wrap(call.Common(), s, true), true
	case model.IsZero:
		return isZero(f.at(call, b.OutcomeAt, s)), true
	case model.IsConflict, model.IsAbsent:
		for _, v := range f.tested(call, b, s) {
			switch v.Kind {
			case Zero:
				return no, true
			case Error:
				return truth(v.Err.Class == about(b.Does)), true
			}
		}
	case model.NotConflict, model.NotAbsent:
		for _, v := range f.tested(call, b, s) {
			switch {
			case v.Kind == Error && v.Err.Class == about(b.Does):
				return zero, true
			case v.Kind == Error || v.Kind == Zero:
				return v, true
			}
		}
	}
	return Val{}, false
}

// isZero evaluates a test for nil, empty or zero.
func isZero(v Val) Val {
	switch v.Kind {
	case Zero:
		return yes
	case Set, Const, Loaded, PtrLoaded:
		return no
	}
	return Val{}
}

// about is the class of errors that a verb about errors singles out.
func about(verb model.Verb) Class {
	if verb == model.IsAbsent || verb == model.NotAbsent {
		return Absence
	}
	return Conflict
}

// at is what is known of an argument.
func (f *frame) at(call *ssa.Call, place model.Place, s *state) Val {
	if vals := op.PlaceValues(&call.Call, place); len(vals) == 1 {
		return f.eval(vals[0], s)
	}
	return Val{}
}

// code is the constant of type t that says which error it is.
//
//	status.Code(err) == codes.NotFound
func (f *frame) code(err Val, t types.Type) Val {
	switch err.Kind {
	case Zero:
		return zero
	case Error:
	default:
		return Val{}
	}
	is := err.Err.Is
	if err.Err.Class == Conflict {
		is = f.Ops.Models().Conflicts()
	}
	for _, obj := range is {
		if c, ok := obj.(*types.Const); ok && types.Identical(c.Type(), t) {
			return Val{Kind: Const, Text: c.Val().ExactString()}
		}
	}
	return Val{}
}

// formatted is an error made from a format.
func (f *frame) formatted(call *ssa.Call, b *model.Bound, s *state) (Val, bool) {
	if !value.IsError(call.Type()) {
		return Val{}, false
	}
	if format, _ := f.Ops.Text(op.PlaceValues(&call.Call, b.KeyAt[0])[0]); !strings.Contains(format, "%w") {
		return Val{Kind: Error, Err: &Err{}}, true
	}
	return f.wrap(call.Common(), s, false), true
}

// tested are the errors that a test looks at: those it is given, or the one at
// the place that its model names.
//
//	gorm.IsRecordNotFoundError(err)    db.First(&u).RecordNotFound()
func (f *frame) tested(call *ssa.Call, b *model.Bound, s *state) []Val {
	var vals []Val
	if at := b.ErrorAt; at.Kind != model.NoPlace && len(at.Fields) > 0 {
		for _, a := range op.PlaceValues(call.Common(), at) {
			p := f.place(a)
			if v, ok := s.read(p.Root, dotted(p.Path)+dotted(at.Fields)); ok {
				vals = append(vals, v)
			}
		}
		return vals
	}
	for _, a := range call.Call.Args {
		if value.IsError(a.Type()) {
			vals = append(vals, f.eval(a, s))
		}
	}
	return vals
}

// wrap is the error made from those among the arguments of a call; nil ones
// count only where all are nil.
func (f *frame) wrap(common *ssa.CallCommon, s *state, nilAllowed bool) Val {
	var errs []Val
	unknown := false
	for _, a := range common.Args {
		vals := []ssa.Value{a}
		if elems, ok := variadic(a); ok {
			vals = elems
		}
		for _, v := range vals {
			// A variadic argument hides the error in an interface.
			if !value.IsError(strip(v).Type()) && !value.IsError(v.Type()) {
				continue
			}
			switch val := f.eval(strip(v), s); val.Kind {
			case Zero:
			case Unknown:
				unknown = true
			default:
				errs = append(errs, val)
			}
		}
	}
	switch {
	case len(errs) == 0 && nilAllowed && unknown:
		return Val{}
	case len(errs) == 0 && nilAllowed:
		return zero
	case unknown && !nilAllowed:
		return nonNil
	}
	return wrapErrs(errs)
}

func (f *frame) unwrap(x Val) Val {
	if x.Kind == Zero {
		return zero
	}
	if x.Kind != Error {
		return Val{}
	}
	if x.Err.Base == nil {
		return x
	}
	e := *x.Err
	e.Ident, e.Base = e.Base, nil
	return Val{Kind: Error, Err: &e}
}

func (f *frame) errorText(x Val) (Val, bool) {
	if x.Kind == Error || x.Kind == Detail {
		return Val{Kind: ErrorText, Err: x.Err}, true
	}
	return Val{}, true
}

func (f *frame) builtin(name string, args []ssa.Value, s *state) (Val, bool) {
	switch name {
	case "len", "cap":
		if n := s.size(args[0]); n.Kind != Unknown {
			return n, true
		}
		switch f.eval(args[0], s).Kind {
		case Zero:
			return zero, true
		case Set, Const:
			return set, true
		}
	case "delete", "clear":
		s.forgetKeys(args[0], NonNil)
	case "append":
		return f.appended(args[0], args[1], s), true
	}
	return Val{}, true
}
