// Package summary says what a function does on stores, itself and through the
// functions it calls: its sites.
//
// A site is an operation together with the call through which the function
// performs it, the identities of its key and row in the function's own terms,
// and the results that the call gives in each world. Sites compose: the site
// of a helper becomes a site of its caller, its parameters replaced by what
// the caller passes. What callers in other packages need is a Fact. This
// package decides what a caller needs to know of a callee. It refuses to pair
// finds with creates: that is package race's business.
package summary

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// Site is one operation of a function. It is performed by the call At itself
// (Op), by a function of another package (Known), or by a function or callback
// of this one (Inner).
type Site struct {
	Verb model.Verb
	// At is the instruction in the function that performs the operation: a call,
	// or an operation on a map.
	At ssa.Instruction
	// Op is the operation at the bottom; nil when another package has it.
	Op *op.Op
	// Known is what a fact says of the operation at the bottom; nil when this
	// package has it.
	Known *Known
	// Inner is the callee's site when At calls a helper.
	Inner *Site
	// Callee is the function of this package that At runs, a callback when
	// Callback is set.
	Callee   *ssa.Function
	Callback bool
	// Entity is what is acted upon, in this function's terms.
	Entity op.Entity
	// Row is the row's value when only the caller knows its type.
	Row ssa.Value
	// Checked are the keys of the finds that helpers pair a create with.
	Checked []string
	// Depth is the number of helpers between At and the operation.
	Depth int
	// Of says what the operation is, for messages and rules.
	Of Description

	built    *op.Built // what At's caller says of the statement that it hands over
	ops      *op.Classifier
	made     func(*ssa.Call) []op.Pred      // equalities of a function made elsewhere
	outs     map[world.World][]world.Vector // of At, when it calls a helper
	exported map[world.World][]world.Vector // of the function, for its callers
}

// Pos is the position of the operation itself when it is in this package, else
// of the call that leads to it.
func (s *Site) Pos() token.Pos {
	if s.Op != nil {
		return op.Pos(s.Op.At)
	}
	return op.Pos(s.Reach())
}

// call is At of a site that a helper performs.
func (s *Site) call() ssa.CallInstruction {
	call, _ := s.At.(ssa.CallInstruction)
	return call
}

// Seeds are what a run of this function has to suppose for the site to be in
// world w.
func (s *Site) Seeds(w world.World) []world.Seed {
	if s.Inner == nil {
		return []world.Seed{{At: s.At, Op: s.Op, World: w}}
	}
	var seeds []world.Seed
	for i := range s.outs[w] {
		// The operation comes along for outcome objects that the helper returns.
		seed := world.Seed{At: s.At, Op: s.Op, World: w, Vector: &s.outs[w][i], Callback: s.Callback}
		if s.Callback {
			seed.Literal = s.Callee
		}
		seeds = append(seeds, seed)
	}
	return seeds
}

// Key returns the equalities that a find demands, in this function's terms.
func (s *Site) Key(view *value.View) []op.Pred {
	if s.Inner == nil {
		if s.Known != nil {
			return s.Known.Key
		}
		return s.Op.Key
	}
	var out []op.Pred
	for _, p := range s.Inner.Key(s.ops.View()) {
		if given := s.given(p); given != nil {
			out = append(out, given...)
			continue
		}
		p.Value = s.subst(p.Value, view)
		if p.From != nil {
			p.From = s.subst(p.From, view)
			p = p.Settled()
		}
		if (p.Filled || p.Maybe) && p.Value.Op == value.Zero {
			continue // the caller leaves this field of the condition empty, or the condition out
		}
		p.Maybe = p.Maybe && p.Value.Op != value.Const // a constant is there
		out = append(out, p)
	}
	if i := s.Inner.optionParam(); i >= 0 && !s.Callback {
		for _, opt := range op.Elements(value.Argument(s.call().Common(), i)) {
			out = append(out, s.scope(opt, view)...)
		}
	}
	if s.built != nil {
		out = append(out, s.built.Key...)
	}
	return out
}

// given returns what a condition demands that At hands to its helper.
func (s *Site) given(p op.Pred) []op.Pred {
	if s.Callback {
		return nil
	}
	return s.ops.GivenBy(s.Of.Model, s.Entity, p, s.call())
}

// optionParam is the parameter that holds functions which extend the
// statement, -1 if none.
func (s *Site) optionParam() int {
	switch {
	case s.Inner != nil:
		i := s.Inner.optionParam()
		if i < 0 || s.Callback {
			return -1
		}
		return paramIndex(value.Argument(s.call().Common(), i))
	case s.Known != nil:
		return s.Known.OptionParam
	}
	for _, o := range s.Op.Options {
		if i := paramIndex(o); i >= 0 {
			return i
		}
	}
	return -1
}

// scope returns the equalities that a function adds to a statement; a function
// of another package that makes it is known by its fact.
func (s *Site) scope(v ssa.Value, view *value.View) []op.Pred {
	if own := s.ops.ScopeOf(v); own.Key != nil {
		return own.Key
	}
	call, ok := value.Strip(v).(*ssa.Call)
	if !ok || s.made == nil {
		return nil
	}
	var out []op.Pred
	for _, p := range s.made(call) {
		p.Value = view.Subst(p.Value, nil, call)
		if p.From != nil {
			p.From = view.Subst(p.From, nil, call)
			p = p.Settled()
		}
		out = append(out, p)
	}
	return out
}

// Others reports whether a find has predicates beyond its key.
func (s *Site) Others() bool {
	for in := s; in != nil; in = in.Inner {
		if in.built != nil && in.built.Others {
			return true
		}
	}
	if s.Op != nil {
		return s.Op.Others
	}
	return s.Known.Others
}

// Column returns the identity of a column of the row that a create writes, nil
// when it is not known.
func (s *Site) Column(column string, view *value.View) *value.Expr {
	switch {
	case s.Row != nil:
		return s.ops.ColumnOf(s.Of.Model, s.Row, s.Entity.Type, column, s.At, view)
	case s.Inner != nil:
		return s.subst(s.Inner.Column(column, s.ops.View()), view)
	case s.Known != nil:
		return s.Known.column(column)
	}
	return s.ops.Column(s.Op, column, view)
}

// Stored is Column as the database stores it: a column that the row leaves zero
// has its default.
func (s *Site) Stored(column string, view *value.View) *value.Expr {
	e := s.Column(column, view)
	if e != nil && e.Op == value.Zero {
		for _, d := range s.Of.Defaults {
			if d.Column == column {
				return value.ConstExpr(d.Text)
			}
		}
	}
	return e
}

// Columns lists the columns of the row that a create writes.
func (s *Site) Columns() []string {
	switch {
	case s.Row != nil:
		var out []string
		for _, c := range s.ops.ColumnsOf(s.Of.Model, s.Entity.Type) {
			out = append(out, c.Name)
		}
		return out
	case s.Inner != nil:
		return s.Inner.Columns()
	case s.Known != nil:
		return s.Known.columns()
	}
	return s.ops.Columns(s.Op)
}

// RowIs returns the identity of the row as a whole, nil when it has none.
func (s *Site) RowIs(view *value.View) *value.Expr {
	switch {
	case s.Inner != nil:
		return s.subst(s.Inner.RowIs(s.ops.View()), view)
	case s.Known != nil:
		return s.Known.Row
	case s.Op.Row.Value == nil:
		return nil
	}
	return view.Of(s.Op.Row.Value)
}

// Reach is the instruction that is reached when the operation runs: the operation
// itself in a callback, which runs as part of this function.
func (s *Site) Reach() ssa.Instruction {
	if s.Callback {
		return s.Inner.Reach()
	}
	return s.At
}

// In reports whether a run reaches the operation. A function that calls what it is
// given, or whose body is not here, is taken to run it; the run does not go into
// that.
func (s *Site) In(run *world.Run) bool {
	return run.Reached[s.Reach()] || s.Callback && s.Of.Holds != "" && run.Reached[s.At] && s.handed()
}

// handed reports whether what At calls has no model, and no body here or one that
// calls the callback.
//
//	func (r *Runner) Hooked(fn func() error) error { r.before(); return fn() }
func (s *Site) handed() bool {
	fn := value.Callee(s.call().Common())
	if _, modelled := s.ops.Bound(s.call().Common()); modelled {
		return false
	}
	if fn == nil || len(fn.Blocks) == 0 {
		return true
	}
	_, runs := runsOf(s.call(), s.Callee)
	return slices.ContainsFunc(runs, func(c ssa.CallInstruction) bool {
		_, direct := c.Common().Value.(*ssa.Parameter)
		_, later := c.(*ssa.Go)
		return direct && !c.Common().IsInvoke() && !later
	})
}

func (s *Site) subst(e *value.Expr, view *value.View) *value.Expr {
	if e == nil || s.Callback {
		return e // a callback shares this function's variables; its own parameters stay
	}
	return view.Subst(e, s.Callee, s.call())
}
