package op

import (
	"cmp"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// rendered lets a statement whose text a builder returned decide what the call
// does that sends it.
//
//	query, args, err := sq.Insert("users").…ToSql()
//	_, err = db.Exec(query, args...)
func (c *Classifier) rendered(o *Op, text ssa.Value) bool {
	call, index := textCall(text)
	if call == nil {
		return false
	}
	b := c.renders(c.argumentOf(receiver(&call.Call)), call.Call.Method)
	if b == nil {
		b, _ = c.Bound(&call.Call)
	}
	if b == nil || b.TextAt.Kind != model.Result || b.TextAt.Index != index {
		return false
	}
	return c.renderedAs(o, call, c.fold(call, b))
}

// renderedBy is rendered for a builder that is handed to somebody who renders and
// sends it.
//
//	store.Get(ctx, &u, sq.Select("*").From("users").Where(…))
func (c *Classifier) renderedBy(o *Op, builder ssa.Value, at ssa.CallInstruction, method string) bool {
	obj, _, _ := types.LookupFieldOrMethod(value.Strip(builder).Type(), true, nil, method)
	fn, _ := obj.(*types.Func)
	b := c.renders(builder, fn)
	return b != nil && c.renderedAs(o, nil, c.foldFrom(at, builder, b))
}

func (c *Classifier) renderedAs(o *Op, call *ssa.Call, inner *Op) bool {
	if inner == nil {
		return false
	}
	if call != nil && o.Handle == call {
		o.Handle = inner.Handle
	}
	o.Verb, o.SQL, o.Entity, o.Row, o.RowLock = inner.Verb, inner.SQL, inner.Entity, inner.Row, inner.RowLock
	o.OnTaken = cmp.Or(inner.OnTaken, o.OnTaken)
	o.Key, o.Others = append(o.Key, inner.Key...), o.Others || inner.Others
	return true
}

// textCall is the call that a text is a result of, nil for none, and which.
func textCall(text ssa.Value) (*ssa.Call, int) {
	v, index := value.Strip(text), 0
	if e, ok := v.(*ssa.Extract); ok {
		v, index = e.Tuple, e.Index
	}
	call, _ := v.(*ssa.Call)
	return call, index
}

// renders is the model of a method by which a builder returns its text, nil when v
// is not known to be one.
func (c *Classifier) renders(v ssa.Value, method *types.Func) *model.Bound {
	if v == nil || method == nil {
		return nil
	}
	t := value.Strip(v).Type()
	if types.IsInterface(t) {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, method.Pkg(), method.Name())
	fn, _ := obj.(*types.Func)
	b, ok := c.models.Call(fn)
	if !ok || b.TextAt.Kind != model.Result {
		return nil
	}
	return b
}

// argumentOf is what the call that a helper is classified for passes as v, nil
// when v is no parameter.
func (c *Classifier) argumentOf(v ssa.Value) ssa.Value {
	if v == nil {
		return nil
	}
	p, ok := value.Strip(v).(*ssa.Parameter)
	if !ok {
		return nil
	}
	return c.argument(p)
}

// builtOnParam reports whether a text is what a parameter renders, with what fn
// adds to it.
func (c *Classifier) builtOnParam(text ssa.Value, fn *ssa.Function) bool {
	call, index := textCall(text)
	if call == nil || index != 0 {
		return false
	}
	if p, _ := renderedParam(text, fn); p != nil {
		return true
	}
	if b, ok := c.Bound(&call.Call); !ok || b.TextAt.Kind == model.NoPlace {
		return false
	}
	var ch chain
	c.extend(&ch, receiver(&call.Call), false, 0)
	p, ok := ch.root.(*ssa.Parameter)
	return ok && p.Parent() == fn
}

// renderedParam is the parameter that renders a statement, and the method by which
// it does; nil for none.
func renderedParam(text ssa.Value, fn *ssa.Function) (*ssa.Parameter, string) {
	call, index := textCall(text)
	if call == nil || index != 0 {
		return nil, ""
	}
	method := value.Called(&call.Call)
	recv := receiver(&call.Call)
	if method == nil || recv == nil || method.Signature().Params().Len() > 0 {
		return nil, ""
	}
	p, ok := value.Strip(recv).(*ssa.Parameter)
	if !ok || p.Parent() != fn {
		return nil, ""
	}
	return p, method.Name()
}
