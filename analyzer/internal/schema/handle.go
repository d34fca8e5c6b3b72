package schema

import (
	"go/ast"
	"go/token"
	"go/types"
)

// handles knows where the functions of a package get their values from, as far as
// that is a matter of names: what tells on which table a call acts.
type handles struct {
	info *types.Info
	pkg  *types.Package
	// made is what a variable is made of that is given a value once.
	made map[types.Object]ast.Expr
	// stored is what is put into a field, given what callers pass for a parameter.
	stored, given map[types.Object][]ast.Expr
	// steered are the variables that methods are called on.
	steered map[types.Object]bool
	written map[types.Object]int
}

// newHandles goes through the files of a package.
func newHandles(info *types.Info, pkg *types.Package, files []*ast.File) *handles {
	h := &handles{
		info: info, pkg: pkg, made: map[types.Object]ast.Expr{}, stored: map[types.Object][]ast.Expr{},
		given: map[types.Object][]ast.Expr{}, steered: map[types.Object]bool{}, written: map[types.Object]int{},
	}
	for _, f := range files {
		ast.Inspect(f, h.visit)
	}
	for obj, n := range h.written {
		if n != 1 {
			delete(h.made, obj)
		}
	}
	return h
}

func (h *handles) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			var right ast.Expr
			if len(n.Lhs) == len(n.Rhs) && (n.Tok == token.ASSIGN || n.Tok == token.DEFINE) {
				right = n.Rhs[i]
			}
			h.assign(left, right)
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if i < len(n.Values) && len(n.Names) == len(n.Values) {
				h.assign(name, n.Values[i])
			}
		}
	case *ast.CompositeLit:
		h.literal(n)
	case *ast.CallExpr:
		h.call(n)
	}
	return true
}

// literal notes what the fields of a struct are given.
func (h *handles) literal(lit *ast.CompositeLit) {
	t := h.info.TypeOf(lit)
	if t == nil {
		return // it does not type-check
	}
	if p, ok := t.Underlying().(*types.Pointer); ok { // an element of a list of pointers
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i, e := range lit.Elts {
		field := types.Object(st.Field(min(i, st.NumFields()-1)))
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			id, ok := kv.Key.(*ast.Ident)
			if !ok || !isField(h.info.Uses[id]) {
				continue
			}
			field, e = h.info.Uses[id], kv.Value
		}
		h.stored[field] = append(h.stored[field], e)
	}
}

// assign notes what a variable or a field is given, nil for something unknown. To
// put something into what a variable holds is to give it another value.
func (h *handles) assign(left, right ast.Expr) {
	if s, ok := ast.Unparen(left).(*ast.SelectorExpr); ok && isField(h.info.Uses[s.Sel]) {
		h.stored[h.info.Uses[s.Sel]] = append(h.stored[h.info.Uses[s.Sel]], right)
	}
	if id := root(left); id != nil {
		if obj := h.info.ObjectOf(id); obj != nil {
			h.made[obj] = right
			h.written[obj]++
		}
	}
}

// root is the variable that an expression is a part of.
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return nil
		}
	}
}

func isField(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	return ok && v.IsField()
}

// call notes what a function of the package is given, and on which variable a
// method is called.
func (h *handles) call(call *ast.CallExpr) {
	fun := ast.Unparen(call.Fun)
	if s, ok := fun.(*ast.SelectorExpr); ok {
		if id, ok := ast.Unparen(s.X).(*ast.Ident); ok {
			h.steered[h.info.Uses[id]] = true
		}
		fun = s.Sel
	}
	id, ok := fun.(*ast.Ident)
	if !ok {
		return
	}
	fn, ok := h.info.Uses[id].(*types.Func)
	if !ok || fn.Pkg() != h.pkg || fn.Signature().Variadic() {
		return
	}
	for i, arg := range call.Args {
		if params := fn.Signature().Params(); i < params.Len() && len(call.Args) == params.Len() {
			h.given[params.At(i)] = append(h.given[params.At(i)], arg)
		}
	}
}

// resolve follows variables that are given a value once.
func (h *handles) resolve(e ast.Expr) ast.Expr {
	for range maxSteps {
		id, ok := ast.Unparen(e).(*ast.Ident)
		if !ok || h.made[h.info.ObjectOf(id)] == nil {
			return ast.Unparen(e)
		}
		e = h.made[h.info.ObjectOf(id)]
	}
	return e
}

// maxSteps bounds how far variables are followed.
const maxSteps = 8
