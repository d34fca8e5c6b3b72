package value

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// call returns the identity of a field path of result index of c.
func (w *View) call(c *ssa.Call, index int, path []string) *Expr {
	opaque := func() *Expr {
		e := leaf(Opaque, "", 0, c)
		if c.Call.Signature().Results().Len() > 1 {
			e = node(Extract, "", index, e)
		}
		return fields(e, path)
	}
	switch w.r.kind(&c.Call) {
	case FreshCall:
		return leaf(Fresh, "", 0, c)
	case CoarseCall:
		return opaque()
	case SpellCall:
		a := w.Of(c.Call.Args[0])
		if !anew(a) {
			a = node(Call, calleeName(&c.Call), spelling, a)
		}
		return fields(a, path)
	case PureCall:
		return fields(w.pure(calleeName(&c.Call), w.args(&c.Call)...), path)
	}
	if fn := Callee(&c.Call); fn != nil && len(fn.Blocks) > 0 {
		if e := w.inline(c, fn, index, path); e != nil && !within(e, fn) {
			return e
		}
		return w.ofText(c, index, opaque)
	}
	if e := w.known(c, index, path); e != nil {
		return e
	}
	if arg := pointed(c); arg != nil {
		return w.project(arg, path)
	}
	if recv, field, ok := fieldGetter(&c.Call); ok {
		return w.FieldOf(recv, append([]string{field}, path...), c)
	}
	if getter(&c.Call) {
		return fields(w.pure(calleeName(&c.Call), w.args(&c.Call)...), path)
	}
	return w.ofText(c, index, opaque)
}

// pure is a function of args; of a fresh value it is fresh itself.
func (w *View) pure(name string, args ...*Expr) *Expr {
	if i := slices.IndexFunc(args, anew); i >= 0 {
		return args[i]
	}
	return node(Call, name, 0, args...)
}

// anew reports whether a value is fresh, whichever of several ways it was made.
//
//	id, err := uuid.NewV7(); if err != nil { id = uuid.New() }
func anew(e *Expr) bool {
	return e.Op == Fresh || e.Op == Any && !slices.ContainsFunc(e.Args, func(a *Expr) bool { return a.Op != Fresh })
}

func (w *View) args(common *ssa.CallCommon) []*Expr {
	var args []*Expr
	if common.IsInvoke() {
		args = append(args, w.Of(common.Value))
	}
	for _, a := range common.Args {
		if elems, ok := Variadic(a); ok {
			for _, e := range elems {
				args = append(args, w.Of(e))
			}
			continue
		}
		args = append(args, w.Of(a))
	}
	return args
}

// fieldGetter recognises the getters that protobuf and others generate:
// x.GetName(), a method without arguments whose result has the type of the
// field Name of x, is x.Name.
func fieldGetter(common *ssa.CallCommon) (recv ssa.Value, field string, ok bool) {
	fn := common.StaticCallee()
	if fn == nil || fn.Signature.Recv() == nil || len(common.Args) != 1 || fn.Signature.Results().Len() != 1 {
		return nil, "", false
	}
	name, found := strings.CutPrefix(fn.Name(), "Get")
	if !found || name == "" {
		return nil, "", false
	}
	obj, _, _ := types.LookupFieldOrMethod(common.Args[0].Type(), true, fn.Signature.Recv().Pkg(), name)
	v, isVar := obj.(*types.Var)
	if !isVar || !types.Identical(v.Type(), fn.Signature.Results().At(0).Type()) {
		return nil, "", false
	}
	return common.Args[0], name, true
}

// getter reports whether a call reads a property: a method without arguments,
// or with constant ones, that returns one basic value.
func getter(common *ssa.CallCommon) bool {
	sig := common.Signature()
	if sig.Recv() == nil && !common.IsInvoke() || sig.Results().Len() != 1 {
		return false
	}
	if _, ok := sig.Results().At(0).Type().Underlying().(*types.Basic); !ok {
		return false
	}
	args := common.Args
	if !common.IsInvoke() {
		args = args[1:]
	} else if len(args) == 0 {
		return false // Next() of an interface may be anything
	}
	for _, a := range args {
		if _, ok := strip(a).(*ssa.Const); !ok {
			return false
		}
	}
	return true
}

func calleeName(common *ssa.CallCommon) string {
	if common.IsInvoke() {
		return "." + common.Method.Name()
	}
	if fn := common.StaticCallee(); fn != nil {
		if fn.Signature.Recv() != nil {
			return "." + fn.Name()
		}
		if fn.Pkg != nil {
			return fn.Pkg.Pkg.Name() + "." + fn.Name()
		}
		return fn.Name()
	}
	if b, ok := common.Value.(*ssa.Builtin); ok {
		return b.Name()
	}
	return "func"
}

// maxReturns bounds how many different results of a function are followed.
const maxReturns = 3

// inline looks for the result in the callee's body and translates it back.
func (w *View) inline(c *ssa.Call, fn *ssa.Function, index int, path []string) *Expr {
	if fn == c.Parent() {
		return nil
	}
	e := w.r.result(fn, index, path)
	if e == nil {
		return nil
	}
	return w.Subst(e, fn, c)
}

// Subst rewrites e, an identity in the body of fn, for the caller: each
// parameter becomes the argument that c passes.
func (w *View) Subst(e *Expr, fn *ssa.Function, c ssa.CallInstruction) *Expr {
	return Rewrite(e, func(p *Expr, path []string) *Expr {
		if q, ok := p.Ref.(*ssa.Parameter); ok && q.Parent() != fn {
			return nil
		}
		arg := Argument(c.Common(), p.Index)
		if arg == nil {
			return nil
		}
		if i := slices.Index(path, elementStep); i >= 0 {
			return w.elementOf(arg, path[:i], path[i+1:], c)
		}
		if len(path) == 0 {
			return w.Of(arg)
		}
		return w.FieldOf(arg, path, c)
	})
}

// elementStep stands in a path for any element of a list.
const elementStep = "[]"

// elementOf is a path of an element of the list at a path of v.
func (w *View) elementOf(v ssa.Value, list, path []string, at ssa.Instruction) *Expr {
	if len(list) == 0 {
		return w.Element(v, path, at)
	}
	return fields(node(Elem, "", 0, w.FieldOf(v, list, at), each()), path)
}

// Argument returns what a call passes for parameter i of the callee's SSA
// function, the receiver first.
func Argument(common *ssa.CallCommon, i int) ssa.Value {
	if common.IsInvoke() {
		if i == 0 {
			return common.Value
		}
		i--
	}
	if i < 0 || i >= len(common.Args) {
		return nil
	}
	return common.Args[i]
}

// Rewrite replaces each parameter, with the fields and elements read from it,
// by what param returns; nil keeps it.
func Rewrite(e *Expr, param func(p *Expr, path []string) *Expr) *Expr {
	root, path := e.Root()
	if root.Op == Elem && root.Args[1].Op == Each {
		if p, list := root.Args[0].Root(); p.Op == Param {
			if r := param(p, slices.Concat(list, []string{elementStep}, path)); r != nil {
				return r
			}
			return e
		}
	}
	if root.Op == Param {
		if r := param(root, path); r != nil {
			return r
		}
		return e
	}
	if len(root.Args) == 0 {
		return e
	}
	args := make([]*Expr, len(root.Args))
	changed := false
	for i, a := range root.Args {
		args[i] = Rewrite(a, param)
		changed = changed || args[i] != a
	}
	if !changed {
		return e
	}
	switch root.Op {
	case Any:
		root = anyOf(args)
	default:
		if i := slices.IndexFunc(args, anew); root.Op == Call && i >= 0 {
			return args[i]
		}
		root = node(root.Op, root.Name, root.Index, args...)
	}
	return fields(root, path)
}

// Variadic returns the elements of the slice that the compiler made for a
// variadic call:
//
//	t1 = new [2]any (varargs); *(&t1[0]) = a; *(&t1[1]) = b; t4 = slice t1[:]
func Variadic(v ssa.Value) ([]ssa.Value, bool) {
	slice, ok := v.(*ssa.Slice)
	if !ok {
		return nil, false
	}
	alloc, ok := slice.X.(*ssa.Alloc)
	if !ok || slice.Low != nil || slice.High != nil {
		return nil, false
	}
	array, ok := alloc.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	if !ok {
		return nil, false
	}
	elems := make([]ssa.Value, array.Len())
	for _, ref := range *alloc.Referrers() {
		addr, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		i, ok := addr.Index.(*ssa.Const)
		if !ok || i.Int64() >= array.Len() {
			return nil, false
		}
		for _, r := range *addr.Referrers() {
			if st, ok := r.(*ssa.Store); ok && st.Addr == addr {
				elems[i.Int64()] = st.Val
			}
		}
	}
	for _, e := range elems {
		if e == nil {
			return nil, false
		}
	}
	return elems, true
}
