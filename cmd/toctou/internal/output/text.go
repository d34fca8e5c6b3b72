package output

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/toctou-lint/toctou/internal/plain"
)

// writeText is the format for people. Below each message it shows the line of
// the check and the line of the create with the window between them:
//
//	service/user.go:42:9: duplicate: …
//	    31 │ ┌ err := db.Where("email = ?", email).First(&u).Error   ← the check: …
//	       │ │ … 10 lines: another request can create it here
//	    42 │ └ err = db.Create(&User{Email: email}).Error            ← the create
//
// and, when asked for more, two requests that run into each other.
func writeText(w io.Writer, r *Report, s Style) error {
	for i, f := range r.Findings {
		text := s.head(r, f) + s.excerpt(r, f)
		if s.Verbose {
			text += s.interleaving(r, f)
		}
		if s.Verbose && i+1 < len(r.Findings) {
			text += "\n"
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
	}
	return nil
}

// head is the line with the message. On a terminal it is broken between words,
// in a pipe it is one line.
func (s Style) head(r *Report, f Finding) string {
	place := plain.Line(fmt.Sprintf("%s:%d:%d:", r.shown(f.File), f.Start.Line, f.Start.Column))
	message := plain.Line(f.Message)
	if s.Width > 0 {
		message = wrap(message, s.Width, utf8.RuneCountInString(place)+1)
	}
	if rest, ok := strings.CutPrefix(message, f.Rule+":"); ok {
		message = s.severe(f.Severity, f.Rule+":") + rest
	}
	return s.bold(place) + " " + message + "\n"
}

// wrap breaks text between words into lines of at most width characters where
// words allow. The first line has used some already, the others are indented.
func wrap(text string, width, used int) string {
	const indent = "  "
	var b strings.Builder
	for i, word := range strings.Split(text, " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case used+1+n > width:
			b.WriteString("\n" + indent)
			used = len(indent)
		default:
			b.WriteString(" ")
			used++
		}
		b.WriteString(word)
		used += n
	}
	return b.String()
}

// row is one line of an excerpt.
type row struct {
	place  string // line number, or file:line in another file than the finding
	mark   string // the window's border
	source string
	label  string
}

// excerpt shows a finding's source lines, "" when its file could not be read:
// what else it speaks of, the check, the window, the create, and the steps of
// the create.
func (s Style) excerpt(r *Report, f Finding) string {
	var rows []row
	add := func(mark string, rel Related) {
		if source, ok := r.line(rel.File, rel.Start.Line); ok {
			rows = append(rows, row{r.place(rel.Span, f), mark, oneLine(source), plain.Line(rel.Message)})
		}
	}
	before, check, after := split(f)
	for _, rel := range before {
		add("  ", rel)
	}
	switch {
	case check == nil:
		add("  ", Related{Span: f.Span})
	case check.File == f.File && check.Start.Line == f.Start.Line:
		add("  ", Related{check.Message + ", and the create", f.Span})
	default:
		add("┌ ", *check)
		last := check.Span
		if g := guardOf(f); g != nil && inWindow(*check, *g, f) {
			add("│ ", *g)
			last = g.Span
		}
		rows = append(rows, row{mark: "│ ", source: window(last, f.Span)})
		add("└ ", Related{"the create", f.Span})
	}
	for _, rel := range after {
		add("  ", rel)
	}
	if len(rows) == 1 && rows[0].place == "" { // the window alone
		return ""
	}
	return s.format(rows)
}

// inWindow reports whether a place lies on a line between check and create.
func inWindow(check, r Related, f Finding) bool {
	return check.File == f.File && r.File == f.File && check.Start.Line < r.Start.Line && r.Start.Line < f.Start.Line
}

// place is a line number, with the file when it is not the finding's.
func (r *Report) place(s Span, f Finding) string {
	if s.File != f.File {
		return plain.Line(fmt.Sprintf("%s:%d", r.shown(s.File), s.Start.Line))
	}
	return fmt.Sprint(s.Start.Line)
}

// oneLine is a source line without its indentation, fit for a terminal.
func oneLine(source string) string {
	return plain.Line(strings.ReplaceAll(strings.TrimSpace(source), "\t", " "))
}

// window describes what lies between the last line shown and the create.
func window(last, create Span) string {
	const harm = "another request can create it here"
	n := create.Start.Line - last.Start.Line - 1
	switch {
	case last.File != create.File || n < 1:
		return "… " + harm
	case n == 1:
		return "… 1 line: " + harm
	default:
		return fmt.Sprintf("… %d lines: %s", n, harm)
	}
}

const (
	maxSource = 80 // characters shown of a source line in a pipe
	minSource = 30 // and at least, on a terminal
	indent    = 4
	arrow     = "   ← "
)

// format lays the rows out in columns. A terminal's width bounds the source so
// that the labels stay on the line, as long as much of the source is seen.
func (s Style) format(rows []row) string {
	places, sources, labels := 0, 0, 0
	for _, r := range rows {
		places = max(places, utf8.RuneCountInString(r.place))
		labels = max(labels, utf8.RuneCountInString(r.label))
	}
	alone, limit := maxSource, maxSource // without and with a label
	if s.Width > 0 {
		alone = max(minSource, s.Width-indent-places-len(" | | "))
		limit = max(minSource, alone-utf8.RuneCountInString(arrow)-labels)
	}
	for i, r := range rows {
		if r.label == "" {
			rows[i].source = shorten(r.source, alone)
			continue
		}
		rows[i].source = shorten(r.source, limit)
		sources = max(sources, utf8.RuneCountInString(rows[i].source))
	}
	var b strings.Builder
	for _, r := range rows {
		line := fmt.Sprintf("%*s%*s │ ", indent, "", places, r.place)
		switch {
		case r.label != "":
			b.WriteString(s.dim(line) + s.severe(Error, r.mark) + pad(r.source, sources) + s.dim(arrow+r.label))
		default:
			b.WriteString(strings.TrimRight(s.dim(line)+s.severe(Error, r.mark)+r.source, " "))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// pad fills text up with spaces to n characters.
func pad(text string, n int) string {
	return text + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(text)))
}

// shorten cuts text to n characters, the last of which is then a mark.
func shorten(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:max(n-1, 0)]) + "…"
	}
	return text
}
