package summary

import (
	"go/types"
	"reflect"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// encodeWrap writes down which call a function is by another name, or how what it
// sends comes out.
func (p *Package) encodeWrap(fn *ssa.Function) *WrapFact {
	w := p.Ops.Wraps(fn)
	if w == nil || w.Of.Pkg() == nil {
		return nil
	}
	f := &WrapFact{Package: w.Of.Pkg().Path(), Func: w.Of.Name(), Renders: w.Renders, SQL: w.SQL, Args: w.Args, Named: w.Named, Dest: w.Dest, Results: w.Results}
	if recv := w.Of.Signature().Recv(); recv != nil {
		n := op.Named(recv.Type())
		if n == nil {
			return nil
		}
		f.Type = n.Obj().Name()
	}
	if w.Results != nil {
		return f
	}
	for _, kind := range kinds() {
		o := p.Ops.Template(w.Call, kind)
		if o == nil {
			continue
		}
		if s := p.site(o); p.tells(fn, s) && s.exported != nil {
			f.Sent = append(f.Sent, SentFact{s.Verb, kind.Projection, encodeOuts(s)})
		}
	}
	if len(f.Sent) == 0 {
		return nil
	}
	return f
}

// kinds are the statements that come out in different ways.
func kinds() []sqltext.Statement {
	return []sqltext.Statement{
		{Kind: sqltext.Select, Projection: sqltext.Rows}, {Kind: sqltext.Select, Projection: sqltext.Exists},
		{Kind: sqltext.Select, Projection: sqltext.Count}, {Kind: sqltext.Insert},
	}
}

// sent are the sites of a function of another package that sends the statement
// which call gives it.
func (p *Package) sent(call ssa.CallInstruction) []*Site {
	o := p.Ops.Sent(call)
	if o == nil || !Relevant(o) || o.SQL != nil && o.SQL.NegatedProjection {
		return nil
	}
	projection := sqltext.Rows
	if o.SQL != nil {
		projection = o.SQL.Projection
	}
	inner := p.site(o)
	for _, s := range p.wrapFact(value.Called(call.Common()).Origin()).Sent {
		if s.Verb == o.Verb && s.Projection == projection {
			inner.exported = p.dec.outs(s.Outs)
		}
	}
	return []*Site{p.lift(inner, call, nil, false)}
}

// wrap reads which call a function of another package is by another name; nil when
// this package cannot see that.
func (d *decoder) wrap(f *WrapFact) *op.Wrap {
	w := &op.Wrap{Renders: f.Renders, SQL: f.SQL, Args: f.Args, Named: f.Named, Dest: f.Dest, Results: f.Results}
	pkg := d.packages[f.Package]
	if pkg == nil {
		return nil
	}
	obj := pkg.Scope().Lookup(f.Func)
	if f.Type != "" {
		t, ok := pkg.Scope().Lookup(f.Type).(*types.TypeName)
		if !ok {
			return nil
		}
		obj, _, _ = types.LookupFieldOrMethod(t.Type(), true, pkg, f.Func)
	}
	w.Of, _ = obj.(*types.Func)
	if w.Of == nil {
		return nil
	}
	return w
}

// foreign tells the classifier of functions of other packages, and of what stands
// behind an interface.
type foreign struct{ *Package }

// Wraps implements op.Foreign.
func (p foreign) Wraps(fn *types.Func) *op.Wrap {
	if f := p.wrapFact(fn); f != nil {
		return p.dec.wrap(f)
	}
	return nil
}

// wrapFact is what is known of a function: of the methods that an interface's may
// be, if all are the same.
func (p *Package) wrapFact(fn *types.Func) *WrapFact {
	if recv := fn.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		var one *WrapFact
		for _, f := range p.facts.Methods(fn) {
			if f.Wraps == nil || one != nil && !reflect.DeepEqual(one, f.Wraps) {
				return nil
			}
			one = f.Wraps
		}
		return one
	}
	if fn.Pkg() == p.pkg {
		return nil
	}
	if f := p.facts.Func(fn); f != nil {
		return f.Wraps
	}
	return nil
}

// Rewrites implements op.Foreign.
func (p foreign) Rewrites(fn *types.Func) int {
	if fn.Pkg() == p.pkg || fn.Pkg() == nil {
		return -1
	}
	if f := p.facts.Func(fn.Origin()); f != nil {
		return f.Rewrites - 1
	}
	return -1
}
