// Package ssabuild builds go/ssa for one package and nothing else.
//
// It exists because buildssa.Analyzer, required by an analyzer with facts,
// builds every dependency too, leaves out closures in package-level variables
// (cobra's RunE) and records no source names. This package decides which
// functions of a package there are to look at. It refuses to build a package
// that does not type-check, since go/ssa panics on one.
package ssabuild

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Program is one package in SSA form.
type Program struct {
	Package *ssa.Package
	// Funcs are the functions with a body, closures included, in source order.
	Funcs []*ssa.Function
}

// Input is what the builder needs of an analysis pass.
type Input struct {
	Fset  *token.FileSet
	Files []*ast.File
	Pkg   *types.Package
	Info  *types.Info
	Sizes types.Sizes
	// NoReturn reports whether a function never returns; it may be nil.
	NoReturn func(*types.Func) bool
}

// Build returns the SSA of in.Pkg. Its dependencies are declared, not built.
// A panic of go/ssa comes back as an error.
func Build(in Input) (prog *Program, err error) {
	defer func() {
		if r := recover(); r != nil {
			prog, err = nil, fmt.Errorf("building SSA of %s: %v", in.Pkg.Path(), r)
		}
	}()
	p := ssa.NewProgram(in.Fset, ssa.GlobalDebug)
	if in.NoReturn != nil {
		p.SetNoReturn(in.NoReturn)
	}
	for _, dep := range needed(in) {
		p.CreatePackage(dep, nil, nil, true)
	}
	pkg := p.CreatePackage(in.Pkg, in.Files, in.Info, false)
	pkg.Build()
	return &Program{Package: pkg, Funcs: functions(pkg, in)}, nil
}

// needed returns the packages that the SSA of in.Pkg refers to: those that it
// imports, whose initialisers it calls, and those whose functions and variables
// it uses. Declaring all that are reachable, as buildssa does, takes longer
// than building the package.
func needed(in Input) []*types.Package {
	seen := map[*types.Package]bool{in.Pkg: true, nil: true}
	var all []*types.Package
	add := func(p *types.Package) {
		if !seen[p] {
			seen[p] = true
			all = append(all, p)
		}
	}
	for _, p := range in.Pkg.Imports() {
		add(p)
	}
	for _, obj := range in.Info.Uses {
		add(obj.Pkg())
	}
	for _, sel := range in.Info.Selections {
		add(sel.Obj().Pkg())
	}
	slices.SortFunc(all, func(a, b *types.Package) int { return strings.Compare(a.Path(), b.Path()) })
	return all
}

// Imports returns the packages that pkg reaches by import, without pkg, each
// after the ones it imports.
func Imports(pkg *types.Package) []*types.Package {
	seen := map[*types.Package]bool{pkg: true}
	var all []*types.Package
	var visit func(*types.Package)
	visit = func(p *types.Package) {
		for _, dep := range p.Imports() {
			if !seen[dep] {
				seen[dep] = true
				visit(dep)
				all = append(all, dep)
			}
		}
	}
	visit(pkg)
	return all
}

func functions(pkg *ssa.Package, in Input) []*ssa.Function {
	var all []*ssa.Function
	seen := map[*ssa.Function]bool{}
	var add func(*ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || seen[fn] {
			return
		}
		seen[fn] = true
		if len(fn.Blocks) > 0 {
			all = append(all, fn)
		}
		for _, anon := range fn.AnonFuncs {
			add(anon)
		}
	}
	for _, file := range in.Files {
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.FuncDecl); ok {
				if obj, ok := in.Info.Defs[decl.Name].(*types.Func); ok {
					add(pkg.Prog.FuncValue(obj))
				}
			}
		}
	}
	// Closures in package-level variables hang off the synthetic init.
	add(pkg.Func("init"))
	return slices.DeleteFunc(all, func(fn *ssa.Function) bool { return fn.Synthetic == "package initializer" })
}
