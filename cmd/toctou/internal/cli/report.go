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
	span := func(pos, end token.Pos) output.Span {
		return t.between(pkg.Fset.Position(pos), pkg.Fset.Position(cmp.Or(end, pos)))
	}
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
			at := t.between(pkg.Fset.PositionFor(e.Pos, false), pkg.Fset.PositionFor(cmp.Or(e.End, e.Pos), false))
			fix.Edits = append(fix.Edits, output.Edit{Span: at, New: string(e.NewText)})
		}
		f.Fixes = append(f.Fixes, fix)
	}
	return f
}

// between is the piece between two positions. A //line comment may have moved
// them: to no column, or to two files.
func (t teller) between(from, to token.Position) output.Span {
	if to.Filename != from.Filename || to.Offset < from.Offset || to.Line < from.Line {
		to = from
	}
	at := func(p token.Position) output.Position {
		column := max(p.Column, 1)
		return output.Position{Line: p.Line, Column: column, UTF16: column, Offset: p.Offset}
	}
	return output.Span{File: output.Path(t.report.Root, from.Filename), Start: at(from), End: at(to)}
}
