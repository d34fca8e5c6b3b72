package world

import (
	"go/token"
	"go/types"
	"maps"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// box keeps what is known of a value that becomes an interface. A pointer to
// a type with an Error method becomes an error of that type.
func (f *frame) box(instr *ssa.MakeInterface, s *state) Val {
	x := f.eval(instr.X, s)
	if x.Kind == Error || x.Kind == Failure || x.Kind == Detail {
		return x
	}
	if value.ImplementsError(instr.X.Type()) {
		return f.domainError(instr.X, s)
	}
	return x
}

// domainError is the error that x is, a struct or a pointer to one. What is constant in
// it tells domain errors apart:
//
//	return nil, &Error{Code: CodeNotFound, Err: err}
func (f *frame) domainError(x ssa.Value, s *state) Val {
	e := &Err{Type: errorType(x.Type())}
	if c, ok := x.(*ssa.Const); ok && c.Value != nil && e.Type != nil {
		// A sentinel that is a constant of an error type: redis.Nil.
		obj := f.Ops.Models().ConstSentinel(c.Type(), c.Value)
		if obj == nil {
			obj = constSentinel(e.Type, c)
		}
		if obj != nil {
			e.Ident, e.Is = obj, []types.Object{obj}
		}
	}
	out := Val{Kind: Error, Err: e}
	fields := f.fieldsOf(x, s)
	if fn := asksItself(x.Type(), "Is"); fn != nil {
		is := f.equalTo(fn)
		e.Is, e.Open = append(e.Is, is...), is == nil
	}
	if asksItself(x.Type(), "Unwrap") != nil {
		f.unwraps(e, x.Type(), fields)
	}
	out.Fields = constants(fields)
	return out
}

// errorType is the type of an error that is made: T of T and of *T.
func errorType(t types.Type) *types.TypeName {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Origin().Obj()
	}
	return nil
}

// asksItself returns the method of errors of a type that errors.Is asks.
func asksItself(t types.Type, method string) *types.Func {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, method)
	fn, _ := obj.(*types.Func)
	return fn
}

// equalTo is the sentinel that an error says it is equal to, nil when its method
// says more than that.
//
//	func (NoUserError) Is(target error) bool { return target == errNotFound }
func (f *frame) equalTo(method *types.Func) []types.Object {
	fn := f.fn.Prog.FuncValue(method)
	if fn == nil || len(fn.Blocks) != 1 || len(fn.Params) != 2 {
		return nil
	}
	instrs := fn.Blocks[0].Instrs
	ret, ok := instrs[len(instrs)-1].(*ssa.Return)
	if !ok || len(ret.Results) != 1 {
		return nil
	}
	equal, ok := ret.Results[0].(*ssa.BinOp)
	if !ok || equal.Op != token.EQL {
		return nil
	}
	for _, side := range [][2]ssa.Value{{equal.X, equal.Y}, {equal.Y, equal.X}} {
		load, ok := side[1].(*ssa.UnOp)
		if !ok || side[0] != ssa.Value(fn.Params[1]) {
			continue
		}
		if g, ok := load.X.(*ssa.Global); ok {
			if v := f.global(g); v.Kind == Error {
				return v.Err.Is
			}
		}
	}
	return nil
}

// fieldsOf is what is known of the fields of x, a struct or a pointer to one that
// is made here.
func (f *frame) fieldsOf(x ssa.Value, s *state) *Fields {
	v := f.eval(x, s)
	if _, ok := x.Type().Underlying().(*types.Pointer); ok {
		p := f.place(x)
		if _, ok := p.Root.(*ssa.Alloc); !ok {
			return nil
		}
		v, _ = s.whole(p.Root, dotted(p.Path))
	}
	switch v.Kind {
	case Zero:
		return NewFields(map[string]Val{"": zero})
	case Composite:
		return v.Fields
	}
	return nil
}

// unwraps makes e what the errors in its fields are. A field of which nothing is
// known may hold anything.
func (f *frame) unwraps(e *Err, t types.Type, fields *Fields) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok || fields == nil {
		e.Open = true
		return
	}
	for field := range st.Fields() {
		if !value.IsError(field.Type()) {
			continue
		}
		switch v := fields.read("." + field.Name()); v.Kind {
		case Zero:
		case Error:
			inner := wrapErrs([]Val{v}).Err
			e.Is, e.Base, e.Class = append(e.Is, inner.Is...), inner.Base, max(e.Class, inner.Class)
			e.Open = e.Open || inner.Open
		default:
			e.Open = true
		}
	}
}

// constants are the fields that are constant, nil when there are none. Of the others
// nothing is said, for they hold errors and texts.
func constants(fields *Fields) *Fields {
	at := map[string]Val{}
	known := false
	for path, v := range fields.All() {
		if v.Kind != Const && v.Kind != Zero {
			v = Val{}
		}
		at[path] = v
		known = known || v.Kind != Unknown
	}
	if !known {
		return nil
	}
	return NewFields(at)
}

// maxErrorFields bounds the fields of an error that are asked for.
const maxErrorFields = 8

// told adds to an error that a function of another package made what that puts
// into its fields, as far as it is constant:
//
//	func NewError(code Code, err error) *Error { return &Error{Code: code, Err: err} }
func (f *frame) told(v Val, call ssa.Value) Val {
	if v.Kind != Error && v.Kind != NonNil || !value.ImplementsError(call.Type()) {
		return v
	}
	p, ok := call.Type().Underlying().(*types.Pointer)
	if !ok {
		return v
	}
	st, ok := p.Elem().Underlying().(*types.Struct)
	if !ok || st.NumFields() > maxErrorFields {
		return v
	}
	at := maps.Collect(v.Fields.All())
	known := len(at)
	instr, _ := call.(ssa.Instruction)
	for field := range st.Fields() {
		path := "." + field.Name()
		if _, ok := field.Type().Underlying().(*types.Basic); !ok || v.Fields != nil && v.Fields.read(path).Kind != Unknown {
			continue
		}
		switch e := f.Ops.View().FieldOf(call, []string{field.Name()}, instr); e.Op {
		case value.Const:
			at[path] = Val{Kind: Const, Text: e.Name}
		case value.Zero:
			at[path] = zero
		default:
			continue
		}
		known++
	}
	if known == 0 {
		return v
	}
	if v.Kind == NonNil {
		v = Val{Kind: Error, Err: &Err{Type: errorType(call.Type()), Open: true}}
	}
	v.Fields = NewFields(at)
	return v
}
