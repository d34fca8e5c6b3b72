package summary

import (
	"go/token"
	"go/types"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// Facts gives access to what is known of functions of other packages.
type Facts interface {
	// Func returns the fact of a function, nil if there is none.
	Func(fn *types.Func) *Fact
	// Methods returns the facts of the methods that a call of an interface
	// method may run; nil when they are not known.
	Methods(m *types.Func) []*Fact
	// Renamed returns the variable, import/path.Name, that a variable of another
	// package is another name of; "" if it is none.
	Renamed(v *types.Var) string
}

// decoder reads facts back; it finds the objects that they name among the
// packages that the analysed one can see.
type decoder struct {
	packages  map[string]*types.Package
	strangers map[string]*types.Var
}

func newDecoder(pkgs []*types.Package) *decoder {
	d := &decoder{packages: map[string]*types.Package{}, strangers: map[string]*types.Var{}}
	for _, p := range pkgs {
		d.packages[p.Path()] = p
	}
	return d
}

// object finds "import/path.Name"; nil when the package cannot see it.
func (d *decoder) object(name string) types.Object {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return nil
	}
	if p := d.packages[name[:i]]; p != nil {
		return p.Scope().Lookup(name[i+1:])
	}
	return nil
}

// sentinel is object for an error; one that this package cannot see is a
// stranger, which is still told apart from others.
func (d *decoder) sentinel(name string) types.Object {
	if name == "" {
		return nil
	}
	if o := d.object(name); o != nil {
		return o
	}
	if d.strangers[name] == nil {
		i := max(strings.LastIndexByte(name, '.'), 0)
		pkg := types.NewPackage(name[:i], "stranger")
		d.strangers[name] = types.NewVar(token.NoPos, pkg, strings.TrimPrefix(name[i:], "."), types.Universe.Lookup("error").Type())
	}
	return d.strangers[name]
}

func (d *decoder) pred(p PredFact) op.Pred {
	return op.Pred{
		Column: p.Column, Func: p.Func, Value: d.must(p.Value), Either: p.Either, Filled: p.Filled, Maybe: p.Maybe, From: d.expr(p.From),
	}
}

// site reads a site of a function of another package.
func (d *decoder) site(sf *SiteFact, ops *op.Classifier) *Site {
	k := &Known{
		Others: sf.Others, Complete: sf.Complete, Row: d.expr(sf.Row), RowParam: sf.RowParam,
		EntityParam: sf.EntityParam, OptionParam: sf.OptionParam, Handle: d.expr(sf.Handle),
	}
	for _, p := range sf.Key {
		k.Key = append(k.Key, d.pred(p))
	}
	for _, c := range sf.Cells {
		k.Cells = append(k.Cells, op.Cell{Column: c.Column, Value: d.must(c.Value)})
	}
	s := &Site{Verb: sf.Verb, Known: k, Entity: d.entity(sf.Entity), Depth: sf.Depth, Checked: sf.Checked, Of: remodel(sf.Of, ops), ops: ops}
	s.exported = d.outs(sf.Outs)
	return s
}

// outs reads how a function returns in each world.
func (d *decoder) outs(all []OutcomeFact) map[world.World][]world.Vector {
	out := map[world.World][]world.Vector{}
	for _, o := range all {
		out[o.World] = append(out[o.World], d.vector(o))
	}
	return out
}

// remodel puts back what a description has of its model. A package that calls a
// repository through an interface does not import the store's library, so that its
// model is not bound there.
func remodel(of Description, ops *op.Classifier) Description {
	if of.Model == "" {
		return of
	}
	for _, f := range ops.Models().Files() {
		if f.Package == of.Model {
			of.Store, of.Process, of.Atomic = f.Store, f.Process, f.Atomic
			return of
		}
	}
	if f, err := model.Builtin(of.Model); err == nil && f != nil {
		of.Store, of.Process, of.Atomic = f.Store, f.Process, f.Atomic
	}
	return of
}

func (d *decoder) entity(f EntityFact) op.Entity {
	e := op.Entity{Table: f.Table, Name: f.Type, Pattern: f.Pattern, Hole: d.expr(f.Hole), Generic: f.Generic}
	if obj, ok := d.object(f.Type).(*types.TypeName); ok {
		e.Type, _ = obj.Type().(*types.Named)
	}
	return e
}

// must is expr, with an identity that nobody can compare for an unknown one.
func (d *decoder) must(f *ExprFact) *value.Expr {
	if e := d.expr(f); e != nil {
		return e
	}
	return value.Leaf(value.Opaque, "", 0)
}

func (d *decoder) expr(f *ExprFact) *value.Expr {
	if f == nil {
		return nil
	}
	if len(f.Args) == 0 {
		return value.Leaf(f.Op, f.Name, f.Index)
	}
	args := make([]*value.Expr, len(f.Args))
	for i, a := range f.Args {
		args[i] = d.must(a)
	}
	return value.Node(f.Op, f.Name, f.Index, args...)
}

func (d *decoder) vector(o OutcomeFact) world.Vector {
	var v world.Vector
	for _, r := range o.Results {
		v.Results = append(v.Results, d.val(r))
	}
	for _, e := range o.Effects {
		v.Effects = append(v.Effects, world.Effect{Param: e.Param, Path: e.Path, Val: d.val(e.Val)})
	}
	return v
}

func (d *decoder) val(f ValFact) world.Val {
	v := world.Val{Kind: f.Kind, Text: f.Text}
	if f.Err != nil {
		v.Err = &world.Err{Ident: d.sentinel(f.Err.Ident), Base: d.sentinel(f.Err.Base), Class: f.Err.Class, Any: f.Err.Any, Open: f.Err.Open}
		for _, name := range f.Err.Is {
			v.Err.Is = append(v.Err.Is, d.sentinel(name))
		}
		v.Err.Type, _ = d.object(f.Err.Type).(*types.TypeName)
	}
	if len(f.Fields) > 0 {
		fields := map[string]world.Val{}
		for _, x := range f.Fields {
			fields[x.Path] = d.val(x.Val)
		}
		v.Fields = world.NewFields(fields)
	}
	return v
}

// values reads what is known of the values that a function makes.
func (d *decoder) values(f *Fact) *value.Func {
	out := &value.Func{}
	read := func(parts []PartFact) []value.Part {
		var ps []value.Part
		for _, p := range parts {
			ps = append(ps, value.Part{Index: p.Index, Path: p.Path, Value: d.must(p.Value)})
		}
		return ps
	}
	out.Results, out.Fills = read(f.Results), read(f.Fills)
	return out
}

// behaviour reads how a function returns whatever happens, and how it answers
// errors.
func (d *decoder) behaviour(f *Fact) *world.Behaviour {
	if len(f.Returns)+len(f.Responses)+len(f.Tells) == 0 {
		return nil
	}
	b := &world.Behaviour{Tells: f.Tells}
	for _, r := range f.Returns {
		b.Returns = append(b.Returns, d.val(r))
	}
	for _, r := range f.Responses {
		resp := world.Response{Param: r.Param, Probe: d.val(r.Probe)}
		for _, o := range r.Outcomes {
			resp.Vectors = append(resp.Vectors, d.vector(o))
		}
		b.Responses = append(b.Responses, resp)
	}
	return b
}
