package op

import (
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// equalFrom adds an equality of a column that a value names: only the callers
// of this function may know which.
//
//	func (r *Repo) FindBy(column, v string) { r.db.Where(column+" = ?", v)… }
func (c *Classifier) equalFrom(o *Op, s step, name, v ssa.Value) {
	n := len(o.Key)
	c.equal(o, s, "", c.compared(v, s.call))
	for i := n; i < len(o.Key); i++ {
		o.Key[i].From = c.through(s, c.view.Of(name))
		o.Key[i] = o.Key[i].Settled()
	}
}

// Settled is p with its column, when the value that names it is known.
func (p Pred) Settled() Pred {
	e := p.From
	for e != nil && e.Op == value.Call && len(e.Args) == 1 {
		e = e.Args[0] // strings.ToLower(column)
	}
	if e == nil || e.Op != value.Const {
		return p
	}
	text, err := strconv.Unquote(e.Name)
	if err != nil {
		return p
	}
	if isIdentifier(text) {
		p.Column, p.From = columnName(text), nil
		return p
	}
	if cond := sqltext.ParseCondition(text); len(cond.Equalities) == 1 && cond.Placeholders == 1 && !cond.Others {
		p.Column, p.From = cond.Equalities[0].Column, nil
	}
	return p
}

// namedBy returns the value that names the column of a condition of one
// equality, nil when it is something else.
//
//	column + " = ?"    "`" + column + "` = ?"
func (c *Classifier) namedBy(text string, holes []ssa.Value) ssa.Value {
	if len(holes) != 1 {
		return nil
	}
	text = strings.NewReplacer(" ", "", "`", "", `"`, "", "(", "", ")", "").Replace(text)
	if text == sqltext.Hole || text == sqltext.Hole+"=?" {
		return holes[0]
	}
	return nil
}
