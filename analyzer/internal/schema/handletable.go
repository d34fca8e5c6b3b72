package schema

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
)

// tables returns the names of the tables that e may be a handle on, by the rules
// by which package op names them: the text that the handle is made with, else the
// field or the package-level variable that it is kept in.
//
//	db.Collection("users")     r.users     usersOf(db)
func (h *handles) tables(e ast.Expr, depth int) []Table {
	if depth > maxSteps {
		return nil
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		return h.variable(h.info.ObjectOf(x), depth)
	case *ast.SelectorExpr:
		if obj := h.info.Uses[x.Sel]; !isField(obj) {
			return h.variable(obj, depth)
		}
		return h.field(h.info.TypeOf(x.X), h.info.Uses[x.Sel], depth)
	case *ast.CallExpr:
		return h.result(x, depth)
	}
	return nil
}

func (h *handles) variable(obj types.Object, depth int) []Table {
	if made := h.made[obj]; made != nil {
		if t := h.tables(made, depth+1); t != nil {
			return t
		}
	}
	if obj != nil && obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope() {
		return []Table{{Name: obj.Name(), Schema: obj.Pkg().Name()}}
	}
	var all []Table
	for _, arg := range h.given[obj] {
		all = append(all, h.tables(arg, depth+1)...)
	}
	return all
}

// field is the table of a handle that a field holds: what is put there wherever
// something is, else the field's name.
func (h *handles) field(of types.Type, field types.Object, depth int) []Table {
	var found []Table
	for _, e := range h.stored[field] {
		var t []Table
		if e != nil {
			t = h.tables(e, depth+1)
		}
		if len(t) != 1 || t[0].Schema != "" || found != nil && found[0].Name != t[0].Name {
			found = nil
			break
		}
		found = t
	}
	if found != nil {
		return found
	}
	if p, ok := types.Unalias(of).(*types.Pointer); ok {
		of = p.Elem()
	}
	if n, ok := types.Unalias(of).(*types.Named); ok && field.Pkg() != nil && n.TypeArgs() == nil {
		return []Table{{Name: n.Obj().Name() + "." + field.Name(), Schema: field.Pkg().Name()}}
	}
	return nil
}

// receiver is the table of the handle that a method is called on, which a struct
// may embed.
func (h *handles) receiver(s *ast.SelectorExpr, depth int) []Table {
	sel := h.info.Selections[s]
	if sel == nil || len(sel.Index()) == 1 {
		return h.tables(s.X, depth)
	}
	var tables []Table
	t := sel.Recv()
	for _, i := range sel.Index()[:len(sel.Index())-1] {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok {
			return nil
		}
		tables = h.field(t, st.Field(i), depth)
		t = st.Field(i).Type()
	}
	return tables
}

// result is the table of a handle that a call makes: the argument that its model
// says, what the receiver is a handle on, or the only text it is given.
func (h *handles) result(call *ast.CallExpr, depth int) []Table {
	if fn := h.callee(call); fn != nil {
		if c := modelled(fn); c != nil {
			at, err := model.ParsePath(c.Entity)
			if err == nil && at.Kind == model.Arg && at.Index < len(call.Args) {
				return h.named(call.Args[at.Index], depth)
			}
			if s, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && c.Returns != "" {
				return h.receiver(s, depth+1)
			}
			return nil
		}
	}
	var names []Table
	for _, arg := range call.Args {
		t := h.info.TypeOf(arg)
		if t == nil {
			return nil // it does not type-check
		}
		if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
			t := h.constant(arg)
			if t == "" {
				return nil
			}
			names = append(names, Table{Name: t})
		}
	}
	if len(names) != 1 {
		return nil
	}
	return names
}

// named are the tables that a text may name.
func (h *handles) named(e ast.Expr, depth int) []Table {
	e = h.resolve(e)
	if text := h.constant(e); text != "" {
		return []Table{{Name: strings.ToLower(text)}}
	}
	var all []Table
	if id, ok := e.(*ast.Ident); ok && depth < maxSteps {
		for _, arg := range h.given[h.info.ObjectOf(id)] {
			all = append(all, h.named(arg, depth+1)...)
		}
	}
	return all
}

func (h *handles) constant(e ast.Expr) string {
	if c := h.info.Types[e].Value; c != nil && c.Kind() == constant.String {
		return constant.StringVal(c)
	}
	return ""
}

// callee is the function or method that a call names, nil for others.
func (h *handles) callee(call *ast.CallExpr) *types.Func {
	fn, _ := typeutil.Callee(h.info, call).(*types.Func)
	return fn
}

// modelled is what the built-in model says of a method, nil for nothing.
func modelled(fn *types.Func) *model.Call {
	f, typ := modelOf(fn)
	if f == nil {
		return nil
	}
	for i := range f.Calls {
		if c := &f.Calls[i]; slices.Contains(c.Methods, fn.Name()) && slices.Contains(c.Types, typ) {
			return c
		}
	}
	return nil
}

// modelOf is the built-in model of a method's package and the name of its
// receiver's type.
func modelOf(fn *types.Func) (f *model.File, typ string) {
	recv := fn.Signature().Recv()
	if recv == nil || fn.Pkg() == nil {
		return nil, ""
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	n, ok := t.(*types.Named)
	if !ok {
		return nil, ""
	}
	f, err := model.Builtin(fn.Pkg().Path())
	if err != nil {
		return nil, ""
	}
	return f, n.Obj().Name()
}
