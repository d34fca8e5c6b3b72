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

// Build returns the SSA of in.Pkg. Of its dependencies only what it mentions is
// declared, and nothing built. A panic of go/ssa comes back as an error.
func Build(in Input) (prog *Program, err error) {
	prog, err = build(in, mentioned)
	if err != nil { // a function that only go/ssa knows it needs
		prog, err = build(in, everything)
	}
	return prog, err
}

func build(in Input, declared func(Input) map[*types.Package][]types.Object) (prog *Program, err error) {
	defer func() {
		if r := recover(); r != nil {
			prog, err = nil, fmt.Errorf("building SSA of %s: %v", in.Pkg.Path(), r)
		}
	}()
	// Without BareInits a package's initialiser calls those of all that it imports.
	p := ssa.NewProgram(in.Fset, ssa.GlobalDebug|ssa.BareInits)
	if in.NoReturn != nil {
		p.SetNoReturn(in.NoReturn)
	}
	for dep, objects := range declared(in) {
		file, info := declarations(objects)
		p.CreatePackage(dep, file, info, true)
	}
	pkg := p.CreatePackage(in.Pkg, in.Files, in.Info, false)
	pkg.Build()
	funcs := functions(pkg, in)
	direct(append(slices.Clip(funcs), pkg.Func("init")))
	return &Program{Package: pkg, Funcs: funcs}, nil
}

// mentioned returns the functions and variables of other packages that in.Pkg
// mentions, by package.
func mentioned(in Input) map[*types.Package][]types.Object {
	seen := map[types.Object]bool{}
	all := map[*types.Package][]types.Object{}
	add := func(obj types.Object) {
		switch o := obj.(type) {
		case *types.Func:
			obj = o.Origin()
		case *types.Var:
			if o.IsField() {
				return
			}
			obj = o.Origin()
		default:
			return
		}
		if pkg := obj.Pkg(); pkg != nil && pkg.Path() != in.Pkg.Path() && !seen[obj] {
			seen[obj] = true
			all[pkg] = append(all[pkg], obj)
		}
	}
	for _, obj := range in.Info.Uses {
		add(obj)
	}
	for _, sel := range in.Info.Selections {
		add(sel.Obj())
	}
	return all
}

// everything returns the packages that in.Pkg mentions or imports, without
// saying what of them: that means all they have.
func everything(in Input) map[*types.Package][]types.Object {
	all := map[*types.Package][]types.Object{}
	for pkg := range mentioned(in) {
		all[pkg] = nil
	}
	for _, pkg := range in.Pkg.Imports() {
		all[pkg] = nil
	}
	return all
}

// declarations returns a file that declares the objects, functions without a
// body, for go/ssa to read: to declare all that is reachable, as buildssa does,
// takes longer than building the package. No file stands for all there is.
func declarations(objects []types.Object) ([]*ast.File, *types.Info) {
	if objects == nil {
		return nil, nil
	}
	file := &ast.File{}
	info := &types.Info{Defs: make(map[*ast.Ident]types.Object, len(objects))}
	for _, obj := range objects {
		name := &ast.Ident{Name: obj.Name()}
		info.Defs[name] = obj
		if _, ok := obj.(*types.Func); ok {
			file.Decls = append(file.Decls, &ast.FuncDecl{Name: name, Type: &ast.FuncType{}})
		} else {
			spec := &ast.ValueSpec{Names: []*ast.Ident{name}}
			file.Decls = append(file.Decls, &ast.GenDecl{Tok: token.VAR, Specs: []ast.Spec{spec}})
		}
	}
	return []*ast.File{file}, info
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
				if obj, ok := in.Info.Defs[decl.Name].(*types.Func); ok && obj.Pkg() == in.Pkg {
					add(pkg.Prog.FuncValue(obj))
				} else if ok {
					add(pkg.Func(decl.Name.Name)) // with stand-ins in its signature
				}
			}
		}
	}
	// Closures in package-level variables hang off the synthetic init.
	add(pkg.Func("init"))
	return slices.DeleteFunc(all, func(fn *ssa.Function) bool { return fn.Synthetic == "package initializer" })
}
