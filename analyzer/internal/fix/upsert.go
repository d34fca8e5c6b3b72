package fix

import (
	"go/ast"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
)

// upsert repairs a create whose row nobody goes on with, and after which who found
// it does the same: another call, which its model has, leaves alone what is there.
//
//	return db.User.Create().SetEmail(email).Exec(ctx)
//	return db.User.Create().SetEmail(email).OnConflictColumns("email").Ignore().Exec(ctx)
//
// It names the columns of a key, which is an error without the key: that has to be
// known. MongoDB has no such call: the loser of two upserts can get the violation,
// so that to look again after an insert is more.
func upsert(m *maker) *draft {
	f := m.finding
	if f.Rule == race.Helper || len(f.Pairs) != 1 || f.Create.Op == nil || f.Create.Inner != nil || f.Create.Op.Bound.Upsert == "" {
		return nil
	}
	p, find := f.Pairs[0], m.spot(op.Pos(f.Pairs[0].Find.At))
	if find == nil || m.enclosing(find) != m.enclosing(m.create) || m.enclosing(find) == nil || !m.discards() {
		return nil
	}
	e := &onlyOnce{maker: m, pair: p, find: find, answer: m.answer(p, find)}
	call := m.upserting()
	if call == "" || !e.nobodyCares() || !m.findsWhatIsInTheWay(p) {
		return nil
	}
	d := m.draft("let the database leave alone what is there: an upsert in the place of the create", m.create.stmt(), m.create.stmt())
	return d.replace(m.create.call.Pos(), m.create.call.End(), call)
}

// upserting is the create's other call, "" where the unique key is not known, or is
// more than columns.
func (m *maker) upserting() string {
	columns, known := m.unique()
	sel, ok := m.create.call.Fun.(*ast.SelectorExpr)
	if !ok || !known || !plain(m.finding.Unique) || len(m.create.call.Args) != 1 || m.create.call.Ellipsis.IsValid() {
		return ""
	}
	quoted := make([]string, len(columns))
	for i, c := range columns {
		quoted[i] = strconv.Quote(c)
	}
	pieces := strings.NewReplacer("columns", strings.Join(quoted, ", "), "arg0", m.text(m.create.call.Args[0]))
	return m.textFrom(sel.X.Pos(), sel.Sel.Pos()) + pieces.Replace(m.finding.Create.Op.Bound.Upsert)
}

// findsWhatIsInTheWay reports whether a row that the create would violate the
// unique key with is one that the find finds, whatever else is in it: an upsert
// would pass over another one in silence.
func (m *maker) findsWhatIsInTheWay(p *protect.Pair) bool {
	o := p.Find.Op
	if o == nil || p.Find.Inner != nil || o.Others || len(o.Narrowed) > 0 || len(o.Key) == 0 {
		return false
	}
	columns, _ := m.unique()
	return !slices.ContainsFunc(o.Key, func(k op.Pred) bool {
		return k.Either || k.Maybe || k.Func != "" || !slices.Contains(columns, k.Column)
	})
}

// asksForMore reports whether the find compares more than the known unique key: a
// row in the create's way may then be one that it does not find.
func (m *maker) asksForMore() bool {
	columns, known := m.unique()
	return known && slices.ContainsFunc(m.finding.Key, func(k op.Pred) bool {
		return k.Column != op.Whole && k.Column != "" && !slices.Contains(columns, k.Column)
	})
}

// discards reports whether nobody takes what the create returns beside its error.
func (m *maker) discards() bool {
	if _, tuple := m.Info.TypeOf(m.create.call).(*types.Tuple); !tuple {
		return true
	}
	lhs := assigned(m.create)
	if len(lhs) != 2 {
		return false
	}
	id, ok := lhs[0].(*ast.Ident)
	return ok && id.Name == "_"
}
