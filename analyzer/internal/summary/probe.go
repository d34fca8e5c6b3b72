package summary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// responses asks fn how it answers each error that its callers may hand it:
// no error, the stores' words for absence, a lost race, another failure, and
// the sentinels, types and fields of types that it tells apart.
func (p *Package) responses(fn *ssa.Function) []Response {
	var out []Response
	results := fn.Signature.Results()
	if results.Len() == 0 || results.Len() > 2 {
		return nil
	}
	for i, param := range fn.Params {
		if !value.IsError(param.Type()) && !(value.ImplementsError(param.Type()) && !canBeError(results) && !isString(results)) {
			continue
		}
		for _, probe := range p.probes(fn) {
			run := p.Engine.Run(fn, world.Seed{Params: map[ssa.Value]world.Val{param: probe}})
			if run.Exceeded {
				return nil
			}
			r := Response{Param: i, Probe: encodeVal(probe)}
			for _, v := range run.Vectors {
				r.Outcomes = append(r.Outcomes, encodeVector(world.NoWorld, v))
			}
			out = append(out, r)
		}
	}
	return out
}

// probes are the errors that fn is asked with. Where it only answers, there are
// the types that it asks for, too, and a last one stands for all errors that it
// does not, if it is known which those are.
func (p *Package) probes(fn *ssa.Function) []world.Val {
	a := asks{p: p, sentinels: p.Ops.Models().Sentinels(), seen: map[*ssa.Function]bool{}, fields: map[*types.TypeName][]fieldOf{}}
	a.function(fn)
	out := []world.Val{{Kind: world.Zero}, world.ErrorVal(world.Err{Class: world.Conflict}), world.ErrorVal(world.Err{Class: world.Failed})}
	for _, obj := range a.sentinels {
		is := append([]types.Object{obj}, p.Ops.Models().Also(obj)...)
		out = append(out, world.ErrorVal(world.Err{Ident: obj, Is: is, Class: world.Absence}))
	}
	if canBeError(fn.Signature.Results()) {
		return out // which may be the one that it was given
	}
	for _, t := range a.types {
		for _, f := range a.fields[t] {
			v := world.ErrorVal(world.Err{Type: t})
			v.Fields = world.NewFields(map[string]world.Val{f.path: f.val})
			out = append(out, v)
		}
		out = append(out, world.ErrorVal(world.Err{Type: t}))
	}
	if !a.more {
		out = append(out, world.ErrorVal(world.Err{}))
	}
	return out
}

// asks collects the errors that a function, or one of its package that it calls,
// tells from others.
//
//	func IsNotFound(err error) bool { return errors.Is(err, ErrGone) || isMissing(err) }
//	func isMissing(err error) bool  { _, ok := err.(*MissingError); return ok }
type asks struct {
	p         *Package
	seen      map[*ssa.Function]bool
	sentinels []types.Object
	types     []*types.TypeName
	fields    map[*types.TypeName][]fieldOf // what the fields of a type are compared with
	more      bool                          // it may ask for others
}

// maxAsked bounds the functions and the types that are looked at.
const maxAsked = 8

func (a *asks) function(fn *ssa.Function) {
	if a.seen[fn] {
		return
	}
	if len(a.seen) == maxAsked {
		a.more = true
		return
	}
	a.seen[fn] = true
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.UnOp:
				if g, ok := instr.X.(*ssa.Global); ok && g.Object() != nil && value.ImplementsError(instr.Type()) && !slices.Contains(a.sentinels, g.Object()) {
					a.sentinels = append(a.sentinels, g.Object())
				}
			case *ssa.TypeAssert:
				if value.IsError(instr.X.Type()) {
					a.typ(instr.AssertedType)
				}
			case *ssa.BinOp:
				a.compared(instr.X, instr.Y)
				a.compared(instr.Y, instr.X)
			case *ssa.Return:
				a.returned(instr)
			case ssa.CallInstruction:
				a.call(instr.Common())
			}
		}
	}
}

// call looks at a call that may be given the error.
func (a *asks) call(common *ssa.CallCommon) {
	if callee := value.Callee(common); callee != nil && len(callee.Blocks) > 0 {
		a.function(callee)
		return
	}
	if value.IsErrorText(common) {
		a.more = true // its text
		return
	}
	if !slices.ContainsFunc(common.Args, func(arg ssa.Value) bool { return value.IsError(arg.Type()) }) {
		return
	}
	if _, ok := a.p.Ops.Bound(common); !ok {
		a.more = true
		return
	}
	for _, arg := range common.Args { // errors.As(err, &target)
		if box, ok := arg.(*ssa.MakeInterface); ok {
			if target, ok := box.X.Type().Underlying().(*types.Pointer); ok {
				a.typ(target.Elem())
			}
		}
	}
}

// typ notes that errors of a type are asked for.
func (a *asks) typ(t types.Type) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	switch {
	case !ok || types.IsInterface(n) || n.TypeArgs().Len() > 0 || len(a.types) == maxAsked:
		a.more = true
	case !slices.Contains(a.types, n.Obj()):
		a.types = append(a.types, n.Obj())
	}
}
