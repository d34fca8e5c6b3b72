package race

import (
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/schema"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// looked is what a find looked for. A part of a primary key whose column nobody
// names is the column to which the create gives that very value.
//
//	tx.ReadRow(ctx, "Users", spanner.Key{email}, …)    spanner.Insert("Users", []string{"Email"}, []any{email})
func looked(find, create *summary.Site, view *value.View) []op.Pred {
	key := find.Key(view)
	if !slices.ContainsFunc(key, unnamed) {
		return key
	}
	key = slices.Clone(key)
	for i := range key {
		for _, column := range create.Columns() {
			if unnamed(key[i]) && value.Compare(key[i].Value, create.Column(column, view)) == value.Same {
				key[i].Column = column
			}
		}
	}
	return key
}

func unnamed(p op.Pred) bool { return p.Column == op.Unnamed }

// primary is the primary key of a table whose columns nobody but the program
// names, when a find looked for all of it: key as looked returns it.
func primary(find *summary.Site, key []op.Pred, view *value.View) (schema.Key, bool) {
	if !slices.ContainsFunc(find.Key(view), unnamed) || slices.ContainsFunc(key, unnamed) {
		return schema.Key{}, false
	}
	k := schema.Key{Primary: true}
	for _, p := range key {
		k.Parts = append(k.Parts, sqltext.KeyPart{Column: p.Column})
	}
	return k, true
}
