// Package standin gives functions that mention packages which cannot be had types
// to be built with: generated code that is not there, a private module. It decides
// what such a package must have declared for the function to type-check, as far as
// the function itself shows it: what is called is a function, what is written as a
// type is a struct with the fields and methods that are used, and each value has the
// type that its place asks for.
//
//	robot, err := operation.Decode(params)          (*operation.Decode, error)
//	if robot.Name == "" { return errs.New("name") }   Name is a string, New returns an error
//
// It refuses to decide what these functions do: nothing is known of them, as of
// those of any library without a model. A function that does not type-check after
// that is left out as before.
package standin

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Input is a package that does not type-check. It is not changed.
type Input struct {
	Fset  *token.FileSet
	Pkg   *types.Package
	Info  *types.Info
	Sizes types.Sizes
}

// Function is a function that type-checks with stand-ins.
type Function struct {
	Decl *ast.FuncDecl // a copy
	// Own says that its signature mentions a stand-in: then it stands for itself,
	// and nobody who calls the function it is a copy of knows of it.
	Own bool
}

// maxRounds bounds how often a function is checked again: each time shows the
// types of what was not known the time before.
const maxRounds = 8

// Functions returns, for the functions of one file, those that type-check with
// stand-ins for the packages of the file that cannot be had; info gets what is known
// of them.
func Functions(in Input, file *ast.File, broken []*ast.FuncDecl, info *types.Info) (out map[*ast.FuncDecl]Function) {
	defer func() {
		if recover() != nil {
			out = nil // go/types does not expect what a stand-in can be
		}
	}()
	m := newMender(in, file)
	copies := make([]*ast.FuncDecl, 0, len(broken))
	for _, decl := range broken {
		if generic(decl) {
			continue
		}
		copies = append(copies, plain(clone(decl)))
		m.origin = append(m.origin, decl)
	}
	for range maxRounds {
		m.check(copies)
		if !m.mendAll(copies) {
			break
		}
	}
	m.check(copies)
	out = map[*ast.FuncDecl]Function{}
	for i, c := range copies {
		if m.wrong(c) {
			continue
		}
		out[m.origin[i]] = m.restore(m.origin[i], c)
	}
	merge(info, m.info)
	return out
}

// generic reports whether a function is one, or the method of a generic type.
func generic(decl *ast.FuncDecl) bool {
	if decl.Type.TypeParams != nil {
		return true
	}
	if decl.Recv == nil || len(decl.Recv.List) != 1 {
		return decl.Recv != nil
	}
	t := decl.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	_, named := t.(*ast.Ident)
	return !named
}

// plain makes a method a function whose first parameter is the receiver: a checker
// does not take methods of types that were declared before.
func plain(decl *ast.FuncDecl) *ast.FuncDecl {
	if decl.Recv != nil {
		params := *decl.Type.Params
		params.List = append([]*ast.Field{decl.Recv.List[0]}, params.List...)
		typ := *decl.Type
		typ.Params = &params
		decl.Type, decl.Recv = &typ, nil
	}
	return decl
}

// restore makes a copy what it was before plain, and the same object where its
// signature allows it.
func (m *mender) restore(origin, c *ast.FuncDecl) Function {
	obj, _ := m.in.Info.Defs[origin.Name].(*types.Func)
	decl := *c
	own := obj == nil || Invalid(obj.Type())
	if origin.Recv != nil && !own {
		typ := *c.Type
		params := *c.Type.Params
		decl.Recv = &ast.FieldList{Opening: origin.Recv.Opening, List: params.List[:1], Closing: origin.Recv.Closing}
		params.List = params.List[1:]
		typ.Params = &params
		decl.Type = &typ
	}
	if !own {
		m.info.Defs[decl.Name] = obj
	}
	return Function{&decl, own}
}

// check type-checks the copies as functions of a package that has all the objects
// of the one they come from.
func (m *mender) check(copies []*ast.FuncDecl) {
	m.info = NewInfo()
	m.errors = nil
	pkg := types.NewPackage(m.in.Pkg.Path(), m.in.Pkg.Name())
	scope := m.in.Pkg.Scope()
	for _, name := range scope.Names() {
		pkg.Scope().Insert(scope.Lookup(name))
	}
	file := &ast.File{Package: m.file.Package, Name: m.file.Name, FileStart: m.file.FileStart, FileEnd: m.file.FileEnd}
	file.Decls = append(file.Decls, m.imports())
	for i, c := range copies {
		c.Name.Name = m.origin[i].Name.Name + "·" // what the source cannot say
		for n := range i {
			if copies[n].Name.Name == c.Name.Name {
				c.Name.Name += "·"
			}
		}
		file.Decls = append(file.Decls, c)
	}
	conf := types.Config{Importer: m, Sizes: m.in.Sizes, Error: func(err error) {
		if e, ok := err.(types.Error); ok && !e.Soft {
			m.errors = append(m.errors, e.Pos)
		}
	}}
	// Errors are noted one by one.
	_ = types.NewChecker(&conf, m.in.Fset, pkg, m.info).Files([]*ast.File{file})
}

// wrong reports whether a copy has errors, or expressions without a valid type.
func (m *mender) wrong(c *ast.FuncDecl) bool {
	for _, pos := range m.errors {
		if c.Pos() <= pos && pos < c.End() {
			return true
		}
	}
	bad := false
	ast.Inspect(c, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok {
			if tv, ok := m.info.Types[e]; ok && Invalid(tv.Type) {
				bad = true
			}
		}
		if lit, ok := n.(*ast.CompositeLit); ok {
			bad = bad || m.fillsInvalid(lit)
		}
		return !bad
	})
	return bad
}

// fillsInvalid reports whether a literal gives a field a value whose type cannot be
// had.
func (m *mender) fillsInvalid(lit *ast.CompositeLit) bool {
	s, ok := underlying(m.info.TypeOf(lit)).(*types.Struct)
	if !ok {
		return false
	}
	for i, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			name, _ := kv.Key.(*ast.Ident)
			for f := range s.Fields() {
				if name != nil && f.Name() == name.Name && Invalid(f.Type()) {
					return true
				}
			}
		} else if i < s.NumFields() && Invalid(s.Field(i).Type()) {
			return true
		}
	}
	return false
}

// NewInfo returns an info with all the maps that go/ssa reads.
func NewInfo() *types.Info {
	return &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
}

// merge adds what from says to info.
func merge(info, from *types.Info) {
	add(info.Types, from.Types)
	add(info.Instances, from.Instances)
	add(info.Defs, from.Defs)
	add(info.Uses, from.Uses)
	add(info.Implicits, from.Implicits)
	add(info.Selections, from.Selections)
	add(info.Scopes, from.Scopes)
}

func add[K comparable, V any](to, from map[K]V) {
	if to == nil {
		return
	}
	for k, v := range from {
		to[k] = v
	}
}
