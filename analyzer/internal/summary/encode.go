package summary

import (
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// maxFactDepth bounds the helpers between a function and an operation that
// other packages hear of.
const maxFactDepth = 4

// Fact returns what other packages need to know of fn, nil when that is
// nothing.
func (p *Package) Fact(fn *ssa.Function) *Fact {
	f := &Fact{}
	for _, s := range p.Exported(fn) {
		if s.Depth <= maxFactDepth {
			f.Sites = append(f.Sites, p.encodeSite(fn, s))
		}
	}
	if desc := p.Ops.Values().Describe(fn); desc != nil {
		f.Results, f.Fills = encodeParts(desc.Results), encodeParts(desc.Fills)
	}
	f.Returns = p.returns(fn)
	f.Responses, f.Tells = p.responses(fn), p.tellsApart(fn)
	scope := p.Ops.ScopeMade(fn)
	f.RowLock = scope.RowLock
	for _, pred := range scope.Key {
		f.Scope = append(f.Scope, encodePred(pred))
	}
	if p.GuardOf != nil {
		f.Guard = p.GuardOf(fn)
	}
	f.Wraps, f.Rewrites = p.encodeWrap(fn), p.Ops.Rewrites(fn)+1
	if f.Guard == nil && f.Wraps == nil && f.Rewrites == 0 && !f.RowLock && len(f.Scope)+len(f.Sites)+len(f.Results)+len(f.Fills)+len(f.Returns)+len(f.Responses)+len(f.Tells) == 0 {
		return nil
	}
	return f
}

func (p *Package) encodeSite(fn *ssa.Function, s *Site) SiteFact {
	view := p.Ops.View()
	out := SiteFact{
		Verb: s.Verb, Entity: EntityFact{s.Entity.Table, s.Entity.TypeName(), s.Entity.Pattern, encodeExpr(s.Entity.Hole), s.Entity.Generic}, Others: s.Others(),
		RowParam: s.rowParam(), EntityParam: -1, OptionParam: s.optionParam(), Of: s.Of, Depth: s.Depth, Checked: s.Checked,
	}
	if out.Of.Model != "" { // whoever reads the fact has the model, too
		out.Of.Store, out.Of.Process, out.Of.Atomic = "", false, ""
	}
	if out.Of.Where == "" {
		pos := fn.Prog.Fset.Position(s.Pos())
		out.Of.Where = filepath.Base(pos.Filename) + ":" + strconv.Itoa(pos.Line)
	}
	if !s.Entity.Known() {
		out.EntityParam = s.entityParam()
	}
	for _, pred := range s.Key(view) {
		out.Key = append(out.Key, encodePred(pred))
	}
	if s.Verb != model.Find && s.Entity.Known() {
		out.Complete = true
		for _, c := range s.Columns() {
			e := s.Column(c, view)
			if e == nil || e.Op != value.Zero {
				out.Cells = append(out.Cells, PredFact{Column: c, Value: encodeExpr(e)})
			}
		}
		if len(out.Cells) == 0 {
			out.Complete = false
		}
		if len(s.Columns()) > 0 || s.Entity.Type != nil || s.Of.Holds != "" {
			out.RowParam = -1 // what is written is known here
		}
		out.Row = encodeExpr(s.RowIs(view))
	}
	out.Handle = encodeExpr(s.Handle())
	out.Outs = encodeOuts(s)
	return out
}

// encodeOuts writes down how a site's function returns.
func encodeOuts(s *Site) []OutcomeFact {
	var out []OutcomeFact
	for _, w := range slices.Sorted(maps.Keys(s.exported)) {
		for _, v := range s.exported[w] {
			out = append(out, encodeVector(w, v))
		}
	}
	return out
}

func encodePred(p op.Pred) PredFact {
	return PredFact{p.Column, p.Func, encodeExpr(p.Value), p.Either, p.Filled, p.Maybe, encodeExpr(p.From)}
}

func encodeParts(parts []value.Part) []PartFact {
	var out []PartFact
	for _, p := range parts {
		if e := encodeExpr(p.Value); e != nil {
			out = append(out, PartFact{p.Index, p.Path, e})
		}
	}
	return out
}

// encodeExpr returns nil for an identity that holds something of this package
// that others cannot see.
func encodeExpr(e *value.Expr) *ExprFact {
	if e == nil {
		return nil
	}
	out := &ExprFact{Op: e.Op, Name: e.Name, Index: e.Index}
	switch e.Op {
	case value.Opaque, value.Alloc:
		return nil
	case value.Global:
		if g, ok := e.Ref.(*ssa.Global); ok && g.Pkg != nil {
			out.Name = g.Pkg.Pkg.Path() + "." + g.Name()
		}
	}
	for _, a := range e.Args {
		arg := encodeExpr(a)
		if arg == nil {
			return nil
		}
		out.Args = append(out.Args, arg)
	}
	return out
}

func encodeVector(w world.World, v world.Vector) OutcomeFact {
	out := OutcomeFact{World: w}
	for _, r := range v.Results {
		out.Results = append(out.Results, encodeVal(r))
	}
	for _, e := range v.Effects {
		if e.Param >= 0 {
			out.Effects = append(out.Effects, EffectFact{e.Param, e.Path, encodeVal(e.Val)})
		}
	}
	return out
}

func encodeVal(v world.Val) ValFact {
	out := ValFact{Kind: v.Kind, Text: v.Text}
	if v.Err != nil {
		out.Err = &ErrFact{Ident: objectName(v.Err.Ident), Base: objectName(v.Err.Base), Class: v.Err.Class, Any: v.Err.Any, Open: v.Err.Open}
		for _, o := range v.Err.Is {
			out.Err.Is = append(out.Err.Is, objectName(o))
		}
		if v.Err.Type != nil {
			out.Err.Type = objectName(v.Err.Type)
		}
	}
	for path, f := range v.Fields.All() {
		out.Fields = append(out.Fields, FieldFact{path, encodeVal(f)})
	}
	return out
}

func objectName(o types.Object) string {
	if o == nil || o.Pkg() == nil {
		return ""
	}
	return o.Pkg().Path() + "." + o.Name()
}

// returns is what is known of the results of fn whatever happens: a function
// that makes errors never returns nil.
func (p *Package) returns(fn *ssa.Function) []ValFact {
	results := fn.Signature.Results()
	if results.Len() == 0 || results.Len() > 3 || len(fn.Blocks) > maxConstructor || !canBeError(results) || returnsNil(fn) {
		return nil
	}
	run := p.Engine.Run(fn, world.Seed{})
	if run.Exceeded || len(run.Vectors) == 0 {
		return nil
	}
	known := false
	out := make([]ValFact, results.Len())
	for i := range results.Len() {
		v := world.JoinResult(run.Vectors, i)
		out[i] = encodeVal(v)
		known = known || v.Kind == world.Error || v.Kind == world.NonNil && value.ImplementsError(results.At(i).Type())
	}
	if !known {
		return nil
	}
	return out
}

// returnsNil reports whether some return of fn says that there is no error.
func returnsNil(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || len(ret.Results) == 0 {
			continue
		}
		if k, ok := ret.Results[len(ret.Results)-1].(*ssa.Const); ok && k.IsNil() {
			return true
		}
	}
	return false
}

// maxConstructor bounds the blocks of a function that may make errors.
const maxConstructor = 8

func canBeError(t *types.Tuple) bool {
	for v := range t.Variables() {
		if value.ImplementsError(v.Type()) {
			return true
		}
	}
	return false
}
