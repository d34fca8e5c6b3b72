package op

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// filledLater is the identity of a column that the row does not have when it
// is handed over, and the library fills before it inserts: by a method of the
// row type, or from the row that another field holds.
//
//	func (a *Album) BeforeCreate(*gorm.DB) error { a.Hash = hash(a.Path); … }
//	db.Create(&Permission{App: app})      app_id is app.ID
func (c *Classifier) filledLater(rows *model.Rows, v ssa.Value, t *types.Named, path []string, at ssa.Instruction, view *value.View) *value.Expr {
	if rows == nil || isList(v.Type()) {
		return nil
	}
	for _, name := range rows.Hooks {
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), true, t.Obj().Pkg(), name)
		hook, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		if e := view.Left(hook, v, path, at); e != nil && e.Op != value.Zero {
			return e
		}
	}
	if e := c.defaultOf(rows, t, path); e != nil {
		return e
	}
	if !rows.BelongsTo {
		return nil
	}
	key := last(path)
	for _, suffix := range [...]string{"ID", "Id"} {
		owner, found := strings.CutSuffix(key, suffix)
		if !found || owner == "" {
			continue
		}
		for _, primary := range [...]string{"ID", "Id"} {
			if e := ownerKey(view, v, t, append(path[:len(path)-1:len(path)-1], owner), primary, at); e != nil {
				return e
			}
		}
	}
	return nil
}

// IsHook reports whether a library calls a method before it inserts a row.
func (c *Classifier) IsHook(fn *types.Func) bool {
	return fn.Signature().Recv() != nil && slices.ContainsFunc(c.models.Files(), func(f *model.File) bool {
		return f.Rows != nil && slices.Contains(f.Rows.Hooks, fn.Name())
	})
}

// Defaults are the columns that the database fills where a row leaves them zero.
func (c *Classifier) Defaults(o *Op) []Cell {
	rows := o.Bound.File.Rows
	if rows == nil || o.Verb != model.Create {
		return nil
	}
	var out []Cell
	for _, f := range c.Fields(o) {
		if e := c.defaultOf(rows, o.Entity.Type, f.Path); e != nil {
			out = append(out, Cell{f.Name, e})
		}
	}
	return out
}

// defaultOf is what the database puts into a column that is left zero.
//
//	Status int `gorm:"default:1"`
func (c *Classifier) defaultOf(rows *model.Rows, t *types.Named, path []string) *value.Expr {
	if rows.Default == "" {
		return nil
	}
	for _, f := range c.naming.fields(t, rows) {
		if slices.Equal(f.path, path) {
			if text, ok := option(f.tag, rows.Default, rows); ok {
				return literal(strings.Trim(text, "'"))
			}
		}
	}
	return nil
}

// ownerKey is the field named key of the row that is held in a field of v.
func ownerKey(view *value.View, v ssa.Value, t *types.Named, field []string, key string, at ssa.Instruction) *value.Expr {
	var typ types.Type = t
	for _, name := range field {
		obj, _, _ := types.LookupFieldOrMethod(typ, true, t.Obj().Pkg(), name)
		f, ok := obj.(*types.Var)
		if !ok {
			return nil
		}
		typ = f.Type()
	}
	obj, index, _ := types.LookupFieldOrMethod(typ, true, t.Obj().Pkg(), key)
	if _, ok := obj.(*types.Var); !ok {
		return nil
	}
	path := append(field, fieldPath(typ, index)...)
	if e := fieldOf(view, v, path, at); e.Op != value.Zero {
		return e
	}
	return nil
}

// fieldPath names the fields of a selection.
func fieldPath(t types.Type, index []int) []string {
	var out []string
	for _, i := range index {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		s, ok := t.Underlying().(*types.Struct)
		if !ok {
			return out
		}
		out = append(out, s.Field(i).Name())
		t = s.Field(i).Type()
	}
	return out
}
