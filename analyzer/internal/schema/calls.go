package schema

import (
	"go/ast"
	"go/constant"
	"go/types"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// created returns the keys that the functions of a package have the store create,
// by table:
//
//	db.Collection("users").Indexes().CreateOne(ctx, mongo.IndexModel{
//		Keys: bson.D{{Key: "email", Value: 1}}, Options: options.Index().SetUnique(true),
//	})
//
// A key of which something cannot be read is none.
func (v *values) created(pkg *types.Package, files []*ast.File) []Table {
	if pkg == nil || !declaring(pkg) {
		return nil
	}
	v.handles = newHandles(v.info, pkg, files)
	var out []Table
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				out = append(out, v.call(call)...)
			}
			return true
		})
	}
	return out
}

// declaring reports whether a package imports one of which a call declares keys.
func declaring(pkg *types.Package) bool {
	for _, p := range pkg.Imports() {
		if f, err := model.Builtin(p.Path()); err == nil && f != nil {
			for _, d := range f.Declares {
				if len(d.Methods) > 0 {
					return true
				}
			}
		}
	}
	return false
}

// call returns the keys that a call declares.
func (v *values) call(call *ast.CallExpr) []Table {
	s, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	fn := v.handles.callee(call)
	if !ok || fn == nil {
		return nil
	}
	d := declaredBy(fn)
	if d == nil {
		return nil
	}
	at, err := model.ParsePath(model.Path(d.Keys))
	if err != nil || at.Kind != model.Arg || at.Index >= len(call.Args) {
		return nil
	}
	keys := v.indexes(call.Args[at.Index])
	if len(keys) == 0 {
		return nil
	}
	tables := v.handles.receiver(s, 0)
	for i := range tables {
		tables[i].Keys = keys
	}
	return tables
}

// declaredBy is what a call of a method declares, nil for nothing.
func declaredBy(fn *types.Func) *model.Declares {
	f, typ := modelOf(fn)
	if f == nil {
		return nil
	}
	for i := range f.Declares {
		if d := &f.Declares[i]; d.Type == typ && slices.Contains(d.Methods, fn.Name()) {
			return d
		}
	}
	return nil
}

// indexes returns the unique keys of a value that is a key, or a list of them. In
// a document what is not there is null, and null is equal to null.
func (v *values) indexes(e ast.Expr) []Key {
	lit, d := v.literal(e)
	if lit == nil {
		return nil
	}
	if d == nil {
		var all []Key
		for _, e := range lit.Elts {
			if lit, _ := v.resolve(e).(*ast.CompositeLit); lit != nil {
				all = append(all, v.indexes(lit)...)
			}
		}
		return all
	}
	parts := v.plain(lit, d)
	if options := field(lit, d.Options); options != nil && v.steps(options, d) {
		parts = v.document(field(lit, d.Columns))
	}
	if len(parts) == 0 {
		return nil
	}
	pos := v.fset.Position(lit.Pos())
	return []Key{{Parts: parts, NullsEqual: true, From: filepath.Base(pos.Filename) + ":" + strconv.Itoa(pos.Line)}}
}

// plain returns the columns of a unique key that fields describe; a column that
// descends has a sign in front.
//
//	mgo.Index{Key: []string{"tenant", "-email"}, Unique: true}
func (v *values) plain(lit *ast.CompositeLit, d *model.Declares) []sqltext.KeyPart {
	if !v.truth(lit, d.Unique) || v.narrowed(lit, d) {
		return nil
	}
	var parts []sqltext.KeyPart
	for _, e := range v.list(lit, d.Columns) {
		c := v.info.Types[e].Value
		if c == nil || c.Kind() != constant.String {
			return nil
		}
		column := strings.TrimLeft(constant.StringVal(c), "+-")
		if column == "" || strings.Contains(column, "$") {
			return nil
		}
		parts = append(parts, sqltext.KeyPart{Column: column})
	}
	return parts
}

// steps reports whether the calls that make up the options of a key say that it is
// unique and nothing that narrows it.
//
//	options.Index().SetName("one").SetUnique(true)
func (v *values) steps(e ast.Expr, d *model.Declares) bool {
	unique := false
	for range maxSteps * 2 {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok && v.handles.steered[v.info.ObjectOf(id)] {
			return false // a method may have changed it
		}
		call, ok := v.resolve(e).(*ast.CallExpr)
		if !ok {
			return false
		}
		s, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok {
			return false
		}
		switch {
		case s.Sel.Name == d.Unique && len(call.Args) == 1:
			c := v.info.Types[call.Args[0]].Value
			if c == nil || c.Kind() != constant.Bool || !constant.BoolVal(c) {
				return false
			}
			unique = true
		case d.Narrows(s.Sel.Name):
			return false
		}
		if fn := v.handles.callee(call); fn != nil && fn.Signature().Recv() == nil {
			return unique && fn.Pkg() != v.handles.pkg
		}
		e = s.X
	}
	return false
}

// document returns the columns of a document that has a direction for each; none
// when one of them is something else.
//
//	bson.D{{Key: "org", Value: 1}, {"name", -1}}     bson.M{"email": 1}
func (v *values) document(e ast.Expr) []sqltext.KeyPart {
	if e == nil {
		return nil
	}
	lit, ok := v.resolve(e).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	var parts []sqltext.KeyPart
	for _, e := range lit.Elts {
		var pair []ast.Expr
		switch e := ast.Unparen(e).(type) {
		case *ast.KeyValueExpr:
			pair = []ast.Expr{e.Key, e.Value}
		case *ast.CompositeLit:
			for _, f := range e.Elts {
				if kv, ok := f.(*ast.KeyValueExpr); ok {
					f = kv.Value
				}
				pair = append(pair, f)
			}
		}
		if len(pair) != 2 {
			return nil
		}
		name, way := v.info.Types[pair[0]].Value, v.info.Types[pair[1]].Value
		if name == nil || way == nil || name.Kind() != constant.String || way.Kind() != constant.Int && way.Kind() != constant.Float {
			return nil
		}
		column := constant.StringVal(name)
		if column == "" || strings.Contains(column, "$") {
			return nil
		}
		parts = append(parts, sqltext.KeyPart{Column: column})
	}
	return parts
}
