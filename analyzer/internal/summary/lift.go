package summary

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// lift makes a callee's site one of the function that call is in. A nil callee
// is a function of another package.
func lift(ops *op.Classifier, inner *Site, call ssa.CallInstruction, callee *ssa.Function, callback bool) *Site {
	s := &Site{
		Verb: inner.Verb, At: call, Op: inner.Op, Known: inner.Known, Inner: inner, Callee: callee, Callback: callback,
		Entity: inner.Entity, Depth: inner.Depth + 1, Of: inner.Of, Checked: inner.Checked, ops: ops, outs: inner.exported,
	}
	if s.Entity.Hole != nil && !callback {
		s.Entity.Hole = ops.View().Subst(s.Entity.Hole, callee, call)
	}
	if s.takeBuilt() {
		return s
	}
	if s.Entity.Known() && !inner.rowless() || callback {
		return s
	}
	s.Entity = instance(s.Entity, call)
	if row := inner.rowParam(); row >= 0 && inner.Of.Holds == "" {
		s.Row = value.Argument(call.Common(), row)
	}
	if s.Entity.Known() {
		return s
	}
	if s.Entity.Generic == 0 && s.Row != nil {
		s.Entity = entityAt(s.Row)
	}
	if from := inner.entityParam(); from >= 0 {
		s.Entity = entityAt(value.Argument(call.Common(), from))
	}
	return s
}

// rowless reports whether a fact tells of a create whose row type its function
// does not know: the columns are those of what the caller passes. What is held
// by key has no columns: its model says where the key is.
func (s *Site) rowless() bool {
	return s.Inner == nil && s.Known != nil && s.Known.RowParam >= 0 && s.Of.Holds == ""
}

// instance is the entity of a generic function's site at a call of it: the type
// argument that the call gives.
//
//	func (r *Repo[T]) Insert(t *T) error { return r.db.Create(t).Error }
func instance(e op.Entity, call ssa.CallInstruction) op.Entity {
	fn := call.Common().StaticCallee()
	if e.Known() || e.Generic == 0 || fn == nil {
		return e
	}
	args := fn.TypeArgs()
	if e.Generic > len(args) {
		return op.Entity{}
	}
	return op.EntityOf(args[e.Generic-1])
}

// rowParam is the parameter that is the row, as a whole, of a create whose row
// type only the caller knows; -1 if none.
func (s *Site) rowParam() int {
	switch {
	case s.Row != nil:
		return paramIndex(s.Row)
	case s.Inner == nil && s.Known != nil:
		return s.Known.RowParam
	case s.Inner == nil && s.Op != nil:
		return paramIndex(s.Op.Row.Value)
	}
	return -1
}

// entityParam is the parameter whose dynamic type is the entity; -1 if none.
func (s *Site) entityParam() int {
	if s.Inner == nil && s.Known != nil {
		return s.Known.EntityParam
	}
	return paramIndex(s.Entity.From)
}

func paramIndex(v ssa.Value) int {
	if v == nil {
		return -1
	}
	p, ok := value.Strip(v).(*ssa.Parameter)
	if !ok {
		return -1
	}
	for i, q := range p.Parent().Params {
		if q == p {
			return i
		}
	}
	return -1
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
