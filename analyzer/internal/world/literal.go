package world

import (
	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// callee is the function with a body here that a call runs: its own, or the one
// that this function, or one that runs it, was given.
//
//	func (s *Store) InTx(fn func(*gorm.DB) error) error {
//		return s.db.Transaction(func(tx *gorm.DB) error { return fn(tx) })
//	}
func (f *frame) callee(call *ssa.Call) *ssa.Function {
	if fn := value.Callee(call.Common()); fn != nil {
		return fn
	}
	if call.Call.IsInvoke() {
		return nil
	}
	return f.function(call.Call.Value)
}

// function is the function that v is in this activation, nil if unknown.
func (f *frame) function(v ssa.Value) *ssa.Function {
	if fn := value.FuncValue(v); fn != nil {
		return fn
	}
	p := value.PlaceOf(v)
	param, ok := p.Root.(*ssa.Parameter)
	if !ok || len(p.Path) > 0 {
		return nil
	}
	for g := f; g != nil; g = g.up {
		if fn := g.funcs[param]; fn != nil {
			return fn
		}
	}
	return nil
}

// literal reports whether a call is given a function literal: its callee is run,
// as what the literal does depends on whether the callee calls it.
func (f *frame) literal(call *ssa.Call) bool {
	for _, arg := range call.Call.Args {
		if fn := f.function(arg); fn != nil && fn.Parent() != nil && len(fn.Blocks) > 0 {
			return true
		}
	}
	return false
}

// give notes the functions that a call hands to fn, which runs in inner.
func (f *frame) give(inner *frame, call *ssa.Call, fn *ssa.Function) {
	for i, p := range fn.Params {
		arg := value.Argument(call.Common(), i)
		if arg == nil {
			continue
		}
		if given := f.function(arg); given != nil {
			if inner.funcs == nil {
				inner.funcs = map[*ssa.Parameter]*ssa.Function{}
			}
			inner.funcs[p] = given
		}
	}
}

// through runs the callee of the supposed call, when what is supposed is how a
// literal ends that the callee is given: the callee may make another error of it,
// or try again. It reports false where the callee is not seen to run the literal.
//
//	err := s.db.Transaction(func(tx *gorm.DB) error { return fn(tx) })
//	if errors.Is(err, gorm.ErrDuplicatedKey) { return ErrTaken }
func (f *frame) through(call *ssa.Call, s *state) ([]*state, bool) {
	fn := value.Callee(call.Common())
	if f.seed.Literal == nil || fn == nil || fn == f.seed.Literal || len(fn.Blocks) == 0 || len(fn.Blocks) > maxInlineBlocks {
		return nil, false
	}
	states := f.inline(call, fn, nil, s.clone())
	ran := f.run.Exceeded
	for _, t := range states {
		ran = ran || t.after
	}
	return states, ran
}

// supposed gives the call that runs the literal its outcome.
func (f *frame) supposed(call *ssa.Call, s *state) ([]*state, bool) {
	lit := f.seed.Literal
	if lit == nil || f.up == nil {
		return nil, false
	}
	callback := false
	if b, ok := f.Ops.Bound(call.Common()); ok {
		if callback = b.BodyAt.Kind != model.NoPlace && f.body(call, b) == lit; !callback {
			return nil, false
		}
	} else if f.callee(call) != lit {
		if callback = f.handedBody(call) == lit; !callback {
			return nil, false
		}
	}
	f.clear(call, s)
	if s.after { // once more: how that ends is another question
		f.run.Reached[call] = true
		f.clobber(call, s)
		return []*state{s}, true
	}
	s.start(f.run)
	f.supposeVector(call, callback, s)
	return []*state{s}, true
}
