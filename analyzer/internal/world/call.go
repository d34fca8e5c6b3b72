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
func callee(common *ssa.CallCommon) *types.Func { return op.Func(common) }

// noteCall records a call that runs at another time.
func (f *frame) noteCall(call ssa.CallInstruction, s *state) []*state {
	if s.after {
		f.run.Reached[call] = true
	}
	return []*state{s}
}

// call runs one call: the supposed one, an intrinsic, a read of the outcome, a
// helper whose result depends on what is known, or one that is not known.
func (f *frame) call(call *ssa.Call, s *state) []*state {
	if ssa.CallInstruction(call) == f.seed.At {
		if s.after {
			return nil // a loop's next round is another question
		}
		s.after, f.run.Started = true, true
		return f.suppose(call, s)
	}
	if s.after {
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
	if out, ok := f.behave(call, s); ok {
		return out
	}
	if fn := f.inlinable(call, s); fn != nil {
		return f.inline(call, fn, nil, s)
	}
	f.clobber(call, s)
	return []*state{s}
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
	delete(s.env, slot{call, 0})
	for i := range call.Call.Signature().Results().Len() {
		delete(s.env, slot{call, i + 1})
	}
	s.forget(call, "")
}

// errorsAs evaluates errors.As(err, &target) and errors.AsType[T](err).
func (f *frame) errorsAs(call *ssa.Call, s *state) bool {
	fn := callee(call.Common())
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	switch fn.FullName() {
	case "errors.As", "github.com/pkg/errors.As", "golang.org/x/xerrors.As", "github.com/cockroachdb/errors.As":
		target := strip(call.Call.Args[1])
		p, ok := target.Type().Underlying().(*types.Pointer)
		if !ok {
			return true
		}
		val, found := f.asType(f.eval(call.Call.Args[0], s), p.Elem())
		place := f.place(target)
		s.write(place.Root, dotted(place.Path), val)
		s.set(call, found)
		return true
	case "errors.AsType":
		val, found := f.asType(f.eval(call.Call.Args[0], s), call.Call.Signature().Results().At(0).Type())
		s.setSlot(slot{call, 1}, val)
		s.setSlot(slot{call, 2}, found)
		return true
	}
	return false
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
	return Body(call.Common(), b)
}

// Body returns the function that a modelled call runs as its callback, nil
// when it cannot be seen.
func Body(common *ssa.CallCommon, b *model.Bound) *ssa.Function {
	vals := op.PlaceValues(common, b.BodyAt)
	if len(vals) != 1 {
		return nil
	}
	return FuncValue(vals[0])
}

// FuncValue returns the function that a function value is, nil if unknown.
func FuncValue(v ssa.Value) *ssa.Function {
	switch v := strip(v).(type) {
	case *ssa.MakeClosure:
		fn, _ := v.Fn.(*ssa.Function)
		return fn
	case *ssa.Function:
		return v
	}
	return nil
}

// inlinable returns the callee when running it can tell something: it is given
// a value that is known, or shares variables with this function.
func (f *frame) inlinable(call *ssa.Call, s *state) *ssa.Function {
	fn := value.Callee(call.Common())
	if !s.after || fn == nil || len(fn.Blocks) == 0 || len(fn.Blocks) > maxInlineBlocks || f.depth >= maxInline {
		return nil
	}
	for g := f; g != nil; g = g.up {
		if g.fn == fn {
			return nil
		}
	}
	if len(fn.FreeVars) > 0 {
		return fn
	}
	for _, a := range call.Call.Args {
		switch v := f.eval(a, s); v.Kind {
		case Unknown, Failure, Const:
		case Zero:
			if _, literal := a.(*ssa.Const); !literal {
				return fn
			}
		case NonNil:
			if f.tells(a, s) {
				return fn
			}
		default:
			return fn
		}
	}
	return nil
}

// tells reports whether something is known of what the pointer v points to.
func (f *frame) tells(v ssa.Value, s *state) bool {
	p := f.place(v)
	for k, val := range s.mem {
		if k.root == p.Root && (val.Kind == Loaded || val.Kind == Error) {
			return true
		}
	}
	return false
}

// inline runs fn as the callee of call. With b, fn is the callback that the
// modelled call runs, and the call returns the callback's error.
func (f *frame) inline(call *ssa.Call, fn *ssa.Function, b *model.Bound, s *state) []*state {
	if len(fn.Blocks) == 0 || f.depth >= maxInline {
		f.clobber(call, s)
		return []*state{s}
	}
	inner := &frame{Engine: f.Engine, fn: fn, seed: f.seed, run: f.run, up: f, depth: f.depth + 1, steps: f.steps, alias: map[ssa.Value]value.Place{}}
	in := s.clone()
	if b == nil {
		for i, p := range fn.Params {
			if arg := value.Argument(call.Common(), i); arg != nil {
				in.set(p, f.eval(arg, s))
				if _, ok := arg.Type().Underlying().(*types.Pointer); ok {
					inner.alias[p] = f.place(arg)
				}
			}
		}
	}
	inner.walk(in)
	if f.run.Exceeded {
		return nil
	}
	return f.returned(call, b, inner.outs, s)
}

// returned goes on in the caller, once for each way in which the callee ended.
func (f *frame) returned(call *ssa.Call, b *model.Bound, outs []outcome, s *state) []*state {
	var states []*state
	seen := map[string]bool{}
	n := call.Call.Signature().Results().Len()
	for _, o := range outs {
		next := s.clone()
		next.mem = map[cell]Val{}
		for k, v := range o.state.mem {
			next.mem[k] = v
		}
		next.after, next.advanced = o.state.after, o.state.advanced
		f.setResults(call, b != nil, o.results, n, next)
		if k := next.key(f.num); !seen[k] {
			seen[k] = true
			states = append(states, next)
		}
	}
	if len(states) > maxCallForks {
		one := states[0]
		for _, t := range states[1:] {
			if t.after == one.after {
				one.meet(t)
			}
		}
		states = []*state{one}
	}
	return states
}

// setResults gives a call the results of what it ran. One that runs a callback
// returns the callback's error; when that is nil the commit may still fail,
// which is somebody else's failure.
func (f *frame) setResults(call *ssa.Call, callback bool, results []Val, n int, s *state) {
	if callback {
		if !lastIsError(call) || len(results) == 0 {
			return
		}
		if n == 1 {
			s.set(call, results[len(results)-1])
		} else {
			s.setSlot(slot{call, n}, results[len(results)-1])
		}
		return
	}
	if n == 1 && len(results) == 1 {
		s.set(call, results[0])
		return
	}
	for i, r := range results {
		s.setSlot(slot{call, i + 1}, r)
	}
}

// clobber forgets what an unknown callee may have changed.
func (f *frame) clobber(call *ssa.Call, s *state) {
	for _, a := range call.Call.Args {
		vals := []ssa.Value{a}
		if elems, ok := variadic(a); ok {
			vals = elems
		}
		for _, v := range vals {
			v = strip(v)
			if mc, ok := v.(*ssa.MakeClosure); ok {
				for _, b := range mc.Bindings {
					f.forgetPointer(b, s)
				}
				continue
			}
			f.forgetPointer(v, s)
		}
	}
	if mc, ok := call.Call.Value.(*ssa.MakeClosure); ok {
		for _, b := range mc.Bindings {
			f.forgetPointer(b, s)
		}
	}
}

func (f *frame) forgetPointer(v ssa.Value, s *state) {
	if _, ok := v.Type().Underlying().(*types.Pointer); !ok {
		return
	}
	p := f.place(v)
	if _, ok := s.read(p.Root, dotted(p.Path)); ok {
		s.write(p.Root, dotted(p.Path), Val{})
		s.mem[cell{p.Root, dotted(p.Path)}] = Val{}
	} else {
		s.forget(p.Root, dotted(p.Path))
	}
}
