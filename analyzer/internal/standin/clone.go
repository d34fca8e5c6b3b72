package standin

import (
	"go/ast"
	"reflect"
)

// clone copies a function with all its nodes; positions stay what they are.
func clone(decl *ast.FuncDecl) *ast.FuncDecl {
	c := copyOf(reflect.ValueOf(decl)).Interface().(*ast.FuncDecl)
	return c
}

// copyOf copies nodes and lists of nodes, and hands on everything else. The
// deprecated links between identifiers are cut: they lead back up.
func copyOf(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return v
		}
		out := reflect.New(v.Type()).Elem()
		out.Set(copyOf(v.Elem()))
		return out
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(copyOf(v.Index(i)))
		}
		return out
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		switch v.Interface().(type) {
		case *ast.Object, *ast.Scope, *ast.CommentGroup:
			return reflect.Zero(v.Type())
		}
		out := reflect.New(v.Type().Elem())
		for i := range v.Elem().NumField() {
			out.Elem().Field(i).Set(copyOf(v.Elem().Field(i)))
		}
		return out
	}
	return v
}
