package world

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// Behaviour is what is known of a function of another package.
type Behaviour struct {
	// Returns are its results whatever happens; empty when nothing is known.
	Returns []Val
	// Responses are its results by the error that it is given.
	Responses []Response
	// Tells are the parameters of which it tells a violation of a unique key apart
	// from other failures.
	Tells []int
}

// Response is how a function answers when a parameter is the error Probe.
type Response struct {
	Param   int
	Probe   Val
	Vectors []Vector
}

// JoinResult is what is known of result i over all vectors.
func JoinResult(vs []Vector, i int) Val {
	var out Val
	for n, v := range vs {
		if i >= len(v.Results) {
			return Val{}
		}
		if n == 0 {
			out = v.Results[i]
			continue
		}
		out = join(out, v.Results[i])
	}
	return out
}

// behave gives a call of a function of another package the results that facts
// know; it reports whether there were any.
func (f *frame) behave(call *ssa.Call, s *state) ([]*state, bool) {
	if f.Behave == nil {
		return nil, false
	}
	fn := callee(call.Common())
	if fn == nil || call.Call.IsInvoke() {
		return nil, false
	}
	b := f.Behave(fn)
	if b == nil {
		return nil, false
	}
	for _, i := range b.Tells {
		if arg := value.Argument(call.Common(), i); arg != nil && f.violates(arg, s) {
			f.run.Told = true
		}
	}
	for _, r := range b.Responses {
		arg := value.Argument(call.Common(), r.Param)
		if arg == nil || !answers(r.Probe, f.eval(arg, s)) {
			continue
		}
		f.clobber(call, s)
		return f.fork(call, r.Vectors, s), true
	}
	if len(b.Returns) == 0 {
		return nil, false
	}
	f.clobber(call, s)
	results := slices.Clone(b.Returns)
	if len(results) == 1 {
		results[0] = f.told(results[0], call)
	}
	return f.fork(call, []Vector{{Results: results}}, s), true
}

func (f *frame) fork(call *ssa.Call, vs []Vector, s *state) []*state {
	var outs []outcome
	for _, v := range vs {
		outs = append(outs, outcome{v.Results, s})
	}
	if len(outs) == 0 {
		return nil // it does not return
	}
	return f.returned(call, nil, outs, s)
}

// answers reports whether what a probe got is what v would get. A probe of which
// nothing is known comes last, and stands for the errors that nobody asked for; one
// that says itself what it is equal to may be anything.
func answers(probe, v Val) bool {
	switch {
	case probe.Kind != v.Kind:
		return false
	case v.Kind == Zero:
		return true
	case v.Kind != Error:
		return false
	case v.Err.Class == Conflict || v.Err.Class == Failed:
		return probe.Err.Class == v.Err.Class
	case probe.Err.Class == Conflict || probe.Err.Class == Failed:
		return false
	case probe.Err.Ident != nil:
		return v.Err.Ident == probe.Err.Ident || slices.Contains(v.Err.Is, probe.Err.Ident)
	case probe.Err.Type != nil:
		return v.Err.Type == probe.Err.Type && holds(probe.Fields, v.Fields)
	}
	return !v.Err.Any && !v.Err.Open && v.Err.Base == nil && (v.Err.Ident != nil || v.Err.Type != nil)
}

// Otherwise stands for a constant that a function does not compare a field with.
const Otherwise = "otherwise"

// holds reports whether the fields that a probe has are those of v. Otherwise is
// what no probe before it had.
func holds(probe, v *Fields) bool {
	for path, want := range probe.All() {
		if v == nil {
			return false
		}
		got := v.read(path)
		if got.Kind != Const && got.Kind != Zero || want.Text != Otherwise && got.key() != want.key() {
			return false
		}
	}
	return true
}
