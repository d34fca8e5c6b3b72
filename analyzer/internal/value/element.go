package value

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Element returns the identity of a field path of an element of the list v, or
// of the list that v points to, as it is when at runs. All elements of a list
// are one: what is done to each of them is done to the one that matters.
//
//	for _, u := range req.Users { ids = append(ids, u.ID) }     an element of ids
//	db.Where("id IN ?", ids).Find(&found)                       is one of req.Users, its ID
func (w *View) Element(v ssa.Value, path []string, at ssa.Instruction) *Expr {
	if e := w.element(v, path, at, map[ssa.Value]bool{}); e != nil {
		return e
	}
	return ZeroExpr() // an empty list
}

// maxElements bounds the elements of a list that is written out.
const maxElements = 8

func (w *View) element(v ssa.Value, path []string, at ssa.Instruction, seen map[ssa.Value]bool) *Expr {
	v = strip(v)
	if seen[v] {
		return nil
	}
	seen[v] = true
	if !w.enter() {
		return leaf(Opaque, "", 0, v)
	}
	defer func() { w.depth-- }()
	switch v := v.(type) {
	case *ssa.Const:
		return nil
	case *ssa.Slice:
		if k, ok := v.High.(*ssa.Const); ok && k.Int64() == 0 {
			return nil // kept := all[:0]
		}
		if array, ok := v.X.(*ssa.Alloc); ok && isArray(array) {
			return w.written(array, path, v)
		}
		return w.element(v.X, path, at, seen)
	case *ssa.Phi:
		return w.joined(v.Edges, path, at, seen)
	case *ssa.MakeSlice:
		return w.joined(assigned(v), path, nil, nil)
	case *ssa.Alloc:
		if vals, other := storedTo(v); len(vals) > 0 {
			e := w.joined(vals, path, at, seen)
			if !other {
				return e
			}
			if rest := fields(node(Elem, "", 0, w.Of(v), each()), path); e != nil {
				return anyOf([]*Expr{e, rest})
			}
		}
	case *ssa.FreeVar:
		if b := binding(v); b != nil {
			return w.element(b, path, at, seen)
		}
	case *ssa.UnOp:
		if v.Op != token.MUL {
			break
		}
		switch x := v.X.(type) {
		case *ssa.Alloc, *ssa.FreeVar:
			return w.element(x, path, at, seen)
		}
	case *ssa.Call:
		if e, ok := w.elementOfCall(v, path, seen); ok {
			return e
		}
	}
	return fields(node(Elem, "", 0, w.Of(v), each()), path)
}

// joined is the element of several lists, or with a nil seen one of several
// values.
func (w *View) joined(vals []ssa.Value, path []string, at ssa.Instruction, seen map[ssa.Value]bool) *Expr {
	var alt []*Expr
	for _, v := range vals {
		var e *Expr
		if seen == nil {
			e = w.FieldOf(v, path, at)
		} else {
			e = w.element(v, path, at, seen)
		}
		if e != nil {
			alt = append(alt, e)
		}
	}
	if len(alt) == 0 {
		return nil
	}
	return anyOf(alt)
}

func isArray(alloc *ssa.Alloc) bool {
	_, ok := alloc.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	return ok
}

// written is the element of a list that is written out.
func (w *View) written(array *ssa.Alloc, path []string, at ssa.Instruction) *Expr {
	var alt []*Expr
	seen := map[string]bool{}
	for _, ref := range *array.Referrers() {
		addr, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		p := w.place(addr)
		if p.Root != ssa.Value(array) || len(p.Path) != 1 || seen[p.Path[0]] || len(alt) == maxElements {
			continue
		}
		seen[p.Path[0]] = true
		alt = append(alt, w.content(p, path, at))
	}
	if len(alt) == 0 {
		return nil
	}
	return anyOf(alt)
}

// assigned are the values that the elements of a list are set to.
func assigned(list ssa.Value) []ssa.Value {
	var out []ssa.Value
	for _, ref := range *list.Referrers() {
		if addr, ok := ref.(*ssa.IndexAddr); ok {
			out = append(out, Stores(addr)...)
		}
	}
	return out
}

// storedTo are the lists that a list variable is set to; other says that someone
// else may set it, too.
func storedTo(alloc *ssa.Alloc) (vals []ssa.Value, other bool) {
	for _, ref := range *alloc.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == ssa.Value(alloc) {
				vals = append(vals, ref.Val)
			}
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.MakeClosure:
			other = other || !onlyRead(ref, alloc)
		default:
			other = true
		}
	}
	return vals, other
}

// onlyRead reports whether a closure only reads a variable that it captures.
func onlyRead(mc *ssa.MakeClosure, captured ssa.Value) bool {
	for i, b := range mc.Bindings {
		if b != captured {
			continue
		}
		for _, ref := range *mc.Fn.(*ssa.Function).FreeVars[i].Referrers() {
			switch ref.(type) {
			case *ssa.UnOp, *ssa.DebugRef:
			default:
				return false
			}
		}
	}
	return true
}

// elementOfCall is an element of the list that a call returns, false when
// nothing is known of it.
func (w *View) elementOfCall(call *ssa.Call, path []string, seen map[ssa.Value]bool) (*Expr, bool) {
	if b, ok := call.Call.Value.(*ssa.Builtin); ok {
		if b.Name() == "append" {
			return w.joined(call.Call.Args, path, call, seen), true
		}
		return nil, false
	}
	if lists, fn := Mapped(call); fn != nil {
		e := w.r.result(fn, 0, path)
		if e == nil {
			return nil, false
		}
		return Rewrite(e, func(p *Expr, rest []string) *Expr {
			if q, ok := p.Ref.(*ssa.Parameter); ok && q.Parent() == fn && p.Index == 0 {
				return w.Element(lists[0], rest, call)
			}
			return nil
		}), true
	} else if lists != nil {
		return w.joined(lists, path, call, seen), true
	}
	fn := Callee(&call.Call)
	if fn == nil || len(fn.Blocks) == 0 || fn == call.Parent() {
		return nil, false
	}
	var alt []*Expr
	for _, ret := range successes(fn) {
		if e := w.r.View(nil).element(ret.Results[0], path, ret, map[ssa.Value]bool{}); e != nil {
			alt = append(alt, w.Subst(e, fn, call))
		}
	}
	if len(alt) == 0 {
		return nil, false
	}
	return anyOf(alt), true
}

// each stands for the index of any element of a list.
func each() *Expr { return leaf(Each, "", 0, nil) }

// isEach reports whether an index goes through a list from its start.
//
//	for i := range list        i = phi(-1, i) + 1
//	for i := 0; i < n; i++     i = phi(0, i + 1)
func isEach(index ssa.Value) bool {
	if sum, ok := index.(*ssa.BinOp); ok && sum.Op == token.ADD {
		phi, ok := sum.X.(*ssa.Phi)
		return ok && startsAt(phi, -1) && slices.Contains(phi.Edges, index)
	}
	phi, ok := index.(*ssa.Phi)
	if !ok || !startsAt(phi, 0) {
		return false
	}
	return slices.ContainsFunc(phi.Edges, func(e ssa.Value) bool {
		sum, ok := e.(*ssa.BinOp)
		return ok && sum.Op == token.ADD && sum.X == index
	})
}

func startsAt(phi *ssa.Phi, n int64) bool {
	return slices.ContainsFunc(phi.Edges, func(e ssa.Value) bool {
		k, ok := e.(*ssa.Const)
		if !ok || k.Value == nil {
			return false
		}
		b, ok := k.Type().Underlying().(*types.Basic)
		return ok && b.Info()&types.IsInteger != 0 && k.Int64() == n
	})
}
