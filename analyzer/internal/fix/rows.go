package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// rows are the variables whose row the function, or its caller, goes on with
// after the create: those that the find filled and those that were created. It
// reports false when one of them is no plain variable.
func (b *branching) rows() ([]*ast.Ident, bool) {
	var all []*ast.Ident
	add := func(e ast.Expr) bool {
		if lit, ok := literal(e); ok {
			return lit
		}
		id := rootOf(e)
		if id == nil {
			return false
		}
		v, ok := b.Info.ObjectOf(id).(*types.Var)
		if !ok || !b.goesOn(v) || slices.ContainsFunc(all, func(x *ast.Ident) bool { return b.Info.ObjectOf(x) == v }) {
			return true
		}
		all = append(all, id)
		return true
	}
	if a, ok := b.assignment(); ok {
		for _, l := range a.Lhs {
			if id, ok := l.(*ast.Ident); ok && (id.Name == "_" || isErrorExpr(b.Info, id)) {
				continue
			}
			if !add(l) {
				return nil, false
			}
		}
	}
	if dest, _ := b.dest(); dest != nil && !add(dest) {
		return nil, false
	}
	for _, e := range b.created() {
		if !add(e) {
			return nil, false
		}
	}
	return all, true
}

// literal reports whether e is a row that is written out in place.
func literal(e ast.Expr) (yes, known bool) {
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	if _, ok := e.(*ast.CompositeLit); ok {
		return true, true
	}
	return false, false
}

// rootOf is the variable that e, or the pointer e, names.
func rootOf(e ast.Expr) *ast.Ident {
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = u.X
	}
	id, _ := e.(*ast.Ident)
	return id
}

// created are the rows that the create is given, and what it returns.
func (b *branching) created() []ast.Expr {
	t := b.pair.Create.Entity.Type
	var all []ast.Expr
	is := func(e ast.Expr) bool {
		typ := b.Info.TypeOf(e)
		if typ == nil {
			return false
		}
		if p, ok := typ.Underlying().(*types.Pointer); ok {
			typ = p.Elem()
		}
		return t != nil && types.Identical(typ, t)
	}
	for _, a := range chained(b.create.call) {
		if is(a) {
			all = append(all, a)
		}
	}
	if sel, ok := b.create.call.Fun.(*ast.SelectorExpr); ok && is(sel.X) {
		all = append(all, sel.X)
	}
	var a *ast.AssignStmt
	switch s := b.create.stmt().(type) {
	case *ast.AssignStmt:
		a = s
	case *ast.IfStmt:
		if init, ok := s.Init.(*ast.AssignStmt); ok {
			a = init
		}
	}
	if a != nil {
		for _, l := range a.Lhs {
			if id, ok := l.(*ast.Ident); ok && id.Name != "_" && !isErrorExpr(b.Info, id) {
				all = append(all, l)
			}
		}
	}
	return all
}

// goesOn reports whether a variable is used after the create, or belongs to
// the caller.
func (b *branching) goesOn(v *types.Var) bool {
	fn := b.enclosing(b.create)
	if !within1(v.Pos(), fn) || parameter(fn, v.Pos()) {
		return true
	}
	used := false
	ast.Inspect(fn, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Pos() > b.create.stmt().End() && b.Info.Uses[id] == v && (b.create.fails == nil || !within(id, b.create.fails.Body)) {
			used = true
		}
		return !used
	})
	return used
}

func within1(pos token.Pos, n ast.Node) bool { return n.Pos() <= pos && pos < n.End() }

// parameter reports whether what is declared at pos is a parameter or result.
func parameter(fn ast.Node, pos token.Pos) bool {
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		return pos < fn.Body.Pos()
	case *ast.FuncLit:
		return pos < fn.Body.Pos()
	}
	return false
}

// dest is the argument through which the find itself hands out its row, and the
// row's type as this file writes it; nil when it returns the row or is elsewhere.
func (b *branching) dest() (ast.Expr, string) {
	o := b.pair.Find.Op
	if o == nil || len(o.Dest) > 1 {
		return nil, ""
	}
	args, want := chained(b.find.call), types.Type(nil)
	if len(o.Dest) == 1 {
		want = value.Strip(o.Dest[0]).Type()
	} else if row := b.pair.Create.Entity.Type; row != nil {
		args, want = b.read(), types.NewPointer(row)
	}
	for _, a := range args {
		if rootOf(a) == nil || want == nil || !types.Identical(b.Info.TypeOf(a), want) {
			continue
		}
		t := b.pointed(a)
		if t == nil {
			return nil, ""
		}
		text := types.TypeString(t, func(p *types.Package) string {
			if p == b.Pkg {
				return ""
			}
			if name := b.imported(p.Path()); name != "" {
				return name
			}
			return p.Name()
		})
		return a, text
	}
	return nil, ""
}

// chained are the arguments of a call, then those of the calls in front of it in
// its chain: db.NewSelect().Model(&u).Scan(ctx).
func chained(call *ast.CallExpr) []ast.Expr {
	args := slices.Clone(call.Args)
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
		if before, ok := sel.X.(*ast.CallExpr); ok {
			args = append(args, chained(before)...)
		}
	}
	return args
}

// read are the arguments of what reads the find's outcome: FindOne(…).Decode(&u).
func (b *branching) read() []ast.Expr {
	var args []ast.Expr
	for _, n := range b.find.path[1:] {
		if call, ok := n.(*ast.CallExpr); ok && within(call, b.find.expr) {
			args = append(args, call.Args...)
		}
	}
	return args
}

// pointed is what a pointer expression points to.
func (b *branching) pointed(e ast.Expr) types.Type {
	if p, ok := b.Info.TypeOf(e).Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return nil
}
