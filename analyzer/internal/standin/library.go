package standin

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// library is the stand-in for one package.
type library struct {
	pkg *types.Package
	// structs are its types, with the fields that they have up to now.
	structs map[*types.Named][]*types.Var
}

func newLibrary(path, name string) *library {
	l := &library{types.NewPackage(path, name), map[*types.Named][]*types.Var{}}
	l.pkg.MarkComplete()
	return l
}

// typ returns the type of a name, which it declares if it is new.
func (l *library) typ(name string) *types.Named {
	if obj, ok := l.pkg.Scope().Lookup(name).(*types.TypeName); ok {
		n, _ := obj.Type().(*types.Named)
		return n
	}
	obj := types.NewTypeName(token.NoPos, l.pkg, name, nil)
	n := types.NewNamed(obj, types.NewStruct(nil, nil), nil)
	if l.pkg.Scope().Insert(obj) != nil {
		return nil // a function or a variable has the name
	}
	l.structs[n] = []*types.Var{}
	return n
}

// value declares a variable; it reports whether it did.
func (l *library) value(name string, t types.Type) bool {
	if t == nil || Invalid(t) {
		return false
	}
	return l.pkg.Scope().Insert(types.NewVar(token.NoPos, l.pkg, name, t)) == nil
}

// function returns the name of a function with these results: name itself, or one
// that resembles it where name is that of a function with others.
func (l *library) function(name string, results *types.Tuple) string {
	for {
		obj := l.pkg.Scope().Lookup(name)
		if obj == nil {
			l.pkg.Scope().Insert(types.NewFunc(token.NoPos, l.pkg, name, signature(nil, results)))
			return name
		}
		if fn, ok := obj.(*types.Func); ok && types.Identical(fn.Signature().Results(), results) {
			return name
		}
		name += "·"
	}
}

// field adds a field to a type of the library; it reports whether it did.
func (l *library) field(n *types.Named, name string, t types.Type) bool {
	if t == nil || Invalid(t) {
		return false
	}
	if obj, _, _ := types.LookupFieldOrMethod(n, true, l.pkg, name); obj != nil {
		return false
	}
	l.structs[n] = append(l.structs[n], types.NewField(token.NoPos, l.pkg, name, t, false))
	n.SetUnderlying(types.NewStruct(slices.Clone(l.structs[n]), nil))
	return true
}

// method adds a method that takes anything; it reports whether it did.
func (l *library) method(n *types.Named, name string, results *types.Tuple) bool {
	if obj, _, _ := types.LookupFieldOrMethod(n, true, l.pkg, name); obj != nil {
		return false
	}
	recv := types.NewParam(token.NoPos, l.pkg, "", types.NewPointer(n))
	n.AddMethod(types.NewFunc(token.NoPos, l.pkg, name, signature(recv, results)))
	return true
}

// signature takes anything.
func signature(recv *types.Var, results *types.Tuple) *types.Signature {
	args := types.NewParam(token.NoPos, nil, "", types.NewSlice(anything()))
	return types.NewSignatureType(recv, nil, nil, types.NewTuple(args), results, true)
}

func anything() types.Type { return types.Universe.Lookup("any").Type() }

func errorType() types.Type { return types.Universe.Lookup("error").Type() }

var version = regexp.MustCompile(`^v[0-9]+$`)

// names are those that a package at a path may have, without the one that an import
// gives it.
func names(importPath string) []string {
	base := path.Base(importPath)
	if version.MatchString(base) {
		base = path.Base(path.Dir(importPath))
	}
	base, _, _ = strings.Cut(base, ".v")
	all := []string{base}
	for _, cut := range []string{strings.TrimPrefix(base, "go-"), strings.TrimSuffix(base, "-go"), strings.TrimPrefix(base, "go.")} {
		if !slices.Contains(all, cut) {
			all = append(all, cut)
		}
	}
	return append(all, strings.ReplaceAll(base, "-", "_"), strings.ReplaceAll(base, "-", ""))
}

// imports is the import declaration of the copies.
func (m *mender) imports() ast.Decl {
	decl := &ast.GenDecl{Tok: token.IMPORT, TokPos: m.file.Package, Lparen: m.file.Package}
	for _, spec := range m.file.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		c := &ast.ImportSpec{Name: spec.Name, Path: spec.Path}
		if lib := m.missing[p]; lib != nil && (c.Name == nil || c.Name.Name == "") {
			c.Name = &ast.Ident{NamePos: spec.Pos(), Name: lib.pkg.Name()}
		}
		decl.Specs = append(decl.Specs, c)
	}
	hole := &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(m.holes.pkg.Path())}
	decl.Specs = append(decl.Specs, &ast.ImportSpec{Name: ast.NewIdent(m.holes.pkg.Name()), Path: hole})
	return decl
}

// Import implements types.Importer.
func (m *mender) Import(path string) (*types.Package, error) {
	if path == m.holes.pkg.Path() {
		return m.holes.pkg, nil
	}
	if lib := m.missing[path]; lib != nil {
		return lib.pkg, nil
	}
	return m.imported[path], nil
}
