package cli

import (
	"cmp"
	"go/token"
	"os"
	"path/filepath"

	"github.com/toctou-lint/toctou/analyzer"
	"github.com/toctou-lint/toctou/cmd/toctou/docs"
	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

// newReport returns a report of no findings, as seen from dir.
func newReport(dir string) *output.Report {
	root := repository(dir)
	return &output.Report{
		Tool:      output.Tool{Name: analyzer.Name, Version: moduleVersion(), URL: analyzer.URL},
		Root:      root,
		Directory: output.Path(root, dir),
		Rules:     rules(),
	}
}

// repository is the directory at or above dir that version control knows, and
// dir itself when there is none. What reads machine formats, code scanning say,
// counts paths from there.
func repository(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return dir
		}
	}
}

// rules describes every category that a diagnostic can have.
func rules() []output.Rule {
	var all []output.Rule
	describe := func(r output.Rule) {
		r.Help, _ = docs.Rule(r.ID) // a test makes sure that there is a page
		r.URL = analyzer.URL + "/blob/main/cmd/toctou/docs/rules/" + r.ID + ".md"
		all = append(all, r)
	}
	for _, r := range analyzer.Rules() {
		describe(output.Rule{ID: r.ID, Title: r.Title, Doc: r.Doc, Loser: r.Loser})
	}
	describe(output.Rule{
		ID:    "directive",
		Title: "a //toctou: comment that cannot be understood, and so does nothing",
		Doc:   "A misspelt declaration suppresses nothing, and one that covers nothing says what nobody reads.",
	})
	return all
}

// teller makes findings of diagnostics.
type teller struct {
	report *output.Report
	config analyzer.Config
}

// finding resolves a diagnostic's positions.
func (t teller) finding(pkg *packages.Package, d analysis.Diagnostic) output.Finding {
	span := func(pos, end token.Pos) output.Span { return t.span(pkg.Fset, pos, cmp.Or(end, pos)) }
	f := output.Finding{
		Package: pkg.ID, Rule: d.Category, Severity: output.Severity(t.config.SeverityOf(d.Category)),
		Span: span(d.Pos, d.End), Message: d.Message, Function: analyzer.FuncName(pkg.Syntax, d.Pos),
	}
	for _, rel := range d.Related {
		f.Related = append(f.Related, output.Related{Span: span(rel.Pos, rel.End), Message: rel.Message})
	}
	for _, sf := range d.SuggestedFixes {
		fix := output.Fix{Message: sf.Message}
		for _, e := range sf.TextEdits {
			fix.Edits = append(fix.Edits, output.Edit{Span: span(e.Pos, e.End), New: string(e.NewText)})
		}
		f.Fixes = append(f.Fixes, fix)
	}
	return f
}

// span resolves two positions of one file.
func (t teller) span(fset *token.FileSet, pos, end token.Pos) output.Span {
	from, to := fset.Position(pos), fset.Position(end)
	at := func(p token.Position) output.Position {
		return output.Position{Line: p.Line, Column: p.Column, UTF16: p.Column, Offset: p.Offset}
	}
	return output.Span{File: output.Path(t.report.Root, from.Filename), Start: at(from), End: at(to)}
}
