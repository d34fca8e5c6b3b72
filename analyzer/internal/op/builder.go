package op

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// parts are what the calls of a statement builder say until all are known.
type parts struct {
	projection []string
	names      []string
	values     []*value.Expr
	named      ssa.Value // what a later step gives for named placeholders
}

// starts reports whether a call is a package function that makes a statement.
//
//	sq.Select("id").From("users")
func starts(b *model.Bound) bool {
	return b.Does == model.Filter && b.ReturnsAt.Kind == model.NoPlace
}

// build adds what one call of a statement builder says.
func (c *Classifier) build(o *Op, s step) {
	b, common := s.bound, s.call.Common()
	for _, v := range c.placeValues(common, b.ProjectionAt) {
		if text, ok := c.text(v); ok && isString(value.Strip(v)) {
			o.parts.projection = append(o.parts.projection, text)
		}
	}
	for _, v := range listed(c.placeValues(common, b.NamesAt)) {
		text, ok := c.text(v)
		if field := readFrom(value.Strip(v)); !isString(value.Strip(v)) && field != "" {
			text, ok = Snake(field), true // a column object
		} else if !isString(value.Strip(v)) {
			ok = false
		}
		if !ok || s.maybe {
			text = "?"
		}
		for _, name := range strings.Split(text, ",") { // Columns("a, b")
			o.parts.names = append(o.parts.names, columnName(name))
		}
	}
	for _, v := range listed(c.placeValues(common, b.ValuesAt)) {
		o.parts.values = append(o.parts.values, c.through(s, c.view.Of(v)))
	}
	if b.HandleAt.Kind == model.Arg && b.Does != model.RunTx {
		if at := c.placeValues(common, b.HandleAt); len(at) == 1 {
			o.Handle = value.Strip(at[0])
		}
	}
}

// listed replaces lists that are written out by their elements.
//
//	Vals([]any{a, b})
func listed(vals []ssa.Value) []ssa.Value {
	var out []ssa.Value
	for _, v := range vals {
		if elems, ok := value.Variadic(v); ok {
			out = append(out, elems...)
		} else {
			out = append(out, v)
		}
	}
	return out
}

// through rewrites an identity in a helper that the chain was built in for the
// function that has the chain.
func (c *Classifier) through(s step, e *value.Expr) *value.Expr {
	for _, h := range s.through {
		e = c.view.Subst(e, h.fn, h.call)
	}
	return e
}

// cell adds the column that one call gives a value.
//
//	client.User.Create().SetEmail(email)
func (c *Classifier) cell(o *Op, s step) {
	column, ok := c.column(s)
	keys := c.keyArguments(s)
	if !ok || len(keys) != 1 {
		return
	}
	e := c.through(s, c.view.Of(keys[0]))
	if s.maybe {
		e = value.Node(value.Any, "", 0, e, value.ZeroExpr())
	}
	o.Row.Cells = append(o.Row.Cells, Cell{column, e})
}

// finish puts the parts of a statement together.
func (c *Classifier) finish(o *Op) {
	for i, name := range o.parts.names {
		if i < len(o.parts.values) && name != "?" {
			o.Row.Cells = append(o.Row.Cells, Cell{name, o.parts.values[i]})
		}
	}
	if n := len(o.parts.names); n > 0 && n <= len(o.parts.values) {
		o.Row.Complete = len(o.Row.Cells) == n
	}
	if o.Verb == model.Find && o.SQL == nil && len(o.parts.projection) > 0 {
		o.SQL = pick(sqltext.Parse(selectText(o.parts.projection)))
	}
}

// selectText is a statement that selects what a builder was told to, with a
// prefix that makes it a sub-select if there is one.
//
//	sq.Select("1").Prefix("SELECT EXISTS (")
func selectText(projection []string) string {
	var list []string
	prefix, suffix := "", ""
	for _, p := range projection {
		if strings.HasPrefix(strings.ToLower(strings.TrimSpace(p)), "select") {
			prefix, suffix = p, ")"
			continue
		}
		list = append(list, p)
	}
	return prefix + " SELECT " + strings.Join(list, ", ") + " FROM t" + suffix
}

// built is rendered for a statement, or for the first of a list of them that is known.
//
//	client.Apply(ctx, []*spanner.Mutation{spanner.Insert("Users", columns, values)})
func (c *Classifier) built(o *Op, v ssa.Value) bool {
	list, ok := value.Variadic(value.Strip(v))
	if !ok {
		return c.rendered(o, v)
	}
	return slices.ContainsFunc(list, func(v ssa.Value) bool { return c.rendered(o, v) })
}

// columnObject returns the call that made a column object.
//
//	goqu.C("email").Eq(email)
func (c *Classifier) columnObject(v ssa.Value) (step, bool) {
	call, ok := v.(*ssa.Call)
	if !ok {
		return step{}, false
	}
	b, ok := c.Bound(&call.Call)
	if !ok || b.Does != model.Predicate || b.ColumnAt.Kind == model.NoPlace || len(b.KeyAt) > 0 {
		return step{}, false
	}
	return step{call: call, bound: b}, true
}

// tableObject is the table that an object made from its name stands for.
//
//	From(goqu.T("users"))
func (c *Classifier) tableObject(v ssa.Value) Entity {
	if e := c.pointedText(v); e.Known() {
		return e
	}
	call, ok := v.(*ssa.Call)
	if !ok {
		return Entity{}
	}
	b, ok := c.Bound(&call.Call)
	if !ok || b.Does != model.Nothing || b.EntityAt.Kind != model.Arg {
		return Entity{}
	}
	for _, name := range c.placeValues(&call.Call, b.EntityAt) {
		if isString(value.Strip(name)) {
			return c.tableNamed(name)
		}
	}
	return Entity{}
}

// tableNamed is the table that a builder is told by its name, or as SQL.
//
//	From("users")    From("users AS u")
func (c *Classifier) tableNamed(v ssa.Value) Entity {
	text, ok := c.text(v)
	if !ok {
		return c.handleEntity(v)
	}
	if isIdentifier(text) {
		return Entity{Table: columnName(text)}
	}
	if stmt := pick(sqltext.Parse("SELECT 1 FROM " + text)); stmt != nil {
		return Entity{Table: stmt.Table, Schema: stmt.Schema}
	}
	return Entity{}
}
