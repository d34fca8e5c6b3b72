package directive

import (
	"go/ast"
	"go/token"
	"strings"
)

// lines is a run of suppressed lines of one file.
type lines struct {
	file        string
	first, last int
}

// Suppressed reports whether a nolint comment covers the line of pos.
func (s *Set) Suppressed(pos token.Pos) bool {
	if len(s.suppressed) == 0 {
		return false
	}
	at := s.fset.PositionFor(pos, false)
	for _, l := range s.suppressed {
		if l.file == at.Filename && l.first <= at.Line && at.Line <= l.last {
			return true
		}
	}
	return false
}

// nolint reads group if it silences us.
func (s *Set) nolint(o *outline, group *ast.CommentGroup) {
	silences := false
	for _, c := range group.List {
		silences = silences || silencesUs(c.Text)
	}
	if !silences {
		return
	}
	start := s.fset.PositionFor(group.Pos(), false)
	l := lines{start.Filename, start.Line, o.line(group.End())}
	if n := o.next(l.last+1, start.Column); n != nil {
		l.last = o.line(n.End())
	}
	s.suppressed = append(s.suppressed, l)
}

// next returns the outermost node that begins at a line and column: the whole
// file when that is its package clause.
func (o *outline) next(line, column int) ast.Node {
	begins := func(n ast.Node) bool { return o.line(n.Pos()) == line && o.column(n.Pos()) == column }
	if begins(o.file) {
		return o.file
	}
	return o.first(begins)
}

// silencesUs reads one comment as golangci-lint does: //nolint is for every
// linter, //nolint:a,b for those named; a reason may follow after "//", and
// people also write it without.
func silencesUs(comment string) bool {
	text, ok := strings.CutPrefix(strings.TrimLeft(comment, "/ "), "nolint")
	if !ok {
		return false
	}
	list, named := strings.CutPrefix(text, ":")
	if !named {
		return text == "" || strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\t")
	}
	list, _, _ = strings.Cut(list, "//")
	for linter := range strings.SplitSeq(list, ",") {
		name, _ := word(strings.ToLower(strings.TrimSpace(linter)))
		if name == "toctou" || name == "all" {
			return true
		}
	}
	return false
}
