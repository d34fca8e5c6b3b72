package op

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// documents reports whether a model's rows and conditions are documents.
func (c *Classifier) documents(f *model.File) bool { return f.Rows != nil && f.Rows.Documents }

// documentCondition reads a document as a condition; false when v is none.
func (c *Classifier) documentCondition(o *Op, s step, v ssa.Value) bool {
	entries, ok := c.entries(v, s.call)
	if !ok {
		return false
	}
	for _, e := range entries {
		switch {
		case e.from != nil:
			c.equalFrom(o, s.orMaybe(e.maybe), e.from, e.val)
		case e.key == "$and":
			for _, part := range c.list(e.val) {
				c.subdocument(o, s.orMaybe(e.maybe), part)
			}
		case e.key == "$or":
			for _, part := range c.list(e.val) {
				c.either(o, func(o *Op) { c.subdocument(o, s.orMaybe(e.maybe), part) })
			}
		case strings.HasPrefix(e.key, "$"):
			o.Others = true
		default:
			c.documentField(o, s.orMaybe(e.maybe), e)
		}
	}
	return true
}

func (c *Classifier) subdocument(o *Op, s step, v ssa.Value) {
	if !c.documentCondition(o, s, v) {
		o.Others = true
	}
}

// list returns the elements of a list that is written out.
func (c *Classifier) list(v ssa.Value) []ssa.Value {
	v = c.local(value.Strip(v))
	if elems, ok := value.Variadic(v); ok {
		return elems
	}
	slice, ok := v.(*ssa.Slice)
	if !ok {
		return []ssa.Value{v}
	}
	return []ssa.Value{slice}
}

// documentField reads what a condition demands of one field: a value, or what
// operators say.
//
//	{"email": email}    {"email": {"$eq": email}}    {"age": {"$gt": 18}}
func (c *Classifier) documentField(o *Op, s step, e entry) {
	column := strings.ToLower(e.key)
	inner, ok := c.entries(e.val, s.call)
	if !ok || len(e.more) > 0 || !slices.ContainsFunc(inner, func(i entry) bool { return strings.HasPrefix(i.key, "$") }) {
		c.equal(o, s, column, c.entryValue(e, s.call))
		return
	}
	for _, i := range inner {
		switch i.key {
		case "$eq", "$in":
			c.equal(o, s.orMaybe(i.maybe), column, c.entryValue(i, s.call))
		default:
			o.Others = true
		}
	}
}

// entryRow takes the cells of a row that is a map or a document.
func (c *Classifier) entryRow(o *Op, v ssa.Value) bool {
	entries, ok := c.entries(v, o.Call)
	if !ok {
		return false
	}
	o.Row.Complete = true
	for _, e := range entries {
		if e.from != nil {
			o.Row.Complete = false
			continue
		}
		cell := Cell{columnName(e.key), c.entryValue(e, o.Call)}
		if e.maybe {
			cell.Value = value.Node(value.Any, "", 0, cell.Value, value.ZeroExpr())
		}
		o.Row.Cells = append(o.Row.Cells, cell)
	}
	return true
}

// listCondition reads a condition that is a list of predicates.
//
//	sq.And{sq.Eq{"a": a}, sq.Gt{"b": b}}    sq.Or{…}
func (c *Classifier) listCondition(o *Op, s step, v ssa.Value) {
	elems, ok := value.Variadic(v)
	n, _ := types.Unalias(v.Type()).(*types.Named)
	if !ok || n == nil || !c.modelled(n.Obj().Pkg()) {
		o.Others = true
		return
	}
	role, _ := c.models.Type(n.Obj())
	for _, e := range elems {
		if role == model.Alternatives {
			c.either(o, func(o *Op) { c.oneCondition(o, s, e, nil) })
		} else {
			c.oneCondition(o, s, e, nil)
		}
	}
}
