package harm

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// random reports whether the value that is stored is made anew by each call: a
// key, an identifier, a process id.
func (j *Judge) random(p *protect.Pair) bool {
	if e := j.stored(p); e != nil && j.fresh(e, 0) {
		return true
	}
	v := rowValue(p.Create)
	return v != nil && j.filled(v, 0)
}

// stored is the identity of what p's create stores.
func (j *Judge) stored(p *protect.Pair) *value.Expr {
	return p.Create.RowIs(j.sums.Ops.View())
}

// rowValue is what a create stores when it is seen in its function, nil when a
// helper or another package makes it.
func rowValue(s *summary.Site) ssa.Value {
	switch {
	case s.Inner == nil && s.Op != nil:
		return s.Op.Row.Value
	case s.Inner != nil && s.Known != nil && s.Inner.Inner == nil:
		return knownArgument(s)
	case s.Inner != nil:
		return argumentFor(s)
	}
	return nil
}

// knownArgument is the argument that a call of a function of another package
// passes for what that stores.
func knownArgument(s *summary.Site) ssa.Value {
	call, ok := s.At.(ssa.CallInstruction)
	if e := s.Known.Row; ok && e != nil && e.Op == value.Param {
		return value.Argument(call.Common(), e.Index)
	}
	return nil
}

// argumentFor is the argument that a call of a helper passes for what is stored.
func argumentFor(s *summary.Site) ssa.Value {
	v := rowValue(s.Inner)
	if v == nil || s.Callback {
		return v
	}
	param, ok := value.Strip(v).(*ssa.Parameter)
	if !ok || param.Parent() != s.Callee {
		return v
	}
	call, ok := s.At.(ssa.CallInstruction)
	for i, q := range s.Callee.Params {
		if ok && q == param {
			return value.Argument(call.Common(), i)
		}
	}
	return nil
}

// fresh reports whether a value is random, or a struct with a field that is. A
// time is none: two of them mean the same.
func (j *Judge) fresh(e *value.Expr, depth int) bool {
	if depth > 4 {
		return false
	}
	if e.Op == value.Fresh {
		call, ok := e.Ref.(*ssa.Call)
		if !ok {
			return false
		}
		b, ok := j.sums.Ops.Bound(&call.Call)
		return ok && b.File.Store != "time"
	}
	// A variable that is stored itself has an identity of its own. One that a text
	// is made of is its fields: s := &Session{ID: uuid.NewString()}; json.Marshal(s)
	if alloc, ok := e.Ref.(*ssa.Alloc); ok && e.Op == value.Alloc && depth > 0 {
		all := func(string) bool { return true }
		return slices.ContainsFunc(value.FieldStores(alloc, all), func(v ssa.Value) bool { return j.fresh(j.sums.Ops.View().Of(v), depth+1) })
	}
	for _, a := range e.Args {
		if e.Op != value.Any && j.fresh(a, depth+1) {
			return true
		}
	}
	return false
}

// filled reports whether v is a buffer that was filled with random bytes, or a text
// that is made of one.
//
//	key := make([]byte, 32); rand.Read(key); os.WriteFile(name, key, 0o600)
//	id := "w-" + hex.EncodeToString(b)
func (j *Judge) filled(v ssa.Value, depth int) bool {
	v = value.Strip(v)
	if s, ok := v.(*ssa.Slice); ok {
		v = s.X
	}
	if depth > 6 || v.Referrers() == nil {
		return false
	}
	for _, ref := range *v.Referrers() {
		call, ok := ref.(ssa.CallInstruction)
		if s, isSlice := ref.(*ssa.Slice); isSlice && !ok {
			for _, r := range *s.Referrers() {
				if c, is := r.(ssa.CallInstruction); is && j.fills(c, s) {
					return true
				}
			}
		}
		if ok && j.fills(call, v) {
			return true
		}
	}
	return slices.ContainsFunc(j.parts(v), func(part ssa.Value) bool { return j.filled(part, depth+1) })
}

// parts are the values that a text is made of; of a variable with several values,
// these.
func (j *Judge) parts(v ssa.Value) []ssa.Value {
	switch v := v.(type) {
	case *ssa.Convert:
		return []ssa.Value{v.X}
	case *ssa.BinOp:
		return []ssa.Value{v.X, v.Y}
	case *ssa.Phi:
		return v.Edges
	case *ssa.Call:
		b, ok := j.sums.Ops.Bound(&v.Call)
		if !ok || b.Does != model.Pure && b.Does != model.Format {
			return nil
		}
		var out []ssa.Value
		for _, a := range v.Call.Args {
			if elems, ok := value.Variadic(a); ok {
				out = append(out, elems...)
			} else {
				out = append(out, a)
			}
		}
		return out
	}
	return nil
}

func (j *Judge) fills(call ssa.CallInstruction, v ssa.Value) bool {
	b, ok := j.sums.Ops.Bound(call.Common())
	if !ok || b.Does != model.Fresh {
		return false
	}
	for _, at := range b.DestAt {
		for _, d := range op.PlaceValues(call.Common(), at) {
			if value.Strip(d) == v {
				return true
			}
		}
	}
	return false
}

// marker reports whether the value says no more than that the key is taken: a
// constant. The constant content of a file is a beginning, not a mark, and the
// answer that a function remembers is none.
func (j *Judge) marker(p *protect.Pair) bool {
	if p.Create.Of.Holds == "file" || !claims(p) && !sends(p) || j.records(p) || j.remembers(p) {
		return false
	}
	e := j.stored(p)
	if e == nil {
		return false
	}
	if e.Op == value.Const {
		return true
	}
	v := rowValue(p.Create)
	if v == nil {
		return false
	}
	s, ok := value.Strip(v).Type().Underlying().(*types.Struct)
	return ok && s.NumFields() == 0
}

// own reports whether the value is an object that the caller has brought along.
func (j *Judge) own(p *protect.Pair) bool {
	e := j.stored(p)
	if e == nil || p.Create.Of.Holds == "file" {
		return false
	}
	root, _ := e.Root()
	if root.Op != value.Param {
		return false
	}
	param, ok := root.Ref.(*ssa.Parameter)
	if !ok {
		return false
	}
	switch param.Type().Underlying().(type) {
	case *types.Basic:
		return false
	}
	return param.Parent().Signature.Recv() == nil || param.Parent().Params[0] != param
}
