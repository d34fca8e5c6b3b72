package world

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

func variadic(v ssa.Value) ([]ssa.Value, bool)  { return value.Variadic(v) }
func strip(v ssa.Value) ssa.Value               { return value.Strip(v) }
func callee(common *ssa.CallCommon) *types.Func { return value.Called(common) }

// noteCall records a call that runs at another time.
func (f *frame) noteCall(call ssa.CallInstruction, s *state) {
	if s.after {
		f.run.Reached[call] = true
	}
}

// call runs one call: the supposed one, an intrinsic, a read of the outcome, a
// helper whose result depends on what is known, or one that is not known.
func (f *frame) call(call *ssa.Call, s *state) []*state {
	if ssa.Instruction(call) == f.seed.At {
		if s.after {
			return nil // a loop's next round is another question
		}
		if states, ok := f.through(call, s); ok {
			return states
		}
		s.start(f.run)
		return f.suppose(call, s)
	}
	if states, ok := f.supposed(call, s); ok {
		return states
	}
	if s.after && !f.nothing(call, s) {
		f.run.Reached[call] = true
		f.notePrimary(call, s)
	}
	f.clear(call, s)
	if f.errorsAs(call, s) {
		return []*state{s}
	}
	if v, ok := f.intrinsic(call, s); ok {
		s.set(call, v)
		return []*state{s}
	}
	if f.among(call, s) || f.collect(call, s) {
		return []*state{s}
	}
	if out, ok := f.readHandle(call, s); ok {
		return out
	}
	if v, ok := f.detailCall(call, s); ok {
		s.set(call, v)
		return []*state{s}
	}
	if b, ok := f.Ops.Bound(call.Common()); ok {
		return f.boundCall(call, b, s)
	}
	if body := f.handedBody(call); body != nil && s.after {
		return f.inline(call, body, &model.Bound{}, s)
	}
	if out, ok := f.behave(call, s); ok {
		return out
	}
	if fn := f.inlinable(call, s); fn != nil {
		return f.inline(call, fn, nil, s)
	}
	f.doubt(call, s)
	f.clobber(call, s)
	return []*state{s}
}

// nothing reports whether a call creates the rows of a list that is empty.
func (f *frame) nothing(call *ssa.Call, s *state) bool {
	o := f.Ops.Of(call)
	if o == nil || o.Verb != model.Create || o.Row.Given == nil {
		return false
	}
	row := o.Row.Given
	if _, list := row.Type().Underlying().(*types.Slice); list {
		return f.eval(row, s).Kind == Zero
	}
	if !isRows(row.Type()) {
		return false
	}
	p := f.place(row)
	v, _ := s.read(p.Root, dotted(p.Path))
	return v.Kind == Zero
}

// notePrimary records what is known of the primary key that a save is given.
func (f *frame) notePrimary(call *ssa.Call, s *state) {
	o := f.Ops.Of(call)
	if o == nil || o.Verb != model.Save || o.Row.Value == nil {
		return
	}
	v := Val{}
	if path, ok := f.Ops.PrimaryField(o); ok {
		p := f.place(o.Row.Value)
		v, _ = s.read(p.Root, dotted(p.Path)+dotted(path))
		if base := f.eval(o.Row.Value, s); base.Kind == PtrZero || base.Kind == PtrLoaded {
			v = part(base, dotted(path))
		}
	}
	if old, ok := f.run.Primary[call]; ok {
		v = join(old, v)
	}
	f.run.Primary[call] = v
}

// clear forgets the results of an earlier round.
func (f *frame) clear(call *ssa.Call, s *state) {
	s.setSlot(slot{call, 0}, Val{})
	for i := range call.Call.Signature().Results().Len() {
		s.setSlot(slot{call, i + 1}, Val{})
	}
	s.forget(call, "")
}

// errorsAs evaluates errors.As(err, &target), errors.AsType[T](err), and functions
// that return the error of a type, zero where there is none.
func (f *frame) errorsAs(call *ssa.Call, s *state) bool {
	b, ok := f.Ops.Bound(call.Common())
	if !ok || b.Does != model.AsError {
		return false
	}
	err := f.at(call, b.ErrorAt, s)
	if b.DestAt[0].Kind == model.Result {
		val, found := f.asType(err, call.Call.Signature().Results().At(0).Type())
		if call.Call.Signature().Results().Len() == 1 {
			s.set(call, val)
			return true
		}
		s.setSlot(slot{call, 1}, val)
		s.setSlot(slot{call, 2}, found)
		return true
	}
	for _, target := range op.PlaceValues(&call.Call, b.DestAt[0]) {
		target = strip(target)
		p, ok := target.Type().Underlying().(*types.Pointer)
		if !ok {
			return true
		}
		val, found := f.asType(err, p.Elem())
		place := f.place(target)
		s.write(place.Root, dotted(place.Path), val)
		s.set(call, found)
	}
	return true
}

// detailCall is a method of a driver's error, or of its code: the detail
// stays one.
func (f *frame) detailCall(call *ssa.Call, s *state) (Val, bool) {
	common := call.Common()
	recv := common.Value
	if !common.IsInvoke() {
		if common.Signature().Recv() == nil || len(common.Args) == 0 {
			return Val{}, false
		}
		recv = common.Args[0]
	}
	v := f.eval(recv, s)
	return v, v.Kind == Detail
}

// boundCall is a modelled call other than the supposed one.
func (f *frame) boundCall(call *ssa.Call, b *model.Bound, s *state) []*state {
	switch b.Does {
	case model.RunTx, model.Exclusive:
		if body := f.body(call, b); body != nil {
			return f.inline(call, body, b, s)
		}
	case model.Spawn:
		f.clobber(call, s)
	case model.Await:
		f.await(call, s)
	}
	if o := f.Ops.Of(call); o != nil && o.Verb == model.Find {
		// Another find: its answer is not supposed.
		for _, d := range o.Dest {
			p := f.place(d)
			s.write(p.Root, dotted(p.Path), Val{})
		}
		return []*state{s}
	}
	for _, at := range b.DestAt {
		for _, d := range op.PlaceValues(call.Common(), at) {
			p := f.place(d)
			s.write(p.Root, dotted(p.Path), Val{})
		}
	}
	return []*state{s}
}

// body is the closure that a modelled call runs.
func (f *frame) body(call *ssa.Call, b *model.Bound) *ssa.Function {
	vals := op.PlaceValues(call.Common(), b.BodyAt)
	if len(vals) != 1 {
		return nil
	}
	return f.function(vals[0])
}

// Body returns the function that a modelled call runs as its callback, nil
// when it cannot be seen.
func Body(common *ssa.CallCommon, b *model.Bound) *ssa.Function {
	vals := op.PlaceValues(common, b.BodyAt)
	if len(vals) != 1 {
		return nil
	}
	return value.FuncValue(vals[0])
}
