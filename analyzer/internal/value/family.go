package value

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

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
		f.escape(instr.Val, handed(instr))
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

// handed is the call that a store hands its value to, when it fills the list of a
// variadic call; else the store.
func handed(st *ssa.Store) ssa.Instruction {
	elem, ok := st.Addr.(*ssa.IndexAddr)
	if !ok {
		return st
	}
	list, ok := elem.X.(*ssa.Alloc)
	if !ok || list.Comment != "varargs" {
		return st
	}
	for _, ref := range *list.Referrers() {
		if slice, ok := ref.(*ssa.Slice); ok && slice.Referrers() != nil && len(*slice.Referrers()) == 1 {
			if call, ok := (*slice.Referrers())[0].(ssa.CallInstruction); ok {
				return call
			}
		}
	}
	return st
}

// addFills notes the places that a callee with a body here stores to.
func (f *family) addFills(call ssa.CallInstruction) {
	if dst, src := f.reader.copies(call.Common()); dst != nil {
		p := PlaceOf(dst)
		f.stores[p.Root] = append(f.stores[p.Root], store{path: p.Path, instr: call, from: src})
		return
	}
	fn := Callee(call.Common())
	if fn == nil || len(fn.Blocks) == 0 {
		f.addKnownFills(call)
		return
	}
	if fn.Parent() != nil || fn == call.Parent() {
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
	obj := Called(call.Common())
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
