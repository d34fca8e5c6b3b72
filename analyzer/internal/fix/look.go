package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/op"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// look is how to find again.
type look struct {
	before  string // statements in front of the question
	init    string // its first half: "again := find(email); "
	missing string // the row is not there
	there   string // it is
	after   string // what makes the winner's row the one to go on with
}

// lookAgain writes the find once more.
func (b *branching) lookAgain() *look {
	rows, ok := b.rows()
	if !ok || b.find.expr == nil {
		return nil
	}
	l := b.decision()
	if l == nil {
		return nil
	}
	if tuple, ok := b.Info.TypeOf(b.find.expr).(*types.Tuple); ok {
		return b.results(l, tuple, rows)
	}
	text, ok := b.filling(l, rows)
	if !ok {
		return nil
	}
	l.init = "again := " + text + "; "
	return l
}

// filling is the find once more, which fills a row of its own where somebody goes
// on with the row.
func (b *branching) filling(l *look, rows []*ast.Ident) (text string, ok bool) {
	dest, typ := b.dest()
	columns, inside := b.inside(b.pair)
	switch {
	case inside && !columns:
		return b.asDeclared(l, dest, rows)
	case inside:
		return b.text(b.find.expr), len(rows) <= 1
	case dest != nil && len(rows) > 0:
		row := b.Info.ObjectOf(rootOf(dest))
		if b.uses(b.find.expr, row) != 1 || b.mentions(b.cond, row) && !within(b.find.call, b.cond) {
			return "", false // the find's condition is in the row that the create has filled
		}
		l.before = "var winner " + typ + "\n"
		l.after = b.assign(rows, b.pointed(dest))
		return b.given(dest, "&winner"), l.after != ""
	case len(rows) > 0, dest == nil && b.pair.Find.Op != nil && len(b.pair.Find.Op.Dest) > 0:
		return "", false
	}
	return b.text(b.find.expr), true
}

// given is the find with something else in the place of one argument.
func (b *branching) given(arg ast.Expr, other string) string {
	return b.textFrom(b.find.expr.Pos(), arg.Pos()) + other + b.textFrom(arg.End(), b.find.expr.End())
}

// results is lookAgain for a find that returns an error and something else: the
// row, or whether there is one.
func (b *branching) results(l *look, tuple *types.Tuple, rows []*ast.Ident) *look {
	a, ok := b.assignment()
	if !ok || tuple.Len() != 2 || len(a.Lhs) != 2 || !value.IsError(tuple.At(1).Type()) {
		return nil
	}
	name := "_"
	if len(l.missing) > len("again != nil") { // the condition asks for the first result
		id, ok := a.Lhs[0].(*ast.Ident)
		if !ok || !b.mentions(b.cond, b.Info.ObjectOf(id)) {
			return nil
		}
		name = id.Name
	}
	text := b.text(b.find.expr)
	switch _, inside := b.inside(b.pair); {
	case inside || b.fillsOnly(rows):
		if text, ok = b.filling(l, rows); !ok {
			return nil
		}
	case len(rows) == 0:
	case name != "_":
		return nil
	default:
		l.before = "winner, again := " + text + "\n"
		l.after = b.assign(rows, tuple.At(0).Type())
		if l.after == "" {
			return nil
		}
		return l
	}
	l.init = name + ", again := " + text + "; "
	return l
}

// fillsOnly reports whether the row that somebody goes on with is the one that the
// find is given to fill.
func (b *branching) fillsOnly(rows []*ast.Ident) bool {
	dest, _ := b.dest()
	return dest != nil && b.pair.Find.Inner == nil && len(rows) == 1 && b.Info.ObjectOf(rows[0]) == b.Info.ObjectOf(rootOf(dest))
}

// assignment is the statement, or the first half of the if, that takes what the
// find returns.
func (b *branching) assignment() (*ast.AssignStmt, bool) {
	switch s := b.find.stmt().(type) {
	case *ast.AssignStmt:
		return s, true
	case *ast.IfStmt:
		a, ok := s.Init.(*ast.AssignStmt)
		return a, ok
	}
	return nil, false
}

// decision says how the answer of the find is told, in terms of its error
// again and of what else the condition asks; nil when it cannot be told.
//
//	if errors.Is(err, ErrNotFound)    again != nil
//	if n == 0                         again != nil || n == 0
func (b *branching) decision() *look {
	byError := within(b.find.call, b.cond) || b.find.err != nil && b.mentions(b.cond, b.find.err)
	locals := false
	ast.Inspect(b.cond, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || n.Pos() >= b.find.call.Pos() && n.End() <= b.find.call.End() {
			return true
		}
		v, ok := b.Info.ObjectOf(id).(*types.Var)
		locals = locals || ok && v != b.find.err && !v.IsField() && v.Parent() != v.Pkg().Scope() && !within(b.find.call, b.cond)
		return true
	})
	switch {
	case byError && locals:
		return nil
	case byError:
		return &look{missing: "again != nil", there: "again == nil"}
	case !locals:
		return nil
	}
	absent, present := b.operand(b.cond), b.negated(b.cond)
	if b.not {
		absent, present = present, absent
	}
	return &look{missing: "again != nil || " + absent, there: "again == nil && " + present}
}

// assign gives the rows that the function goes on with the winner's.
func (b *branching) assign(rows []*ast.Ident, winner types.Type) string {
	var out strings.Builder
	for _, id := range rows {
		t := b.Info.TypeOf(id)
		p, pointer := t.Underlying().(*types.Pointer)
		w, winnerPointer := winner.Underlying().(*types.Pointer)
		switch {
		case types.Identical(t, winner):
			out.WriteString(id.Name + " = winner\n")
		case pointer && types.Identical(p.Elem(), winner):
			out.WriteString("*" + id.Name + " = winner\n")
		case winnerPointer && types.Identical(w.Elem(), t):
			out.WriteString(id.Name + " = *winner\n")
		default:
			return ""
		}
	}
	return out.String()
}

// inside reports whether a find looks for what is in the row that it fills, and
// whether it says by which columns.
func (m *maker) inside(p *protect.Pair) (columns, inside bool) {
	o := p.Find.Op
	if o == nil || p.Find.Inner != nil || len(o.Bound.DestAt) != 1 {
		return false, false
	}
	asked, filled := o.Bound.ConditionAt, o.Bound.DestAt[0]
	if asked.Kind != model.Arg || filled.Kind != model.Arg || asked.Index != filled.Index {
		return false, false
	}
	named := slices.ContainsFunc(o.Bound.ColumnsAt, func(at model.Place) bool { return len(op.PlaceValues(o.Call.Common(), at)) > 0 })
	return named, true
}

// operand is a condition as an operand of && or ||.
func (m *maker) operand(cond ast.Expr) string {
	if cmp, ok := cond.(*ast.BinaryExpr); ok && (cmp.Op == token.LOR || cmp.Op == token.LAND) {
		return "(" + m.text(cond) + ")"
	}
	return m.text(cond)
}

// negated is the opposite of a condition, as an operand.
func (m *maker) negated(cond ast.Expr) string {
	switch c := cond.(type) {
	case *ast.ParenExpr:
		return m.negated(c.X)
	case *ast.UnaryExpr:
		if c.Op == token.NOT {
			return m.operand(c.X)
		}
	case *ast.BinaryExpr:
		for _, pair := range [...][2]token.Token{{token.EQL, token.NEQ}, {token.LSS, token.GEQ}, {token.GTR, token.LEQ}} {
			for i, op := range pair {
				if c.Op == op {
					return m.text(c.X) + " " + pair[1-i].String() + " " + m.text(c.Y)
				}
			}
		}
		return "!(" + m.text(cond) + ")"
	}
	return "!" + m.text(cond)
}
