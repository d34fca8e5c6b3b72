package schema

import (
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// Lookup is what a find demands, as far as keys are concerned.
type Lookup struct {
	Equal []Equal
	// Meets reports whether the row that is created is known to meet a
	// condition; nil stands for a row of which nothing is known.
	Meets func(sqltext.Require) bool
}

// Equal is one equality of a lookup: column = value, or func(column) = value.
type Equal struct {
	Column string
	Func   string
	// Null says that the value may be NULL when it is stored.
	Null bool
}

// Covering returns the first key that no two rows can agree on which both
// answer the lookup:
//
//	UNIQUE (a)                          a = ?, and a = ? AND b = ?
//	UNIQUE (a, b)                       a = ? AND b = ?, not a = ?
//	UNIQUE (lower(a))                   lower(a) = ?, and a = ?, as equal columns give equal expressions
//	UNIQUE (a) WHERE deleted IS NULL    a = ?, if the created row is known to be in the index
//
// A column that may hold NULL covers only if NULL is not what is created, or
// if NULLs are equal.
func Covering(keys []Key, l Lookup) (Key, bool) {
	for _, k := range keys {
		if k.covers(l) {
			return k, true
		}
	}
	return Key{}, false
}

func (k Key) covers(l Lookup) bool {
	if len(k.Parts) == 0 || k.Partial {
		return false
	}
	for _, r := range k.Where {
		if l.Meets == nil || !l.Meets(r) {
			return false
		}
	}
	return !slices.ContainsFunc(k.Parts, func(p sqltext.KeyPart) bool { return !k.partCovered(p, l) })
}

func (k Key) partCovered(p sqltext.KeyPart, l Lookup) bool {
	if p.Column != "" {
		return k.columnCovered(p.Column, l)
	}
	for _, e := range l.Equal {
		if e.Func != "" && e.Func+"("+e.Column+")" == p.Expr {
			return true
		}
	}
	return len(p.Reads) > 0 && !slices.ContainsFunc(p.Reads, func(c string) bool { return !k.columnCovered(c, l) })
}

func (k Key) columnCovered(column string, l Lookup) bool {
	nullable := !k.NullsEqual && slices.Contains(k.Nullable, column)
	return slices.ContainsFunc(l.Equal, func(e Equal) bool {
		return e.Func == "" && strings.EqualFold(e.Column, column) && !(nullable && e.Null)
	})
}
