package fix

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/types"
	"path"
	"slices"
)

// compiles reports whether the package type-checks with text in the place of
// the draft's file. Only the function that changed is looked into.
func (d *draft) compiles(text string) bool {
	if text == "" {
		return false
	}
	changed, err := parser.ParseFile(d.Fset, d.tok.Name(), text, parser.SkipObjectResolution)
	if err != nil {
		return false
	}
	name := ""
	for _, decl := range d.file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && within(d.first, fn) {
			name = signature(fn)
		}
	}
	files := make([]*ast.File, len(d.Files))
	for i, f := range d.Files {
		if f == d.file {
			files[i] = hollow(changed, name)
		} else {
			files[i] = hollow(f, "")
		}
	}
	ok := true
	conf := types.Config{
		GoVersion:                d.Pkg.GoVersion(),
		Importer:                 known(reachable(d.Pkg)),
		DisableUnusedImportCheck: true,
		Error:                    func(err error) { ok = ok && d.pardons(err) },
	}
	_, _ = conf.Check(d.Pkg.Path(), d.Fset, files, nil) // its error is the first that Error got
	return ok
}

// pardons reports whether an error is only that the package at hand does not
// see all of a package that the fix imports: a model's piece is right for it.
func (d *draft) pardons(err error) bool {
	e, ok := err.(types.Error)
	return ok && slices.ContainsFunc(d.imports, func(p string) bool {
		return e.Msg == "undefined: "+path.Base(p) && reachable(d.Pkg)[p] != nil
	})
}

// signature tells the functions of a file apart.
func signature(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) != 1 {
		return fn.Name.Name
	}
	return types.ExprString(fn.Recv.List[0].Type) + "." + fn.Name.Name
}

// hollow is a file without the bodies of its functions, but one.
func hollow(f *ast.File, keep string) *ast.File {
	out := *f
	out.Decls = nil
	forever := &ast.BlockStmt{List: []ast.Stmt{&ast.ForStmt{Body: &ast.BlockStmt{}}}}
	for _, decl := range f.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Body != nil && (keep == "" || signature(fn) != keep) {
			short := *fn
			short.Body = forever
			decl = &short
		}
		out.Decls = append(out.Decls, decl)
	}
	return &out
}

// known imports the packages that the original imports, directly or not.
type known map[string]*types.Package

// Import implements types.Importer.
func (k known) Import(name string) (*types.Package, error) {
	if name == "unsafe" {
		return types.Unsafe, nil
	}
	if p := k[name]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("%s is not at hand", name)
}

func reachable(p *types.Package) map[string]*types.Package {
	all := map[string]*types.Package{}
	var visit func(*types.Package)
	visit = func(p *types.Package) {
		for _, q := range p.Imports() {
			if all[q.Path()] == nil {
				all[q.Path()] = q
				visit(q)
			}
		}
	}
	visit(p)
	return all
}
