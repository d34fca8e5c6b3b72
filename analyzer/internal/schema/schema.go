// Package schema knows what is declared unique.
//
// So far it reads the struct tags of row types by the rules of their store's
// model; a primary key is unique too. It decides which columns are known to
// be unique together. It refuses to decide that something is not unique:
// migrations may say what tags do not.
package schema

import (
	"maps"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
)

// Key is a set of columns that are unique together.
type Key struct {
	Columns []string
	Primary bool
}

// FromTags returns the unique keys that the tags of a row type declare.
func FromTags(columns []op.Column, rows *model.Rows) []Key {
	if rows == nil {
		return nil
	}
	var keys []Key
	named := map[string][]string{}
	var primary []string
	for _, c := range columns {
		if c.Primary {
			primary = append(primary, c.Name)
		}
		for _, name := range uniqueNames(c.Tag, rows) {
			if name == "" {
				keys = append(keys, Key{Columns: []string{c.Name}})
				continue
			}
			named[name] = append(named[name], c.Name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(named)) {
		keys = append(keys, Key{Columns: named[name]})
	}
	if len(primary) > 0 {
		keys = append(keys, Key{Columns: primary, Primary: true})
	}
	return keys
}

// uniqueNames returns the names of the unique keys that a tag puts its column
// into; "" for one of its own.
//
//	gorm:"uniqueIndex:idx_owner_name,sort:desc"     gorm:"index:idx_a,unique"     xorm:"unique(a)"
func uniqueNames(tag string, rows *model.Rows) []string {
	var names []string
	for _, o := range op.Options(tag, rows) {
		name, options, _ := strings.Cut(o.Value(), ",")
		declared := slices.ContainsFunc(rows.Unique, func(u string) bool { return strings.EqualFold(u, o.Name()) })
		switch {
		case declared && strings.EqualFold(name, "true"):
			names = append(names, "")
		case declared:
			names = append(names, name)
		case slices.Contains(strings.Split(strings.ToLower(options), ","), "unique"):
			names = append(names, name)
		}
	}
	return names
}

// Covering returns the first key whose columns are all among those that a
// lookup compares, so that no two rows can both answer it.
func Covering(keys []Key, lookup []string) (Key, bool) {
	for _, k := range keys {
		covered := !slices.ContainsFunc(k.Columns, func(c string) bool { return !slices.Contains(lookup, c) })
		if covered && len(k.Columns) > 0 {
			return k, true
		}
	}
	return Key{}, false
}
