package op

import (
	"go/constant"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
)

// naming knows which columns and tables Go structs stand for, by the tags and
// conventions that a store's model names.
type naming struct {
	memo map[*types.Named]map[*model.Rows][]field
}

type field struct {
	column  string
	path    []string
	tag     string
	primary bool
	typ     types.Type
}

func newNaming() *naming { return &naming{memo: map[*types.Named]map[*model.Rows][]field{}} }

// fields lists the columns of a row type, embedded structs included.
func (n *naming) fields(t *types.Named, rows *model.Rows) []field {
	if rows == nil {
		rows = defaultRows
	}
	if f, ok := n.memo[t][rows]; ok {
		return f
	}
	if n.memo[t] == nil {
		n.memo[t] = map[*model.Rows][]field{}
	}
	n.memo[t][rows] = nil // an embedded cycle ends here
	var out []field
	if s, ok := t.Underlying().(*types.Struct); ok {
		out = n.structFields(s, rows)
	}
	if !slices.ContainsFunc(out, func(f field) bool { return f.primary }) {
		for i := range out {
			if last(out[i].path) == rows.PrimaryField && rows.PrimaryField != "" {
				out[i].primary = true
				break
			}
		}
	}
	n.memo[t][rows] = out
	return out
}

// defaultRows is the convention of libraries that scan into structs by db tags.
var defaultRows = &model.Rows{Tag: "db", Naming: "lower"}

func (n *naming) structFields(s *types.Struct, rows *model.Rows) []field {
	var out []field
	for i := range s.NumFields() {
		f := s.Field(i)
		tag, tagged := reflect.StructTag(s.Tag(i)).Lookup(rows.Tag)
		if rows.Ignore != "" && tag == rows.Ignore || !f.Exported() && !f.Embedded() {
			continue
		}
		if spreads(f, tag, rows) {
			if inner := namedOf(f.Type()); inner != nil {
				if _, ok := inner.Underlying().(*types.Struct); ok && !isTime(inner) {
					prefix, _ := option(tag, rows.Prefix, rows)
					for _, g := range n.fields(inner, rows) {
						if rows.Prefix != "" {
							g.column = prefix + g.column
						}
						g.path = append([]string{f.Name()}, g.path...)
						out = append(out, g)
					}
					continue
				}
			}
		}
		column := columnOf(f.Name(), tag, tagged, rows)
		primary := slices.ContainsFunc(rows.Primary, func(o string) bool { return hasOption(tag, o, rows) })
		out = append(out, field{column: column, path: []string{f.Name()}, tag: tag, primary: primary, typ: f.Type()})
	}
	return out
}

// spreads reports whether the fields of a struct in a row are columns of the row.
func spreads(f *types.Var, tag string, rows *model.Rows) bool {
	if rows.Inline != "" {
		return hasOption(tag, rows.Inline, rows)
	}
	return f.Embedded() || hasOption(tag, "embedded", rows)
}

func isTime(n *types.Named) bool {
	return n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "time"
}

func columnOf(name, tag string, tagged bool, rows *model.Rows) string {
	if tagged {
		if v, ok := option(tag, rows.Column, rows); ok && v != "" {
			return strings.ToLower(v)
		}
	}
	switch rows.Naming {
	case "snake":
		return Snake(name)
	}
	return strings.ToLower(name)
}

func separator(rows *model.Rows) string {
	if rows.Separator != "" {
		return rows.Separator
	}
	return ";"
}

// option returns the value of one option of a struct tag; with an empty name
// the first word of the tag.
//
//	gorm:"column:mail;uniqueIndex:idx_mail"     db:"mail,omitempty"
func option(tag, name string, rows *model.Rows) (string, bool) {
	if name == "" {
		word, _, _ := strings.Cut(tag, ",")
		return word, word != "" && word != "-"
	}
	for _, o := range options(tag, rows) {
		if strings.EqualFold(o.name, name) {
			return o.value, true
		}
	}
	return "", false
}

// Option returns the value of an option of a struct tag by a store's rules.
func Option(tag, name string, rows *model.Rows) (string, bool) { return option(tag, name, rows) }

func hasOption(tag, name string, rows *model.Rows) bool {
	_, ok := option(tag, name, rows)
	return ok
}

func (n *naming) fieldByColumn(t *types.Named, rows *model.Rows, column string) ([]string, bool) {
	f, ok := n.field(t, rows, column)
	return f.path, ok
}

func (n *naming) field(t *types.Named, rows *model.Rows, column string) (field, bool) {
	for _, f := range n.fields(t, rows) {
		if f.column == column {
			return f, true
		}
	}
	// Naming strategies differ in where they put underscores: user_id, user_i_d.
	for _, f := range n.fields(t, rows) {
		if squeeze(f.column) == squeeze(column) {
			return f, true
		}
	}
	return field{}, false
}

func squeeze(column string) string { return strings.ReplaceAll(column, "_", "") }

// fieldByTag finds the field that feeds the named parameter :name.
func (n *naming) fieldByTag(t *types.Named, name string) ([]string, bool) {
	for _, f := range n.fields(t, defaultRows) {
		if f.column == strings.ToLower(name) || strings.EqualFold(last(f.path), name) {
			return f.path, true
		}
	}
	return nil, false
}

func (n *naming) primary(t *types.Named, rows *model.Rows) string {
	for _, f := range n.fields(t, rows) {
		if f.primary {
			return f.column
		}
	}
	return ""
}

// table is the name that a row type's table has by convention, or that generated
// code says; "" when a method of the type names it, or nothing does.
func (n *naming) table(t *types.Named, rows *model.Rows) string {
	if rows == nil || rows.Table == "" && !rows.Plural {
		return ""
	}
	if name := tableBeside(t, rows.TableConst); name != "" {
		return name
	}
	if rows.Table != "" {
		obj, _, _ := types.LookupFieldOrMethod(t, true, t.Obj().Pkg(), rows.Table)
		if _, ok := obj.(*types.Func); ok {
			return ""
		}
	}
	name := Snake(t.Obj().Name())
	if rows.Plural {
		name = plural(name)
	}
	return name
}

// tableBeside is the text of a constant in the package below a row type's that is
// called as the type: gen.User has its table's name in gen/user.
func tableBeside(t *types.Named, name string) string {
	if name == "" || t.Obj().Pkg() == nil {
		return ""
	}
	want := t.Obj().Pkg().Path() + "/" + strings.ToLower(t.Obj().Name())
	for _, p := range t.Obj().Pkg().Imports() {
		if c, ok := p.Scope().Lookup(name).(*types.Const); ok && p.Path() == want && c.Val().Kind() == constant.String {
			return constant.StringVal(c.Val())
		}
	}
	return ""
}

func last(path []string) string {
	if len(path) == 0 {
		return ""
	}
	return path[len(path)-1]
}

// Snake turns a Go name into snake case: UserID → user_id, HTTPServer → http_server.
func Snake(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if unicode.IsUpper(r) {
			prevLower := i > 0 && (unicode.IsLower(runes[i-1]) || unicode.IsDigit(runes[i-1]))
			nextLower := i > 0 && i+1 < len(runes) && unicode.IsLower(runes[i+1]) && runes[i-1] != '_'
			if prevLower || nextLower {
				b.WriteByte('_')
			}
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// byConvention reports whether a row type is the rows of a table that is named
// in the singular: a library may be told to name tables so.
func byConvention(row, table Entity) bool {
	return row.TypeName() != "" && table.TypeName() == "" && row.Table == plural(table.Table)
}

// plural covers the regular English plurals that the ORMs form.
func plural(s string) string {
	switch {
	case strings.HasSuffix(s, "y") && len(s) > 1 && !strings.ContainsRune("aeiou", rune(s[len(s)-2])):
		return s[:len(s)-1] + "ies"
	case strings.HasSuffix(s, "s"), strings.HasSuffix(s, "x"), strings.HasSuffix(s, "ch"), strings.HasSuffix(s, "sh"):
		return s + "es"
	}
	return s + "s"
}
