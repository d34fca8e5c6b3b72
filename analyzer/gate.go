package analyzer

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
)

// roles says which halves of a pair a package has for one store.
type roles struct{ find, create, here bool }

// worthwhile reports whether a package is worth building. One that can reach a
// store of rows is, and one that others ask what an error means. Files and maps
// are in every package's reach: there it must do something to the store itself, or
// call functions that look and others that create.
func worthwhile(pass *analysis.Pass, models *model.Set, facts summary.Facts) bool {
	if models.Rows() || tellsErrors(pass.Pkg) || tellsConflicts(pass, models) {
		return true
	}
	if models.Empty() {
		return false
	}
	stores := map[string]*roles{}
	locks := false
	role := func(store string, verb model.Verb, here bool) bool {
		r := stores[store]
		if r == nil {
			r = &roles{}
			stores[store] = r
		}
		switch verb {
		case model.Find:
			r.find = true
		case model.Create, model.Save:
			r.create = true
		default:
			return false
		}
		r.here = r.here || here
		return r.here || r.find && r.create
	}
	for _, obj := range pass.TypesInfo.Uses {
		fn, ok := obj.(*types.Func)
		if !ok || fn.Pkg() == nil || fn.Pkg() == pass.Pkg {
			continue
		}
		if b, ok := models.Call(fn); ok {
			for _, b := range b.Each() {
				here := !b.File.Process || !b.File.Separate // a variable is rarely looked at by one package and set by another
				if keepsOut(b) || b.File.Holds != "" && role(b.File.Package, b.Does, here) {
					return true
				}
				locks = locks || b.Does == model.DoLock
			}
			continue
		}
		if f := facts.Func(fn); f != nil {
			for i := range f.Sites {
				if s := &f.Sites[i]; role(s.Of.Model, s.Verb, false) {
					return true
				}
			}
		}
	}
	return locks && (splitsMaps(pass) || lendsLocks(pass, models))
}

// keepsOut reports whether a call keeps other processes out, for packages that
// have nothing else to do with a store: it takes a lock, or sets a key that
// nobody has set.
func keepsOut(b *model.Bound) bool {
	return !b.File.Process && (b.Does == model.DoLock || b.Does == model.Upsert && b.File.Holds == "key")
}

// lendsLocks reports whether a function that others may call takes a lock and runs
// what it is given, or returns a function: the lock is for its callers.
//
//	func Once(key string, f func() error) error { mu.Lock(); defer mu.Unlock(); return f() }
func lendsLocks(pass *analysis.Pass, models *model.Set) bool {
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil || !fn.Name.IsExported() {
				continue
			}
			obj, ok := pass.TypesInfo.Defs[fn.Name].(*types.Func)
			if ok && (hasFunc(obj.Signature().Params()) || hasFunc(obj.Signature().Results())) && locksIn(pass.TypesInfo, fn.Body, models) {
				return true
			}
		}
	}
	return false
}

func hasFunc(t *types.Tuple) bool {
	for v := range t.Variables() {
		if _, ok := v.Type().Underlying().(*types.Signature); ok {
			return true
		}
	}
	return false
}

func locksIn(info *types.Info, body ast.Node, models *model.Set) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			fn, _ := info.Uses[sel.Sel].(*types.Func)
			b, ok := models.Call(fn)
			found = found || ok && b.Does == model.DoLock
		}
		return !found
	})
	return found
}

// splitsMaps reports whether the package both looks a key up and stores one in a map
// that is a field or a variable of it.
func splitsMaps(pass *analysis.Pass) bool {
	info := pass.TypesInfo
	looks, stores := map[types.Object]bool{}, map[types.Object]bool{}
	stored := map[*ast.IndexExpr]bool{}
	note := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				if x, ok := ast.Unparen(l).(*ast.IndexExpr); ok {
					stored[x] = true
				}
			}
		case *ast.IndexExpr:
			if m := sharedMap(info, n.X); m != nil && stored[n] {
				stores[m] = true
			} else if m != nil {
				looks[m] = true
			}
		}
		return true
	}
	for _, file := range pass.Files {
		ast.Inspect(file, note)
	}
	for m := range stores {
		if looks[m] {
			return true
		}
	}
	return false
}

// sharedMap is the field or package-level variable that a map is read from, nil
// for anything else.
func sharedMap(info *types.Info, x ast.Expr) types.Object {
	var id *ast.Ident
	switch x := ast.Unparen(x).(type) {
	case *ast.SelectorExpr:
		id = x.Sel
	case *ast.Ident:
		id = x
	default:
		return nil
	}
	v, ok := info.Uses[id].(*types.Var)
	if !ok {
		return nil
	}
	if _, ok := v.Type().Underlying().(*types.Map); !ok {
		return nil
	}
	if v.IsField() || v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
		return v
	}
	return nil
}
