package schema

import (
	"maps"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// Tagged is where a key is declared that a struct tag declares.
const Tagged = "struct tag"

// FromTags returns the unique keys that the tags of a row type declare.
func FromTags(columns []op.Column, rows *model.Rows) []Key {
	if rows == nil {
		return nil
	}
	var keys []Key
	named := map[string]*Key{}
	primary := Key{Primary: true, From: Tagged}
	for _, c := range columns {
		if c.Primary {
			primary.add(c, "", rows)
		}
		for _, d := range declared(c.Tag, rows) {
			k := named[d.name]
			if d.name == "" || k == nil {
				k = &Key{Name: d.name, From: Tagged}
			}
			k.add(c, d.expression, rows)
			k.condition(d.where)
			if d.name == "" {
				keys = append(keys, *k)
			} else {
				named[d.name] = k
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(named)) {
		keys = append(keys, *named[name])
	}
	if len(primary.Parts) > 0 {
		keys = append(keys, primary)
	}
	return keys
}

// add puts a column, or an expression over it, into the key.
func (k *Key) add(c op.Column, expression string, rows *model.Rows) {
	part := sqltext.KeyPart{Column: c.Name}
	if expression != "" {
		for _, p := range indexOn(expression, "").Parts {
			part = p
		}
	}
	k.Parts = append(k.Parts, part)
	notNull := slices.ContainsFunc(op.Options(c.Tag, rows), func(o op.TagOption) bool {
		return strings.EqualFold(strings.NewReplacer(" ", "", "_", "").Replace(o.Name()), "notnull")
	})
	if !c.Primary && !notNull {
		k.Nullable = append(k.Nullable, c.Name)
	}
}

// condition adds what the option where says of a partial index.
func (k *Key) condition(text string) {
	if text != "" {
		index := indexOn("a", text)
		k.Where = append(k.Where, index.Where...)
		k.Partial = k.Partial || index.Partial
	}
}

// indexOn reads the expression and the condition of an index.
func indexOn(expression, where string) sqltext.UniqueKey {
	text := "CREATE UNIQUE INDEX i ON t (" + expression + ")"
	if where != "" {
		text += " WHERE " + where
	}
	for _, c := range sqltext.Changes(text) {
		for _, key := range c.Keys {
			return key
		}
	}
	return sqltext.UniqueKey{Partial: true}
}

// declaration is one unique key that a tag puts its column into: a name, ""
// for a key of its own, the expression over the column, if any, and the
// condition of a partial index.
type declaration struct{ name, expression, where string }

// declared returns the unique keys that a tag puts its column into.
//
//	gorm:"uniqueIndex:idx_owner_name,sort:desc"     gorm:"index:idx_a,unique,where:deleted_at IS NULL"
//	xorm:"unique(a)"     bun:"unique:a"     orm:"unique"
func declared(tag string, rows *model.Rows) []declaration {
	var all []declaration
	for _, o := range op.Options(tag, rows) {
		name, options, _ := strings.Cut(o.Value(), ",")
		d := declaration{name: strings.TrimSpace(name)}
		if strings.EqualFold(d.name, "true") {
			d.name = ""
		}
		unique := slices.ContainsFunc(rows.Unique, func(u string) bool { return strings.EqualFold(u, o.Name()) })
		for option := range strings.SplitSeq(options, ",") {
			key, value, _ := strings.Cut(option, ":")
			switch strings.ToLower(strings.TrimSpace(key)) {
			case "where":
				d.where = value
			case "expression":
				d.expression = value
			case "composite":
				d.name = "composite " + value
			case "unique":
				unique = true
			case "class":
				unique = unique || strings.EqualFold(value, "unique")
			}
		}
		if unique {
			all = append(all, d)
		}
	}
	return all
}
