package analyzer

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/toctou-lint/toctou/analyzer/internal/race"
)

// guard is what is said of the condition that lets a create run.
func (r *reporter) guard(f *race.Finding) []analysis.RelatedInformation {
	if !f.Guard.IsValid() {
		return nil
	}
	pos, end := condition(r.pass.Files, f.Guard)
	return []analysis.RelatedInformation{{Pos: pos, End: end, Message: r.words.Guard()}}
}

// condition is the range of the innermost condition that pos lies in: that of
// an if or for statement, or an expression of a case. It is pos alone when there
// is none.
func condition(files []*ast.File, pos token.Pos) (start, end token.Pos) {
	for _, file := range files {
		if pos < file.FileStart || pos >= file.FileEnd {
			continue
		}
		path, _ := astutil.PathEnclosingInterval(file, pos, pos)
		for _, node := range path {
			var all []ast.Expr
			switch node := node.(type) {
			case *ast.IfStmt:
				all = []ast.Expr{node.Cond}
			case *ast.ForStmt:
				all = []ast.Expr{node.Cond}
			case *ast.CaseClause:
				all = node.List
			}
			for _, e := range all {
				if e != nil && e.Pos() <= pos && pos < e.End() {
					return e.Pos(), e.End()
				}
			}
		}
	}
	return pos, token.NoPos
}
