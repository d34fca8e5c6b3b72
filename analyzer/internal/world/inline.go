package world

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// inlinable returns the callee when running it can tell something: it is given
// a value that is known, or shares variables with this function.
func (f *frame) inlinable(call *ssa.Call, s *state) *ssa.Function {
	fn := f.callee(call)
	if !s.after || fn == nil || len(fn.Blocks) == 0 || len(fn.Blocks) > maxInlineBlocks || f.depth >= maxInline {
		return nil
	}
	for g := f; g != nil; g = g.up {
		if g.fn == fn {
			return nil
		}
	}
	if len(fn.FreeVars) > 0 || f.literal(call) {
		return fn
	}
	for _, a := range call.Call.Args {
		if f.seed.Coarse && !value.IsError(a.Type()) && f.eval(a, s).Kind != Handle {
			continue
		}
		switch v := f.eval(a, s); v.Kind {
		case Unknown, Failure, Const, Cell:
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

// handedBody returns the function literal that a call hands to a callee which is
// not seen, when the callee's error can be its error: the callee is taken to run it.
//
//	err := s.uow.Do(ctx, func(ctx context.Context) error { return s.users.Add(ctx, u) })
func (f *frame) handedBody(call *ssa.Call) *ssa.Function {
	if fn := f.callee(call); !lastIsError(call) || fn != nil && len(fn.Blocks) > 0 {
		return nil
	}
	var body *ssa.Function
	for _, arg := range call.Call.Args {
		fn := f.function(arg)
		if fn == nil || fn.Parent() == nil || len(fn.Blocks) == 0 {
			continue
		}
		results := fn.Signature.Results()
		if body != nil || results.Len() == 0 || !value.IsError(results.At(results.Len()-1).Type()) {
			return nil
		}
		body = fn
	}
	return body
}

// tells reports whether something is known of what the pointer v points to.
func (f *frame) tells(v ssa.Value, s *state) bool {
	p := f.place(v)
	for k, val := range s.contents() {
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
	inner := &frame{Engine: f.Engine, fn: fn, seed: f.seed, run: f.run, up: f, site: call, depth: f.depth + 1, alias: map[ssa.Value]value.Place{}}
	for _, a := range call.Call.Args {
		s.hand(a)
	}
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
	if b == nil {
		f.give(inner, call, fn)
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
	seen := map[digest]bool{}
	n := call.Call.Signature().Results().Len()
	for _, o := range outs {
		next := s.withMemory(o.state)
		next.after, next.advanced = o.state.after, o.state.advanced
		f.setResults(call, b != nil, o.results, n, next)
		if k := next.key(); !seen[k] {
			seen[k] = true
			states = append(states, next)
		}
	}
	if len(states) > maxCallForks {
		one := states[0]
		for _, t := range states[1:] {
			if t.after == one.after {
				one.meet(t, nil)
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
	if callback && !handsOn(call, len(results)) {
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

// handsOn reports whether a call that runs a callback of several results returns
// those first.
//
//	func (g *Group) Do(key string, fn func() (any, error)) (v any, err error, shared bool)
func handsOn(call *ssa.Call, n int) bool {
	all := call.Call.Signature().Results()
	if n < 2 || all.Len() < n {
		return false
	}
	return slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
		sig, ok := arg.Type().Underlying().(*types.Signature)
		if !ok || sig.Results().Len() != n {
			return false
		}
		for i := range n {
			if !types.Identical(sig.Results().At(i).Type(), all.At(i).Type()) {
				return false
			}
		}
		return true
	})
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
	s.hand(v)
	if _, ok := v.Type().Underlying().(*types.Pointer); !ok {
		return
	}
	p := f.place(v)
	if _, ok := s.read(p.Root, dotted(p.Path)); ok {
		s.write(p.Root, dotted(p.Path), Val{})
		s.put(cell{p.Root, dotted(p.Path)}, Val{})
	} else {
		s.forget(p.Root, dotted(p.Path))
	}
}
