package cli

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/packages"
)

// calls are the functions that packages call of one another. A function that is
// only handed on as a value, as handlers are to a router, is not called.
type calls struct {
	functions map[funcName]bool
	methods   map[string]bool // by name: those called through interfaces
}

// funcName names a function the same in all variants of its package.
type funcName struct{ pkg, recv, name string }

func nameOf(fn *types.Func) funcName {
	n := funcName{name: fn.Name()}
	if fn.Pkg() != nil {
		n.pkg = fn.Pkg().Path()
	}
	if recv := fn.Signature().Recv(); recv != nil {
		t := types.Unalias(recv.Type())
		if p, ok := t.(*types.Pointer); ok {
			t = types.Unalias(p.Elem())
		}
		if named, ok := t.(*types.Named); ok {
			n.recv = named.Obj().Name()
		}
	}
	return n
}

// has is analyzer.Config.Called.
func (c *calls) has(fn *types.Func) bool {
	return fn.Signature().Recv() != nil && c.methods[fn.Name()] || c.functions[nameOf(fn)]
}

// collectCalls finds the calls between packages.
func collectCalls(pkgs []*packages.Package) *calls {
	c := &calls{functions: map[funcName]bool{}, methods: map[string]bool{}}
	for _, p := range pkgs {
		for _, file := range p.Syntax {
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					c.add(p, call)
				}
				return true
			})
		}
	}
	return c
}

func (c *calls) add(p *packages.Package, call *ast.CallExpr) {
	var name *ast.Ident
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		name = fun // of a dot import
	case *ast.SelectorExpr:
		name = fun.Sel
	case *ast.IndexExpr:
		name = instantiated(fun.X)
	case *ast.IndexListExpr:
		name = instantiated(fun.X)
	}
	if name == nil {
		return
	}
	fn, ok := p.TypesInfo.Uses[name].(*types.Func)
	if !ok || fn.Pkg() == nil {
		return
	}
	if recv := fn.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		c.methods[fn.Name()] = true
	} else if fn.Pkg() != p.Types {
		c.functions[nameOf(fn.Origin())] = true
	}
}

// instantiated is the name of a generic function that is given its types.
func instantiated(x ast.Expr) *ast.Ident {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return x
	case *ast.SelectorExpr:
		return x.Sel
	}
	return nil
}
