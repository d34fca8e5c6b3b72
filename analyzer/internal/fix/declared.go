package fix

import (
	"go/ast"
	"go/token"
	"go/types"
)

// asDeclared is the find once more where it looks for what is in a row that the
// create has filled since: with another row like the one that was declared.
//
//	u := &User{Email: email}    …
//	has, err := db.Get(u)       …
//	if !has {                   if _, err := db.Insert(u); err != nil {
//		… db.Insert(u) …                winner := &User{Email: email}
//	}                                   if has, again := db.Get(winner); again != nil || !has {
//	                                            return err
//	                                    }
//	                                    *u = *winner
//	                            }
func (b *branching) asDeclared(l *look, dest ast.Expr, rows []*ast.Ident) (text string, ok bool) {
	if dest == nil || len(rows) > 0 && !b.fillsOnly(rows) {
		return "", false
	}
	row := b.Info.ObjectOf(rootOf(dest))
	made := b.declared(row)
	_, address := dest.(*ast.UnaryExpr)
	_, pointer := row.Type().Underlying().(*types.Pointer)
	if made == "" || address == pointer {
		return "", false
	}
	l.before = "winner := " + made + "\n"
	switch {
	case len(rows) == 0:
	case pointer:
		l.after = "*" + row.Name() + " = *winner\n"
	default:
		l.after = row.Name() + " = winner\n"
	}
	if address {
		return b.given(dest, "&winner"), true
	}
	return b.given(dest, "winner"), true
}

// declared is what a variable is given where it is declared in front of the find,
// "" when that is not known to be what it is at the find, or would be something
// else at the create.
func (b *branching) declared(v types.Object) string {
	for i, stmt := range b.find.list[:b.find.at] {
		if !within1(v.Pos(), stmt) {
			continue
		}
		for _, s := range b.find.list[i+1 : b.find.at] {
			if b.mentions(s, v) {
				return ""
			}
		}
		a, ok := stmt.(*ast.AssignStmt)
		if !ok || a.Tok != token.DEFINE || len(a.Lhs) != 1 || len(a.Rhs) != 1 || calls(a.Rhs[0]) {
			return ""
		}
		if lit, _ := literal(a.Rhs[0]); !lit || !b.steady(a.Rhs[0], a.End()) {
			return ""
		}
		return b.text(a.Rhs[0])
	}
	return ""
}

// steady reports whether nothing is assigned to the variables that an expression
// reads from a position on to the create.
func (b *branching) steady(e ast.Expr, from token.Pos) bool {
	reads, same := b.maker.outer(e), true
	ast.Inspect(b.enclosing(b.create), func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || a.Pos() < from || a.Pos() > b.create.call.Pos() {
			return same
		}
		for _, l := range a.Lhs {
			if id, ok := l.(*ast.Ident); ok && a.Tok != token.DEFINE {
				_, read := reads[b.Info.ObjectOf(id)]
				same = same && !read
			}
		}
		return same
	})
	return same
}
