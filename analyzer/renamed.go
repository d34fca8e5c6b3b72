package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/toctou-lint/toctou/analyzer/internal/value"
)

// renamed is the fact of a variable that is another name of an error: of the
// variable import/path.Name. It does not take a package to be built to know it.
//
//	var ErrNotFound = gorm.ErrRecordNotFound
type renamed struct{ Of string }

// AFact marks renamed as an analysis fact.
func (*renamed) AFact() {}

func (r *renamed) String() string { return "is " + r.Of }

// renamings returns the variables that a package declares as other names of
// errors, each with the variable that it is.
func renamings(pass *analysis.Pass) map[*types.Var]*types.Var {
	out := map[*types.Var]*types.Var{}
	for _, f := range pass.Files {
		for _, d := range f.Decls {
			decl, ok := d.(*ast.GenDecl)
			if !ok || decl.Tok != token.VAR {
				continue
			}
			for _, spec := range decl.Specs {
				spec := spec.(*ast.ValueSpec)
				for i, name := range spec.Names {
					v, ok := pass.TypesInfo.Defs[name].(*types.Var)
					if !ok || !v.Exported() || len(spec.Values) != len(spec.Names) || !value.ImplementsError(v.Type()) {
						continue
					}
					if of := variable(pass.TypesInfo, spec.Values[i]); of != nil {
						out[v] = of
					}
				}
			}
		}
	}
	return out
}

// rename notes the renamings of the unit's package, and tells importers of them.
func (u *Unit) rename() {
	u.renamed = renamings(u.pass)
	for v, of := range u.renamed {
		u.pass.ExportObjectFact(v, &renamed{of.Pkg().Path() + "." + of.Name()})
	}
}

// variable returns the package-level variable that an expression names.
func variable(info *types.Info, e ast.Expr) *types.Var {
	e = ast.Unparen(e)
	if sel, ok := e.(*ast.SelectorExpr); ok {
		e = sel.Sel
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := info.Uses[id].(*types.Var)
	if !ok || v.Pkg() == nil || v.Parent() != v.Pkg().Scope() {
		return nil
	}
	return v
}
