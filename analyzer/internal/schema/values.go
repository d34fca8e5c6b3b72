package schema

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// values reads tables that are written down as values, in package variables:
//
//	UsersColumns = []*schema.Column{{Name: "id"}, {Name: "email", Unique: true}}
//	UsersTable   = &schema.Table{Name: "users", Columns: UsersColumns, PrimaryKey: []*schema.Column{UsersColumns[0]}}
type values struct {
	fset *token.FileSet
	info *types.Info
	vars map[types.Object]ast.Expr // what package variables are made of
	// handles is there while the calls of functions are read.
	handles *handles
}

// tables returns the tables that the variables of a package declare.
func (r *reader) tables(files []*ast.File) []Table {
	v := &values{fset: r.fset, info: r.info, vars: map[types.Object]ast.Expr{}}
	var order []ast.Expr
	for _, f := range files {
		for _, d := range f.Decls {
			decl, ok := d.(*ast.GenDecl)
			if !ok || decl.Tok != token.VAR {
				continue
			}
			for _, spec := range decl.Specs {
				spec := spec.(*ast.ValueSpec)
				for i, name := range spec.Names {
					if i < len(spec.Values) && len(spec.Values) == len(spec.Names) {
						v.vars[r.info.Defs[name]] = spec.Values[i]
						order = append(order, spec.Values[i])
					}
				}
			}
		}
	}
	var out []Table
	for _, e := range order {
		if lit, d := v.literal(e); d != nil && d.Is == model.ATable {
			if t := v.table(lit, d); t.Name != "" {
				out = append(out, t)
			}
		}
	}
	return append(out, v.created(r.pkg, files)...)
}

// resolve follows variables, addresses and elements of lists.
func (v *values) resolve(e ast.Expr) ast.Expr {
	for range 8 {
		switch x := ast.Unparen(e).(type) {
		case *ast.UnaryExpr:
			e = x.X
		case *ast.Ident:
			init := v.vars[v.info.Uses[x]]
			if init == nil && v.handles != nil {
				init = v.handles.made[v.info.Uses[x]]
			}
			if init == nil {
				return x
			}
			e = init
		case *ast.IndexExpr:
			list, ok := v.resolve(x.X).(*ast.CompositeLit)
			index := v.info.Types[x.Index].Value
			if !ok || index == nil {
				return x
			}
			i, exact := constant.Int64Val(index)
			if !exact || i < 0 || int(i) >= len(list.Elts) {
				return x
			}
			e = list.Elts[i]
		default:
			return x
		}
	}
	return e
}

// literal returns a composite literal and what values of its type declare.
func (v *values) literal(e ast.Expr) (*ast.CompositeLit, *model.Declares) {
	lit, ok := v.resolve(e).(*ast.CompositeLit)
	if !ok {
		return nil, nil
	}
	t := v.info.TypeOf(lit)
	if p, ok := t.(*types.Pointer); ok { // an element of a list of pointers
		t = p.Elem()
	}
	n, ok := t.(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return lit, nil
	}
	f, err := model.Builtin(n.Obj().Pkg().Path())
	if err != nil || f == nil {
		return lit, nil
	}
	for i := range f.Declares {
		if f.Declares[i].Type == n.Obj().Name() {
			return lit, &f.Declares[i]
		}
	}
	return lit, nil
}

// field returns what a literal gives a field, nil for nothing.
func field(lit *ast.CompositeLit, name string) ast.Expr {
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && id.Name == name && name != "" {
				return kv.Value
			}
		}
	}
	return nil
}

func (v *values) text(lit *ast.CompositeLit, name string) string {
	if e := field(lit, name); e != nil {
		if c := v.info.Types[e].Value; c != nil && c.Kind() == constant.String {
			return constant.StringVal(c)
		}
	}
	return ""
}

func (v *values) truth(lit *ast.CompositeLit, name string) bool {
	e := field(lit, name)
	c := v.info.Types[e].Value
	return e != nil && c != nil && c.Kind() == constant.Bool && constant.BoolVal(c)
}

// list returns the literals in a field.
func (v *values) list(lit *ast.CompositeLit, name string) []ast.Expr {
	e := field(lit, name)
	if e == nil {
		return nil
	}
	if l, ok := v.resolve(e).(*ast.CompositeLit); ok {
		return l.Elts
	}
	return nil
}

func (v *values) table(lit *ast.CompositeLit, d *model.Declares) Table {
	t := &table{name: v.text(lit, d.Name), created: true}
	pos := v.fset.Position(lit.Pos())
	from := filepath.Base(pos.Filename) + ":" + strconv.Itoa(pos.Line)
	for _, e := range v.list(lit, d.Columns) {
		c, cd := v.literal(e)
		if cd == nil {
			continue
		}
		name := v.text(c, cd.Name)
		t.columns = append(t.columns, sqltext.ColumnDef{Name: name, NotNull: !v.truth(c, cd.Nullable), Generated: v.truth(c, cd.Generated)})
		if v.truth(c, cd.Unique) {
			t.key(sqltext.UniqueKey{Parts: []sqltext.KeyPart{{Column: name}}}, from)
		}
	}
	if parts := v.parts(lit, d.Primary); len(parts) > 0 {
		t.key(sqltext.UniqueKey{Primary: true, Parts: parts}, from)
	}
	for _, e := range v.list(lit, d.Keys) {
		k, kd := v.literal(e)
		if kd == nil || !v.truth(k, kd.Unique) {
			continue
		}
		if parts := v.parts(k, kd.Columns); len(parts) > 0 {
			t.key(sqltext.UniqueKey{Name: v.text(k, kd.Name), Parts: parts, Partial: v.narrowed(k, kd)}, from)
		}
	}
	out := Table{Name: t.name, Columns: t.columns}
	for _, k := range t.keys {
		out.Keys = append(out.Keys, t.finish(k))
	}
	return out
}

// narrowed reports whether a key has a field that may narrow it.
func (v *values) narrowed(lit *ast.CompositeLit, d *model.Declares) bool {
	return slices.ContainsFunc(d.Partial, func(name string) bool { return field(lit, name) != nil })
}

// parts returns the columns in a list; none when one of them is not known.
func (v *values) parts(lit *ast.CompositeLit, name string) []sqltext.KeyPart {
	var parts []sqltext.KeyPart
	for _, e := range v.list(lit, name) {
		c, d := v.literal(e)
		if d == nil || v.text(c, d.Name) == "" {
			return nil
		}
		parts = append(parts, sqltext.KeyPart{Column: v.text(c, d.Name)})
	}
	return parts
}
