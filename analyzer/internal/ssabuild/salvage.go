package ssabuild

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/standin"
)

// Salvage returns in without the functions and variable initialisers that do
// not type-check, what was left out, and which functions have stand-ins. A package may be broken
// in one place only (a dependency that cannot be had, generated code that is
// not there); go/ssa panics on an expression without a type, so the rest can
// be built once those are gone. With standIns, functions stay that type-check
// with stand-ins for what is not there. The given files and info are not changed.
func Salvage(in Input, standIns bool) (out Input, dropped, mended []types.Object) {
	out = in
	info := copied(in.Info)
	out.Files = make([]*ast.File, len(in.Files))
	for i, file := range in.Files {
		var bad []*ast.FuncDecl
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil && broken(fn, in.Info) {
				bad = append(bad, fn)
			}
		}
		out.Files[i] = file
		if len(bad) == 0 {
			continue
		}
		var with map[*ast.FuncDecl]standin.Function
		if standIns {
			with = standin.Functions(standin.Input{Fset: in.Fset, Pkg: in.Pkg, Info: in.Info, Sizes: in.Sizes}, file, bad, &info)
		}
		out.Files[i] = without(file, bad, with)
		for _, fn := range bad {
			if _, ok := with[fn]; ok {
				mended = append(mended, in.Info.Defs[fn.Name])
			} else {
				dropped = append(dropped, in.Info.Defs[fn.Name])
			}
		}
	}
	info.InitOrder = nil
	for _, init := range in.Info.InitOrder {
		if broken(init.Rhs, in.Info) {
			dropped = append(dropped, init.Lhs[0])
			continue
		}
		info.InitOrder = append(info.InitOrder, init)
	}
	out.Info = &info
	return out, dropped, mended
}

// without is a file without the bodies of bad functions, or with those that have
// stand-ins.
func without(file *ast.File, bad []*ast.FuncDecl, mended map[*ast.FuncDecl]standin.Function) *ast.File {
	c := *file
	c.Decls = nil
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || !slices.Contains(bad, fn) {
			c.Decls = append(c.Decls, decl)
			continue
		}
		f, ok := mended[fn]
		if !ok || f.Own {
			external := *fn
			external.Body = nil // declared elsewhere, as it were
			c.Decls = append(c.Decls, &external)
		}
		if ok {
			c.Decls = append(c.Decls, f.Decl)
		}
	}
	return &c
}

// copied is info with maps of its own.
func copied(info *types.Info) types.Info {
	c := *info
	c.Types, c.Instances, c.Defs, c.Uses = maps.Clone(info.Types), maps.Clone(info.Instances), maps.Clone(info.Defs), maps.Clone(info.Uses)
	c.Implicits, c.Selections, c.Scopes = maps.Clone(info.Implicits), maps.Clone(info.Selections), maps.Clone(info.Scopes)
	return c
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
				bad = bad || standin.Invalid(obj.Type())
			}
		case ast.Expr:
			if tv, ok := info.Types[n]; ok && standin.Invalid(tv.Type) {
				bad = true
			}
		}
		return !bad
	})
	return bad
}
