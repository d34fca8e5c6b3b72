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
	f := b.find
	if f.expr == nil {
		return nil
	}
	rows, ok := b.rows()
	if !ok {
		return nil
	}
	if tuple, ok := b.Info.TypeOf(f.expr).(*types.Tuple); ok {
		return b.results(tuple, rows)
	}
	l := b.decision()
	if l == nil {
		return nil
	}
	text := b.text(f.expr)
	columns, inside := b.inside(b.pair)
	if inside && (!columns || len(rows) > 1) {
		return nil // the create has filled more of the row than what was looked for
	}
	if dest, typ := b.dest(); dest != nil && len(rows) > 0 && !inside {
		arg := b.text(dest)
		row := b.Info.ObjectOf(rootOf(dest))
		if b.uses(f.expr, row) != 1 || b.mentions(b.cond, row) && !within(f.call, b.cond) {
			return nil // the find's condition is in the row that the create has filled
		}
		text = strings.Replace(text, arg, "&winner", 1)
		l.before = "var winner " + typ + "\n"
		l.after = b.assign(rows, b.pointed(dest))
		if l.after == "" {
			return nil
		}
	} else if !inside && len(rows) > 0 || !inside && dest == nil && b.pair.Find.Op != nil && len(b.pair.Find.Op.Dest) > 0 {
		return nil
	}
	l.init = "again := " + text + "; "
	return l
}

// results is lookAgain for a find that returns its row and an error.
func (b *branching) results(tuple *types.Tuple, rows []*ast.Ident) *look {
	a, ok := b.assignment()
	if !ok || tuple.Len() != 2 || len(a.Lhs) != 2 || !value.IsError(tuple.At(1).Type()) {
		return nil
	}
	l := b.decision()
	if l == nil {
		return nil
	}
	if len(l.missing) > len("again != nil") { // the condition asks for the first result
		if id, ok := a.Lhs[0].(*ast.Ident); ok && len(rows) == 0 && b.mentions(b.cond, b.Info.ObjectOf(id)) {
			l.init = id.Name + ", again := " + b.text(b.find.expr) + "; "
			return l
		}
		return nil
	}
	if len(rows) == 0 {
		l.init = "_, again := " + b.text(b.find.expr) + "; "
		return l
	}
	l.before = "winner, again := " + b.text(b.find.expr) + "\n"
	l.after = b.assign(rows, tuple.At(0).Type())
	if l.after == "" {
		return nil
	}
	return l
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
