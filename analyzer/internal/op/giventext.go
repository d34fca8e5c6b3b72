package op

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// A helper that is given a statement as text does something else at each call:
//
//	func (r *Repo) one(q string, args ...any) … { r.db.QueryRow(q, args...).Scan(…) }
//	r.one("SELECT id FROM users WHERE email = $1", email)

// GivenText lists the calls in fn that send a statement which a parameter holds.
func (c *Classifier) GivenText(fn *ssa.Function) []ssa.CallInstruction {
	var out []ssa.CallInstruction
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok && c.sendsGiven(call, fn) {
				out = append(out, call)
			}
		}
	}
	return out
}

func (c *Classifier) sendsGiven(call ssa.CallInstruction, fn *ssa.Function) bool {
	b, ok := c.Bound(call.Common())
	if !ok || b.TextAt.Kind != model.NoPlace || b.ReturnsAt.Kind != model.NoPlace && b.SQLAt.Kind == model.NoPlace {
		return false
	}
	for _, s := range c.chain(call, receiver(call.Common()), b).steps {
		if s.bound.SQLAt.Kind != model.Arg || len(s.through) > 0 {
			continue
		}
		for _, text := range c.placeValues(s.call.Common(), s.bound.SQLAt) {
			if c.builtOnParam(text, fn) {
				return true
			}
			_, holes := c.textHoles(text)
			if slices.ContainsFunc(holes, func(v ssa.Value) bool { p, ok := v.(*ssa.Parameter); return ok && p.Parent() == fn }) {
				return true
			}
		}
	}
	return false
}

// At returns the operation that call, in a helper, performs for the call at of
// that helper; nil when it is none. Its key and row are in the terms of both:
// what the helper is given is already what the caller gives.
func (c *Classifier) At(call ssa.CallInstruction, at ssa.CallInstruction) *Op {
	b, ok := c.Bound(call.Common())
	if !ok {
		return nil
	}
	inner := *c
	inner.memo = map[ssa.CallInstruction]*Op{}
	inner.given, inner.in = at, call.Parent()
	if o := inner.fold(call, b); o != nil && (o.SQL != nil || o.Entity.Known()) {
		return o
	}
	return nil
}

// argument is what the call that a helper is classified for passes for a
// parameter; nil outside of such.
func (c *Classifier) argument(p *ssa.Parameter) ssa.Value {
	if c.given == nil || p.Parent() != c.in {
		return nil
	}
	return value.Argument(c.given.Common(), slices.Index(c.in.Params, p))
}

// arguable replaces parameters by what the call passes for them, a list by its
// elements when they are written out.
func (c *Classifier) arguable(vals []ssa.Value) []ssa.Value {
	if c.given == nil {
		return vals
	}
	var out []ssa.Value
	for _, v := range vals {
		p, ok := value.Strip(v).(*ssa.Parameter)
		arg := ssa.Value(nil)
		if ok {
			arg = c.argument(p)
		}
		if arg == nil {
			out = append(out, v)
			continue
		}
		if elems, ok := value.Variadic(arg); ok {
			out = append(out, elems...)
		} else if k, ok := arg.(*ssa.Const); !ok || !k.IsNil() {
			out = append(out, arg)
		}
	}
	return out
}
