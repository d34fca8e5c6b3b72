package value

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// maxFills bounds the fields that are followed through one call.
const maxFills = 24

// content returns the identity of what p.path holds when at runs; a nil at
// means at the end.
//
//	u := User{Email: e}     store u.Email ← e
//	if absent { u.Email = f }   store u.Email ← f, if that branch is live
//	db.Create(&u)           at: the last of these that can still hold
func (w *View) content(p Place, path []string, at ssa.Instruction) *Expr {
	full := append(slices.Clip(p.Path), path...)
	if !w.enter() {
		return fields(leaf(Opaque, "", 0, p.Root), full)
	}
	defer func() { w.depth-- }()
	parent := p.Root.Parent()
	if parent == nil {
		return w.initial(p.Root, full, at, false)
	}
	f := w.r.family(parent)
	at = anchor(at, parent, f.stores[p.Root])
	stores := w.reaching(p.Root, f.stores[p.Root], full, at)
	var alt []*Expr
	certain := false
	since := renewed(p.Root, at)
	for _, s := range stores {
		if s.dominates && w.clears(s.store, p.Root) {
			since = s.instr
			continue
		}
		alt = append(alt, w.stored(s.store, full))
		certain = certain || s.dominates
	}
	if !certain {
		escaped := slices.ContainsFunc(f.escapes[p.Root], func(i ssa.Instruction) bool {
			return i != at && w.live(i.Block()) && reaches(i, at, since, w.live)
		}) || slices.ContainsFunc(f.stores[p.Root], func(s store) bool {
			return isPart(s.path, full) && w.live(s.instr.Block())
		})
		alt = append(alt, w.initial(p.Root, full, at, escaped))
	}
	return anyOf(alt)
}

// isPart reports whether path is a part of what full names: the whole is not what
// it was when a part of it is stored.
func isPart(path, full []string) bool {
	return len(path) > len(full) && slices.Equal(path[:len(full)], full)
}

// clears reports whether a store makes a whole variable zero, which is how it
// begins: whoever gets its address afterwards may fill it.
//
//	req := Request{}     like var req Request
//	json.Unmarshal(data, &req)
func (w *View) clears(s store, root ssa.Value) bool {
	k, ok := s.val.(*ssa.Const)
	_, local := root.(*ssa.Alloc)
	return ok && local && len(s.path) == 0 && w.project(k, nil).Op == Zero
}

// renewed is the instruction that makes the variable root anew in the function of at:
// what another round of a loop did to it is gone. It is nil for none.
func renewed(root ssa.Value, at ssa.Instruction) ssa.Instruction {
	if alloc, ok := root.(*ssa.Alloc); ok && at != nil && alloc.Parent() == at.Parent() {
		return alloc
	}
	return nil
}

// anchor moves a read in a closure to where the closure is made, in the function
// that has the variable; unless closures store to it, too.
//
//	func ByName(name string) func(*gorm.DB) *gorm.DB {     store name ← parameter
//		return func(db *gorm.DB) *gorm.DB {               anchor: the closure is made
//			return db.Where("name = ?", name)             at: name is read
func anchor(at ssa.Instruction, fn *ssa.Function, stores []store) ssa.Instruction {
	if at == nil || at.Parent() == fn {
		return at
	}
	for _, s := range stores {
		if s.instr.Parent() != fn {
			return at
		}
	}
	for inner := at.Parent(); inner != nil; inner = inner.Parent() {
		if inner.Parent() == fn {
			if mc := maker(inner); mc != nil {
				return mc
			}
			return at
		}
	}
	return at
}

// maker is the instruction that makes a closure, nil if there are several.
func maker(fn *ssa.Function) *ssa.MakeClosure {
	var found *ssa.MakeClosure
	for _, block := range fn.Parent().Blocks {
		for _, instr := range block.Instrs {
			if mc, ok := instr.(*ssa.MakeClosure); ok && mc.Fn == fn {
				if found != nil {
					return nil
				}
				found = mc
			}
		}
	}
	return found
}

// stored is the identity of full within the value that s stored.
func (w *View) stored(s store, full []string) *Expr {
	if s.from != nil {
		return w.FieldOf(s.from, full[len(s.path):], s.instr)
	}
	if s.fill != nil {
		return w.filled(s.fill, full[s.fill.at:])
	}
	rest := full[len(s.path):]
	v := strip(s.val)
	if _, ok := v.Type().Underlying().(*types.Pointer); ok && len(rest) > 0 {
		return w.content(w.place(v), rest, s.instr)
	}
	return w.project(v, rest)
}

// filled is what a callee leaves in a field of what its parameter points to.
func (w *View) filled(f *fill, path []string) *Expr {
	if f.fn == nil {
		return w.Subst(f.value, nil, f.call)
	}
	e := w.r.left(f.fn, f.param, path)
	if e == nil {
		return leaf(Opaque, "", 0, f.fn.Params[f.param])
	}
	return w.Subst(e, f.fn, f.call)
}

// exit is the only return of fn, nil when there are several.
func exit(fn *ssa.Function) ssa.Instruction {
	var found ssa.Instruction
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && fn.Recover != b {
			if found != nil {
				return nil
			}
			found = ret
		}
	}
	return found
}

// initial is what a place holds before any store that this function can see.
func (w *View) initial(root ssa.Value, path []string, at ssa.Instruction, escaped bool) *Expr {
	switch root := root.(type) {
	case *ssa.Alloc:
		if !escaped {
			return ZeroExpr()
		}
		return fields(leaf(Alloc, root.Comment, 0, root), path)
	case *ssa.IndexAddr:
		if isEach(root.Index) {
			return w.Element(root.X, path, at)
		}
		return fields(w.elem(root.X, root.Index), path)
	case *ssa.UnOp:
		if root.Op == token.MUL {
			return w.behind(w.content(w.place(root.X), nil, root), path, at)
		}
	}
	return w.project(root, path)
}

// hasField reports whether a struct, or what a pointer points to, has a field.
func hasField(t types.Type, path []string) bool {
	if len(path) == 0 {
		return true
	}
	for _, f := range path {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, f)
		v, ok := obj.(*types.Var)
		if !ok {
			return false
		}
		t = v.Type()
	}
	return true
}

// behind is the identity of a field of what the pointer e points to.
func (w *View) behind(e *Expr, path []string, at ssa.Instruction) *Expr {
	switch {
	case len(path) == 0:
		return e
	case (e.Op == Alloc || isCall(e)) && e.Ref != nil:
		return w.content(Place{Root: e.Ref}, path, at)
	case e.Op == Any:
		alt := make([]*Expr, len(e.Args))
		for i, a := range e.Args {
			alt[i] = w.behind(a, path, at)
		}
		return anyOf(alt)
	}
	return fields(e, path)
}

// isCall reports whether e is what a call made, of which more is not known.
func isCall(e *Expr) bool {
	_, ok := e.Ref.(*ssa.Call)
	return ok && e.Op == Opaque
}

type reachingStore struct {
	store
	dominates bool
}

// reaching returns the stores that may be the last to full before at.
func (w *View) reaching(root ssa.Value, all []store, full []string, at ssa.Instruction) []reachingStore {
	var cand []store
	for _, s := range all {
		if s.from != nil && !hasField(s.from.Type(), full[min(len(s.path), len(full)):]) {
			continue
		}
		if len(s.path) <= len(full) && slices.Equal(s.path, full[:len(s.path)]) && w.live(s.instr.Block()) {
			cand = append(cand, s)
		}
	}
	var last *store // the last store that every path to at passes
	for i := range cand {
		s := &cand[i]
		if at == nil || s.instr.Parent() != at.Parent() || !dominates(s.instr, at) {
			continue
		}
		if last == nil || dominates(last.instr, s.instr) {
			last = s
		}
	}
	var out []reachingStore
	for i := range cand {
		s := &cand[i]
		switch {
		case s == last:
			out = append(out, reachingStore{*s, true})
		case at == nil || s.instr.Parent() != at.Parent():
			// A closure's store: it may have run, unless a later one here hides it.
			if last == nil {
				out = append(out, reachingStore{store: *s})
			}
		case last == nil && reaches(s.instr, at, renewed(root, at), w.live), last != nil && reaches(s.instr, at, last.instr, w.live):
			out = append(out, reachingStore{store: *s})
		}
	}
	return out
}

// Address returns the identity of the place that the pointer v points to: two
// equal ones are the same variable.
func (w *View) Address(v ssa.Value) *Expr {
	p := w.place(v)
	if alloc, ok := p.Root.(*ssa.Alloc); ok {
		return fields(leaf(Alloc, alloc.Comment, 0, alloc), p.Path)
	}
	return fields(w.Of(p.Root), p.Path)
}
