// Package summary says what a function does on stores, itself and through the
// functions it calls: its sites.
//
// A site is an operation together with the call through which the function
// performs it, the identities of its key and row in the function's own terms,
// and the results that the call gives in each world. Sites compose: the site
// of a helper becomes a site of its caller, its parameters replaced by what
// the caller passes. This package decides what a caller needs to know of a
// callee. It refuses to pair finds with creates: that is package race's
// business.
package summary

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// Site is one operation of a function.
type Site struct {
	Verb model.Verb
	// At is the call in the function that performs the operation.
	At ssa.CallInstruction
	// Op is the operation, for messages and for sites that are At itself.
	Op *op.Op
	// Inner is the callee's site when At calls a helper.
	Inner *Site
	// Callee is the function that At runs, a callback when Callback is set.
	Callee   *ssa.Function
	Callback bool
	// Entity is what is acted upon, in this function's terms.
	Entity op.Entity
	// Row is the row's value when only the caller knows its type.
	Row ssa.Value
	// Depth is the number of helpers between At and the operation.
	Depth int

	ops      *op.Classifier
	outs     map[world.World][]world.Vector // of At, when it calls a helper
	exported map[world.World][]world.Vector // of the function, for its callers
}

// Pos is the position of the operation itself, in whatever function.
func (s *Site) Pos() token.Pos { return s.Op.Call.Common().Pos() }

// Outcomes returns the vectors of At in a world; nil for a direct operation,
// whose model says them.
func (s *Site) Outcomes(w world.World) []world.Vector { return s.outs[w] }

// Seeds are what a run of this function has to suppose for the site to be in
// world w.
func (s *Site) Seeds(w world.World) []world.Seed {
	if s.Inner == nil {
		return []world.Seed{{At: s.At, Op: s.Op, World: w}}
	}
	var seeds []world.Seed
	for i := range s.outs[w] {
		// The operation comes along for outcome objects that the helper returns.
		seeds = append(seeds, world.Seed{At: s.At, Op: s.Op, World: w, Vector: &s.outs[w][i], Callback: s.Callback})
	}
	return seeds
}

// Key returns the equalities that a find demands, in this function's terms.
func (s *Site) Key(view *value.View) []op.Pred {
	if s.Inner == nil {
		return s.Op.Key
	}
	preds := s.Inner.Key(s.ops.View())
	out := make([]op.Pred, len(preds))
	for i, p := range preds {
		p.Value = s.subst(p.Value, view)
		out[i] = p
	}
	return out
}

// Column returns the identity of a column of the row that a create writes, nil
// when it is not known.
func (s *Site) Column(column string, view *value.View) *value.Expr {
	switch {
	case s.Inner == nil:
		return s.ops.Column(s.Op, column, view)
	case s.Row != nil:
		return s.ops.ColumnOf(s.Op, s.Row, s.Entity.Type, column, s.At, view)
	}
	e := s.Inner.Column(column, s.ops.View())
	if e == nil {
		return nil
	}
	return s.subst(e, view)
}

// RowIs returns the identity of the row as a whole, nil when it has none.
func (s *Site) RowIs(view *value.View) *value.Expr {
	if s.Inner == nil {
		if s.Op.Row.Value == nil {
			return nil
		}
		return view.Of(s.Op.Row.Value)
	}
	e := s.Inner.RowIs(s.ops.View())
	if e == nil {
		return nil
	}
	return s.subst(e, view)
}

// Handle returns the identity of the connection or transaction that the
// operation runs on, nil when it has none.
func (s *Site) Handle() *value.Expr {
	if s.Inner == nil {
		if s.Op.Handle == nil {
			return nil
		}
		return s.ops.View().Of(s.Op.Handle)
	}
	e := s.Inner.Handle()
	if e == nil {
		return nil
	}
	return s.subst(e, s.ops.View())
}

// Reach is the call that is reached when the operation runs: the operation
// itself in a callback, which runs as part of this function.
func (s *Site) Reach() ssa.CallInstruction {
	if s.Callback {
		return s.Inner.Reach()
	}
	return s.At
}

func (s *Site) subst(e *value.Expr, view *value.View) *value.Expr {
	if s.Callback {
		return e // shares this function's variables; its own parameters stay
	}
	return view.Subst(e, s.Callee, s.At)
}

// lift makes a callee's site one of the function that call is in.
func lift(ops *op.Classifier, inner *Site, call ssa.CallInstruction, callee *ssa.Function, callback bool) *Site {
	s := &Site{
		Verb: inner.Verb, At: call, Op: inner.Op, Inner: inner, Callee: callee, Callback: callback,
		Entity: inner.Entity, Depth: inner.Depth + 1, ops: ops,
	}
	argument := func(v ssa.Value) ssa.Value {
		p, ok := value.Strip(v).(*ssa.Parameter)
		if !ok || p.Parent() != callee {
			if v != nil && callback && v.Parent() != callee {
				return v
			}
			return nil
		}
		if callback {
			return v
		}
		for i, q := range callee.Params {
			if q == p {
				return value.Argument(call.Common(), i)
			}
		}
		return nil
	}
	row := inner.Row
	if inner.Inner == nil && !inner.Entity.Known() {
		row = inner.Op.Row.Value
	}
	if row != nil {
		s.Row = argument(row)
	}
	if !s.Entity.Known() && s.Entity.From != nil {
		s.Entity = entityAt(argument(s.Entity.From))
	}
	return s
}

// entityAt is the entity that an argument passed as an interface has.
func entityAt(v ssa.Value) op.Entity {
	if v == nil {
		return op.Entity{}
	}
	if _, ok := value.Strip(v).Type().Underlying().(*types.Interface); ok {
		return op.Entity{From: v}
	}
	return op.EntityOf(value.Strip(v).Type())
}
