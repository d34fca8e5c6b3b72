package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// redeclared declares the variables of a check for where it stands once more: those
// of a block that has ended by then. It reports false where a name means another
// variable there.
//
//	{
//		var found []User
//		if err := find(&found); err != nil || len(found) > 0 { return err }
//	}
func (m *maker) redeclared(find *spot, check []ast.Stmt) (string, bool) {
	at := m.create.call.Pos()
	scope := m.Pkg.Scope().Innermost(at)
	if scope == nil {
		return "", false
	}
	var out strings.Builder
	seen := map[types.Object]bool{}
	for _, stmt := range check {
		for v, name := range m.outer(stmt) {
			_, there := scope.LookupParent(name, at)
			if seen[v] || there == types.Object(v) || declaredBy(check, v) {
				continue
			}
			seen[v] = true
			decl := m.declaration(find, v)
			if decl == nil || m.create.body != nil && there != nil && m.mentions(m.create.body, there) {
				return "", false
			}
			if len(seen) > 1 {
				return "", false // one is enough, and their order is no matter
			}
			out.WriteString(m.text(decl) + "\n")
		}
	}
	return out.String(), true
}

// declaredBy reports whether one of some statements declares a variable.
func declaredBy(list []ast.Stmt, v types.Object) bool {
	for _, s := range list {
		if within1(v.Pos(), s) {
			return true
		}
	}
	return false
}

// declaration is the statement var v T beside the find.
func (m *maker) declaration(find *spot, v types.Object) *ast.DeclStmt {
	for _, stmt := range find.list[:find.at] {
		d, ok := stmt.(*ast.DeclStmt)
		if !ok || !within1(v.Pos(), d) {
			continue
		}
		g, ok := d.Decl.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR || len(g.Specs) != 1 {
			return nil
		}
		spec, ok := g.Specs[0].(*ast.ValueSpec)
		if !ok || len(spec.Names) != 1 || len(spec.Values) > 0 {
			return nil
		}
		return d
	}
	return nil
}
