package ssabuild

import (
	"go/ast"
	"go/types"
)

// Salvage returns in without the functions and variable initialisers that do
// not type-check, and what was left out. A package may be broken
// in one place only (a dependency that cannot be had, generated code that is
// not there); go/ssa panics on an expression without a type, so the rest can
// be built once those are gone. The given files and info are not changed.
func Salvage(in Input) (Input, []types.Object) {
	var dropped []types.Object
	out := in
	out.Files = make([]*ast.File, len(in.Files))
	for i, file := range in.Files {
		copied := *file
		copied.Decls = make([]ast.Decl, len(file.Decls))
		for j, decl := range file.Decls {
			copied.Decls[j] = decl
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil && broken(fn, in.Info) {
				external := *fn
				external.Body = nil // declared elsewhere, as it were
				copied.Decls[j] = &external
				dropped = append(dropped, in.Info.Defs[fn.Name])
			}
		}
		out.Files[i] = &copied
	}
	info := *in.Info
	info.InitOrder = nil
	for _, init := range in.Info.InitOrder {
		if broken(init.Rhs, in.Info) {
			dropped = append(dropped, init.Lhs[0])
			continue
		}
		info.InitOrder = append(info.InitOrder, init)
	}
	out.Info = &info
	return out, dropped
}

// broken reports whether some expression in n has no valid type.
func broken(n ast.Node, info *types.Info) bool {
	bad := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BadExpr, *ast.BadStmt, *ast.BadDecl:
			bad = true
		case *ast.TypeSwitchStmt:
			// The symbol of switch x := y.(type) has no object of its own.
			if assign, ok := n.Assign.(*ast.AssignStmt); ok {
				bad = bad || broken(assign.Rhs[0], info) || broken(n.Body, info)
				return false
			}
		case *ast.Ident:
			if n.Name != "_" && info.ObjectOf(n) == nil {
				bad = true
			}
			switch obj := info.ObjectOf(n).(type) {
			case *types.Var, *types.Const, *types.Func, *types.TypeName:
				bad = bad || invalid(obj.Type())
			}
		case ast.Expr:
			if tv, ok := info.Types[n]; ok && invalid(tv.Type) {
				bad = true
			}
		}
		return !bad
	})
	return bad
}

func invalid(t types.Type) bool {
	switch t := t.(type) {
	case nil:
		return false
	case *types.Basic:
		return t.Kind() == types.Invalid
	case *types.Pointer:
		return invalid(t.Elem())
	case *types.Slice:
		return invalid(t.Elem())
	case *types.Map:
		return invalid(t.Key()) || invalid(t.Elem())
	case *types.Signature:
		return invalidTuple(t.Params()) || invalidTuple(t.Results())
	}
	return false
}

func invalidTuple(t *types.Tuple) bool {
	for v := range t.Variables() {
		if invalid(v.Type()) {
			return true
		}
	}
	return false
}
