package race

import (
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
	"github.com/toctou-lint/toctou/analyzer/internal/world"
)

// sameMember compares what the function asked of the find's rows, one by one or
// in a map of them, with what the create writes: the same when it asked for what
// is created, different when what is created is not what one of the asked columns
// must hold, or not all that a key says which is made of several.
//
//	if l.Name == name && l.Status == "open" { return errTaken }
//	db.Create(&Label{Name: name, Status: "draft"})              another one is no conflict
func (a *Analysis) sameMember(p *protect.Pair) value.Tri {
	view := a.view(p)
	fields := map[string]value.Tri{}
	for _, run := range p.Present {
		for _, m := range run.Members {
			same, old := a.writes(p.Create, m, view), fields[m.Field]
			if _, asked := fields[m.Field]; !asked || same == value.Same || old == value.Different {
				fields[m.Field] = same
			}
		}
	}
	result := value.Unknown
	for field, same := range fields {
		switch {
		case same == value.Different, field == world.AnyField && same == value.Unknown:
			return value.Different
		case same == value.Same:
			result = value.Same
		}
	}
	return result
}

// asked are the equalities that the function asked of the find's rows one by one,
// of columns that it is known to create with what it asked for.
func (a *Analysis) asked(p *protect.Pair) []op.Pred {
	view := a.view(p)
	var out []op.Pred
	known := p.Find.Key(view)
	add := func(column string, key *value.Expr) {
		if slices.ContainsFunc(known, func(q op.Pred) bool { return q.Column == column }) {
			return
		}
		i := slices.IndexFunc(out, func(q op.Pred) bool { return q.Column == column })
		if i < 0 {
			out = append(out, op.Pred{Column: column, Value: key})
		} else if value.Exact(out[i].Value, key) != value.Same {
			out[i].Value = p.Create.Column(column, view) // one of several that were asked for
		}
	}
	for _, run := range p.Present {
		for _, m := range run.Members {
			switch {
			case a.writes(p.Create, m, view) != value.Same:
			case m.Field != world.AnyField:
				add(op.Snake(m.Field), view.Of(m.Key))
			default:
				puts(view.Of(m.Key), p.Create, view, add)
			}
		}
	}
	return out
}

// writes reports whether a create writes the key that was asked for in a column
// of the rows; in which one may not be known.
func (a *Analysis) writes(create *summary.Site, m world.Member, view *value.View) value.Tri {
	key := view.Of(m.Key)
	if m.Field != world.AnyField {
		return value.Compare(key, create.Column(op.Snake(m.Field), view))
	}
	if key != nil && puts(key, create, view, func(string, *value.Expr) {}) {
		return value.Same
	}
	return value.Unknown
}

// puts reports whether a create writes a value to a column, or all of several
// that it is made of each to one. It tells which to which.
//
//	known[g.Owner+"/"+g.Name]
//	db.Create(&Group{Owner: g.Owner, Name: g.Name})
func puts(key *value.Expr, create *summary.Site, view *value.View, tell func(column string, part *value.Expr)) bool {
	parts := slices.DeleteFunc(slices.Clone(key.Args), func(e *value.Expr) bool { return e.Op == value.Const })
	if key.Op == value.Call && len(parts) > 1 {
		return !slices.ContainsFunc(parts, func(e *value.Expr) bool { return !puts(e, create, view, tell) })
	}
	for _, c := range create.Columns() {
		if value.Exact(key, create.Column(c, view)) == value.Same {
			tell(c, key)
			return true
		}
	}
	return key.Op == value.Call && len(parts) == 1 && puts(parts[0], create, view, tell)
}
