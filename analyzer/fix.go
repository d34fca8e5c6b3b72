package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/toctou-lint/toctou/analyzer/internal/fix"
	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
	"github.com/toctou-lint/toctou/internal/plain"
)

// fixesOf is what makes the fixes of a package. One with type errors gets none:
// whether an edit compiles could not be told.
func (c Config) fixesOf(pass *analysis.Pass, sums *summary.Package, races *race.Analysis) *fix.Package {
	p := &fix.Package{Fset: pass.Fset, Files: pass.Files, Pkg: pass.Pkg, Info: pass.TypesInfo, Sums: sums, Check: races.Checker(), Dialect: sqltext.DialectNamed(c.Dialect)}
	if len(pass.TypeErrors) == 0 {
		p.ReadFile = pass.ReadFile
	}
	return p
}

// suggested is the fix of a finding, at most one.
func (r *reporter) suggested(f *race.Finding) []analysis.SuggestedFix {
	if r.cfg.NoFixes {
		return nil
	}
	made := r.fixes.For(f)
	if made == nil {
		return nil
	}
	s := analysis.SuggestedFix{Message: plain.Line(made.Message)}
	for _, e := range made.Edits {
		s.TextEdits = append(s.TextEdits, analysis.TextEdit{Pos: e.Pos, End: e.End, NewText: []byte(e.New)})
	}
	return []analysis.SuggestedFix{s}
}
