package value

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// Place is an address: a root and a path of fields from there.
type Place struct {
	Root ssa.Value
	Path []string
}

// PlaceOf returns the place that the address v names.
func PlaceOf(v ssa.Value) Place { return place(v, 0) }

func (w *View) place(v ssa.Value) Place { return place(v, 0) }

func place(v ssa.Value, depth int) Place {
	v = strip(v)
	if depth > maxDepth {
		return Place{Root: v}
	}
	switch v := v.(type) {
	case *ssa.FieldAddr:
		p := place(v.X, depth+1)
		return Place{p.Root, append(slices.Clip(p.Path), fieldName(v.X.Type(), v.Field))}
	case *ssa.IndexAddr:
		if c, ok := v.Index.(*ssa.Const); ok {
			if _, ok := strip(v.X).(*ssa.Alloc); ok {
				p := place(v.X, depth+1)
				return Place{p.Root, append(slices.Clip(p.Path), "["+strconv.FormatInt(c.Int64(), 10)+"]")}
			}
		}
	case *ssa.FreeVar:
		if b := binding(v); b != nil {
			return place(b, depth+1)
		}
	case *ssa.UnOp:
		// A pointer variable that is assigned once stands for what it points to.
		if v.Op == token.MUL {
			if p, ok := onlyStore(place(v.X, depth+1)); ok {
				return place(p, depth+1)
			}
		}
	}
	return Place{Root: v}
}

// onlyStore returns the single pointer stored to a local pointer variable.
func onlyStore(p Place) (ssa.Value, bool) {
	alloc, ok := p.Root.(*ssa.Alloc)
	if !ok || len(p.Path) > 0 {
		return nil, false
	}
	if _, ok := types.Unalias(alloc.Type().Underlying().(*types.Pointer).Elem()).Underlying().(*types.Pointer); !ok {
		return nil, false
	}
	var val ssa.Value
	n := 0
	var scan func(addr ssa.Value)
	scan = func(addr ssa.Value) {
		for _, ref := range *addr.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if ref.Addr == addr {
					n++
					val = ref.Val
				}
			case *ssa.MakeClosure:
				for i, b := range ref.Bindings {
					if b == addr {
						scan(ref.Fn.(*ssa.Function).FreeVars[i])
					}
				}
			case *ssa.Call:
				n = 2 // its address goes elsewhere
			}
		}
	}
	scan(alloc)
	return val, n == 1
}

// store is one assignment to a place: by an instruction, or by a callee that
// is given the address.
type store struct {
	path  []string
	val   ssa.Value
	instr ssa.Instruction
	fill  *fill
	from  ssa.Value // copied field by field from here
}

// fill is a call of a function that stores to what a parameter points to.
//
//	req.Generate(&user)     user.Name ← req.Name, by Generate's body
type fill struct {
	call  ssa.CallInstruction
	fn    *ssa.Function // nil for a function of another package
	param int
	at    int   // length of the argument's own path
	value *Expr // what facts say is stored, when fn is nil
}

// family is a top-level function and its closures, which share locals.
type family struct {
	reader  *Reader
	stores  map[ssa.Value][]store
	escapes map[ssa.Value][]ssa.Instruction
}

func (r *Reader) family(fn *ssa.Function) *family {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if f := r.families[fn]; f != nil {
		return f
	}
	f := &family{reader: r, stores: map[ssa.Value][]store{}, escapes: map[ssa.Value][]ssa.Instruction{}}
	r.families[fn] = f
	var scan func(fn *ssa.Function)
	scan = func(fn *ssa.Function) {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				f.add(instr)
			}
		}
		for _, anon := range fn.AnonFuncs {
			scan(anon)
		}
	}
	scan(fn)
	return f
}

func (f *family) add(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.Store:
		p := PlaceOf(instr.Addr)
		f.stores[p.Root] = append(f.stores[p.Root], store{path: p.Path, val: instr.Val, instr: instr})
		f.escape(instr.Val, instr)
	case ssa.CallInstruction:
		f.addFills(instr)
		for _, op := range instr.Operands(nil) {
			if *op != nil {
				f.escape(*op, instr)
			}
		}
	case *ssa.MakeClosure:
		for _, b := range instr.Bindings {
			f.escape(b, instr)
		}
	}
}

// maxFills bounds the fields that are followed through one call.
const maxFills = 24

// addFills notes the places that a callee with a body here stores to.
func (f *family) addFills(call ssa.CallInstruction) {
	if dst, src := f.reader.copies(call.Common()); dst != nil {
		p := PlaceOf(dst)
		f.stores[p.Root] = append(f.stores[p.Root], store{path: p.Path, instr: call, from: src})
		return
	}
	fn := Callee(call.Common())
	if fn == nil || fn.Parent() != nil || fn == call.Parent() {
		return
	}
	if len(fn.Blocks) == 0 {
		f.addKnownFills(call)
		return
	}
	var inner *family
	for i, param := range fn.Params {
		arg := Argument(call.Common(), i)
		if _, ok := param.Type().Underlying().(*types.Pointer); !ok || arg == nil {
			continue
		}
		if inner == nil {
			inner = f.reader.family(fn)
		}
		p := PlaceOf(arg)
		for n, s := range inner.stores[param] {
			if n >= maxFills {
				break
			}
			path := append(slices.Clone(p.Path), s.path...)
			f.stores[p.Root] = append(f.stores[p.Root], store{path: path, instr: call, fill: &fill{call: call, fn: fn, param: i, at: len(p.Path)}})
		}
	}
}

// addKnownFills notes the places that a function of another package stores to.
func (f *family) addKnownFills(call ssa.CallInstruction) {
	obj := calleeObject(call.Common())
	if obj == nil || f.reader.facts == nil {
		return
	}
	desc := f.reader.facts(obj)
	if desc == nil {
		return
	}
	for _, part := range desc.Fills {
		arg := Argument(call.Common(), part.Index)
		if arg == nil {
			continue
		}
		p := PlaceOf(arg)
		path := append(slices.Clone(p.Path), part.Path...)
		f.stores[p.Root] = append(f.stores[p.Root], store{path: path, instr: call, fill: &fill{call: call, param: part.Index, at: len(p.Path), value: part.Value}})
	}
}

// escape notes that instr hands the address v to someone else.
func (f *family) escape(v ssa.Value, instr ssa.Instruction) {
	if _, ok := strip(v).Type().Underlying().(*types.Pointer); !ok {
		return
	}
	if p := PlaceOf(v); p.Root != nil {
		if _, ok := p.Root.(*ssa.Alloc); ok {
			f.escapes[p.Root] = append(f.escapes[p.Root], instr)
		}
	}
}

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
	stores := w.reaching(f.stores[p.Root], full, at)
	var alt []*Expr
	certain := false
	for _, s := range stores {
		alt = append(alt, w.stored(s.store, full))
		certain = certain || s.dominates
	}
	if !certain {
		escaped := slices.ContainsFunc(f.escapes[p.Root], func(i ssa.Instruction) bool {
			return i != at && w.live(i.Block()) && reaches(i, at, nil, w.live)
		})
		alt = append(alt, w.initial(p.Root, full, at, escaped))
	}
	return anyOf(alt)
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
	case e.Op == Alloc && e.Ref != nil:
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

type reachingStore struct {
	store
	dominates bool
}

// reaching returns the stores that may be the last to full before at.
func (w *View) reaching(all []store, full []string, at ssa.Instruction) []reachingStore {
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
		case last == nil && reaches(s.instr, at, nil, w.live), last != nil && reaches(s.instr, at, last.instr, w.live):
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
