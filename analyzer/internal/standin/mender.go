package standin

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// mender works on the functions of one file.
type mender struct {
	in       Input
	file     *ast.File
	missing  map[string]*library       // by import path
	imported map[string]*types.Package // the others
	holes    *library                  // for values that no name leads to
	origin   []*ast.FuncDecl           // of the copies

	info    *types.Info
	errors  []token.Pos
	wants   map[types.Object]types.Type // what the uses of variables ask for
	members map[member]types.Type       // what the uses of fields ask for
	collect bool                        // only note what they ask for
	changed bool
	results []*types.Tuple    // of the functions around, the innermost last
	alone   map[ast.Expr]bool // calls whose results nobody wants
}

// newMender finds the imports of a file that cannot be had: those that declare
// nothing.
func newMender(in Input, file *ast.File) *mender {
	m := &mender{in: in, file: file, missing: map[string]*library{}, imported: map[string]*types.Package{}, holes: newLibrary("hole·", "hole·")}
	used := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok {
				used[id.Name] = true
			}
		}
		return true
	})
	for _, spec := range file.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		name := in.Info.PkgNameOf(spec)
		if name != nil && (m.there(name.Imported(), importPath) || importPath == "unsafe" || importPath == "C") {
			m.imported[importPath] = name.Imported()
			continue
		}
		if spec.Name != nil {
			if spec.Name.Name != "_" && spec.Name.Name != "." {
				m.missing[importPath] = newLibrary(importPath, spec.Name.Name)
			}
			continue
		}
		for _, n := range names(importPath) {
			if used[n] {
				m.missing[importPath] = newLibrary(importPath, n)
				break
			}
		}
	}
	return m
}

// there reports whether a package is what an import asks for. One that cannot be
// had declares nothing, or what the file declares that go list found the import in.
func (m *mender) there(pkg *types.Package, importPath string) bool {
	declared := pkg.Scope().Names()
	if len(declared) == 0 {
		return false
	}
	if slices.Contains(names(importPath), pkg.Name()) {
		return true
	}
	file := m.in.Fset.Position(pkg.Scope().Lookup(declared[0]).Pos()).Filename
	dir, _, _ := strings.Cut(filepath.Base(filepath.Dir(file)), "@")
	return file == "" || dir == path.Base(importPath) || dir == path.Base(path.Dir(importPath))
}

// mendAll changes what has no type; it reports whether it did.
func (m *mender) mendAll(copies []*ast.FuncDecl) bool {
	m.wants, m.members, m.alone = map[types.Object]types.Type{}, map[member]types.Type{}, map[ast.Expr]bool{}
	for _, collect := range []bool{true, false} {
		m.collect, m.changed = collect, false
		for _, c := range copies {
			m.fields(c.Type.Params)
			m.fields(c.Type.Results)
			m.body(c.Type, c.Body)
		}
	}
	return m.changed
}

func (m *mender) body(t *ast.FuncType, body *ast.BlockStmt) {
	var vars []*types.Var
	if t.Results != nil {
		for _, f := range t.Results.List {
			for range max(1, len(f.Names)) {
				vars = append(vars, types.NewParam(token.NoPos, nil, "", m.typeOf(f.Type)))
			}
		}
	}
	m.results = append(m.results, types.NewTuple(vars...))
	m.stmt(body)
	m.results = m.results[:len(m.results)-1]
}

func (m *mender) fields(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		m.typeExpr(f.Type)
	}
}

// typeOf is the type of an expression, nil when it has none.
func (m *mender) typeOf(e ast.Expr) types.Type {
	if t := m.info.TypeOf(e); !Invalid(t) {
		return t
	}
	return nil
}

// library returns the stand-in that an identifier names.
func (m *mender) library(e ast.Expr) *library {
	id, ok := e.(*ast.Ident)
	if !ok {
		return nil
	}
	name, ok := m.info.Uses[id].(*types.PkgName)
	if !ok {
		return nil
	}
	return m.missing[name.Imported().Path()]
}

// own returns the type of a stand-in that t is or points to, and its library.
func (m *mender) own(t types.Type) (*types.Named, *library) {
	if t == nil {
		return nil, nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return nil, nil
	}
	for _, l := range m.missing {
		if l.structs[n] != nil {
			return n, l
		}
	}
	if m.holes.structs[n] != nil {
		return n, m.holes
	}
	return nil, nil
}

// typeExpr declares the types of stand-ins that a type expression mentions.
func (m *mender) typeExpr(e ast.Expr) {
	ast.Inspect(e, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if l := m.library(sel.X); l != nil && !m.collect && l.pkg.Scope().Lookup(sel.Sel.Name) == nil {
			if l.typ(sel.Sel.Name) != nil {
				m.changed = true
			}
		}
		return false
	})
}

// want notes that a use of a variable asks for a type.
func (m *mender) want(id *ast.Ident, t types.Type) {
	v, ok := m.info.ObjectOf(id).(*types.Var)
	if ok && t != nil && !Invalid(t) && !isNil(t) && !isTuple(t) && m.collect && m.wants[v] == nil {
		m.wants[v] = t
	}
}

// defined is the type of a variable that is declared with a value of no type.
func (m *mender) defined(e ast.Expr) types.Type {
	id, ok := e.(*ast.Ident)
	if !ok || id.Name == "_" {
		return anything()
	}
	v, ok := m.info.ObjectOf(id).(*types.Var)
	if !ok {
		return anything()
	}
	if !Invalid(v.Type()) {
		return v.Type()
	}
	if t := m.wants[v]; t != nil {
		return t
	}
	if id.Name == "err" {
		return errorType()
	}
	return m.unnamed(id.Name, id.Pos())
}

// unnamed is a pointer to a type of which nothing is known but how it is used: that
// of a value which is first met at pos.
func (m *mender) unnamed(name string, pos token.Pos) types.Type {
	at := m.in.Fset.Position(pos)
	n := m.holes.typ(fmt.Sprintf("%s·%d·%d", name, at.Line, at.Column))
	return types.NewPointer(n)
}

// Invalid reports whether something of a type could not be had.
func Invalid(t types.Type) bool {
	switch t := t.(type) {
	case nil:
		return true
	case *types.Basic:
		return t.Kind() == types.Invalid
	case *types.Pointer:
		return Invalid(t.Elem())
	case *types.Slice:
		return Invalid(t.Elem())
	case *types.Array:
		return Invalid(t.Elem())
	case *types.Map:
		return Invalid(t.Key()) || Invalid(t.Elem())
	case *types.Chan:
		return Invalid(t.Elem())
	case *types.Tuple:
		for v := range t.Variables() {
			if Invalid(v.Type()) {
				return true
			}
		}
	case *types.Signature:
		return Invalid(t.Params()) || Invalid(t.Results())
	}
	return false
}
