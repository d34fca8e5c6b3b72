package world

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// eval returns what is known of v in state s.
func (f *frame) eval(v ssa.Value, s *state) Val {
	switch v := v.(type) {
	case *ssa.Const:
		return ConstVal(v)
	case *ssa.IndexAddr:
		if row := f.element(v, s); row.Kind == Loaded {
			return Val{Kind: PtrLoaded, Text: row.Text}
		}
		return nonNil
	case *ssa.Function, *ssa.MakeClosure, *ssa.Alloc, *ssa.Global, *ssa.FieldAddr:
		return nonNil
	}
	return s.value(slot{v, 0})
}

// step runs one instruction other than a call; it reports whether the path goes
// on behind it.
func (f *frame) step(instr ssa.Instruction, s *state) bool {
	switch instr := instr.(type) {
	case *ssa.Phi, *ssa.DebugRef:
		return true
	case *ssa.Alloc:
		if !isArray(instr.Type()) {
			s.write(instr, "", zero)
		}
	case *ssa.Store:
		f.store(instr, s)
	case *ssa.UnOp:
		f.unop(instr, s)
	case *ssa.BinOp:
		s.set(instr, f.binop(instr, s))
	case *ssa.Field:
		s.set(instr, part(f.eval(instr.X, s), "."+value.FieldName(instr.X.Type(), instr.Field)))
	case *ssa.Extract:
		s.set(instr, s.value(slot{instr.Tuple, instr.Index + 1}))
	case *ssa.MakeInterface:
		s.set(instr, f.box(instr, s))
	case *ssa.ChangeType:
		s.set(instr, f.eval(instr.X, s))
	case *ssa.ChangeInterface:
		s.set(instr, f.eval(instr.X, s))
	case *ssa.Convert:
		s.set(instr, f.eval(instr.X, s))
	case *ssa.TypeAssert:
		f.assert(instr, s)
	case *ssa.Slice:
		f.slice(instr, s)
	case *ssa.MakeMap:
		f.makeMap(instr, s)
	case *ssa.MapUpdate, *ssa.Lookup:
		return f.mapStep(instr, s)
	case *ssa.MakeSlice:
		s.set(instr, f.made(instr.Len, s))
	case *ssa.MakeChan, *ssa.MakeClosure:
		s.set(instr.(ssa.Value), nonNil)
	case *ssa.Panic:
		return false
	case *ssa.Return:
		f.ret(instr, s)
		return false
	case *ssa.Defer, *ssa.Go:
		f.noteCall(instr.(ssa.CallInstruction), s)
	default:
		// A value computed again in a loop is not what it was before.
		if v, ok := instr.(ssa.Value); ok {
			s.set(v, Val{})
		}
	}
	return true
}

// slice keeps whether a list is empty: a whole one, and one written out. A
// constant capacity makes a slice of an array: make([]T, 0) is new([0]T)[:0].
func (f *frame) slice(instr *ssa.Slice, s *state) {
	if p, ok := instr.X.Type().Underlying().(*types.Pointer); ok && instr.Low == nil && instr.High != nil && isArray(p) {
		s.set(instr, f.made(instr.High, s))
		return
	}
	if k, ok := instr.High.(*ssa.Const); ok && k.Int64() == 0 {
		s.set(instr, zero) // kept := all[:0]
		return
	}
	if instr.Low != nil || instr.High != nil {
		return
	}
	if p, ok := instr.X.Type().Underlying().(*types.Pointer); ok {
		if array, ok := p.Elem().Underlying().(*types.Array); ok && array.Len() == 0 {
			s.set(instr, zero)
		}
		return
	}
	if x := f.eval(instr.X, s); x.Kind == Zero || x.Kind == Set {
		s.set(instr, x)
	}
}

// made is a list of some length. One that is empty is taken for nil: hardly
// anybody asks which it is.
func (f *frame) made(length ssa.Value, s *state) Val {
	n := f.eval(length, s)
	switch {
	case n.Kind == Zero:
		return zero
	case positive(n):
		return set
	}
	return nonNil
}

func (f *frame) store(instr *ssa.Store, s *state) {
	p := f.place(instr.Addr)
	if isArray(p.Root.Type()) {
		return // the arguments of a variadic call
	}
	s.spread(p.Root, dotted(p.Path), f.eval(instr.Val, s))
}

// isArray reports whether t points to an array.
func isArray(t types.Type) bool {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	_, ok = p.Elem().Underlying().(*types.Array)
	return ok
}

func (f *frame) unop(instr *ssa.UnOp, s *state) {
	switch instr.Op {
	case token.MUL:
		s.set(instr, f.load(instr, s))
	case token.NOT:
		switch f.eval(instr.X, s).Kind {
		case Zero:
			s.set(instr, yes)
		case Const, Set:
			s.set(instr, no)
		default:
			s.set(instr, Val{})
		}
	default:
		s.set(instr, Val{})
	}
}

func (f *frame) load(instr *ssa.UnOp, s *state) Val {
	if g, ok := instr.X.(*ssa.Global); ok {
		return f.global(g)
	}
	p := f.place(instr.X)
	path := dotted(p.Path)
	if v, ok := s.whole(p.Root, path); ok {
		return v
	}
	if index, ok := p.Root.(*ssa.IndexAddr); ok {
		_, pointer := instr.Type().Underlying().(*types.Pointer)
		switch row := f.element(index, s); {
		case row.Kind != Unknown && path == "":
			return row
		case row.Kind == Loaded || row.Kind == Composite:
			return part(row, path)
		case pointer && path == "" && f.eval(index.X, s).Kind == Set:
			return nonNil // hardly anybody keeps nil in a list
		}
	}
	base := f.eval(p.Root, s)
	if path == "" {
		switch base.Kind {
		case PtrZero:
			return zero
		case PtrLoaded:
			return Val{Kind: Loaded, Text: base.Text}
		case Detail:
			return base
		}
		return Val{}
	}
	return part(base, path)
}

func constSentinel(t *types.TypeName, c *ssa.Const) types.Object {
	if t.Pkg() == nil {
		return nil
	}
	scope := t.Pkg().Scope()
	for _, name := range scope.Names() {
		if k, ok := scope.Lookup(name).(*types.Const); ok && types.Identical(k.Type(), t.Type()) && constant.Compare(k.Val(), token.EQL, c.Value) {
			return k
		}
	}
	return nil
}

// ret records how the frame ends.
func (f *frame) ret(instr *ssa.Return, s *state) {
	results := make([]Val, len(instr.Results))
	for i, r := range instr.Results {
		results[i] = f.result(r, s)
	}
	f.outs = append(f.outs, outcome{results, s})
}

// result is a returned value; a pointer to a local takes along what is known
// of the local.
func (f *frame) result(v ssa.Value, s *state) Val {
	val := f.eval(v, s)
	if n := s.size(v); n.Kind != Unknown {
		n.Text = s.field(v)
		return n // a map, and hardly anybody asks whether it is nil
	}
	if _, ok := v.Type().Underlying().(*types.Pointer); !ok {
		return val
	}
	if val.Kind != NonNil {
		return val
	}
	if value.ImplementsError(v.Type()) {
		return f.domainError(v, s)
	}
	p := f.place(v)
	if c, ok := s.whole(p.Root, dotted(p.Path)); ok {
		switch c.Kind {
		case Zero:
			return Val{Kind: PtrZero}
		case Loaded:
			return Val{Kind: PtrLoaded, Text: c.Text}
		}
	}
	return val
}

// assert evaluates x.(T). In the lost world an error is whatever type the
// models know as one that says unique violation.
func (f *frame) assert(instr *ssa.TypeAssert, s *state) {
	x := f.eval(instr.X, s)
	val, ok := x, Val{}
	if value.IsError(instr.X.Type()) {
		val, ok = f.asType(x, instr.AssertedType)
	} else if x.Kind == Zero {
		val, ok = zero, no
	} else if (x.Kind == Set || x.Kind == Loaded || x.Kind == PtrLoaded) && f.seed.World == Present {
		ok = yes // what was found is what the program stores
	}
	if !instr.CommaOk {
		s.set(instr, val)
		return
	}
	s.setSlot(slot{instr, 1}, val)
	s.setSlot(slot{instr, 2}, ok)
}
