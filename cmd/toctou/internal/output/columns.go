package output

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/toctou-lint/toctou/internal/plain"
)

const (
	pipeWidth   = 100 // columns of an interleaving in a pipe
	leastColumn = 24
)

// interleaving draws the race as two columns, time running down:
//
//	   request A                          │ request B
//	31 err := db.Where(…).First(&u).Error │
//	     finds nothing                    │
//	                                      │ 31 err := db.Where(…).First(&u).Error
//	                                      │      finds nothing
func (s Style) interleaving(r *Report, f Finding) string {
	steps := r.steps(f)
	if steps == nil {
		return ""
	}
	width, places := s.Width, 0
	if width == 0 {
		width = pipeWidth
	}
	for _, st := range steps {
		places = max(places, utf8.RuneCountInString(r.place(st.Span, f)))
	}
	column := max(leastColumn+places, (width-indent-len(" | "))/2)
	var b strings.Builder
	line := func(a, b2 string, paint func(string) string) {
		text := strings.Repeat(" ", indent) + paint(pad(a, column)) + s.dim(" │ ") + paint(b2)
		b.WriteString(strings.TrimRight(text, " ") + "\n")
	}
	side := func(request, text string, paint func(string) string) {
		text = shorten(text, column)
		if request == "A" {
			line(text, "", paint)
			return
		}
		line("", text, paint)
	}
	line(strings.Repeat(" ", places+1)+"request A", strings.Repeat(" ", places+1)+"request B", s.bold)
	for i, st := range steps {
		side(st.Request, fmt.Sprintf("%*s %s", places, r.place(st.Span, f), oneLine(r.source(st.Span))), unpainted)
		paint := s.dim
		if i+1 == len(steps) {
			paint = func(text string) string { return s.severe(f.Severity, text) }
		}
		for line := range strings.SplitSeq(wrap(plain.Line(st.Sees), column-places-3, 0), "\n") {
			side(st.Request, fmt.Sprintf("%*s   %s", places, "", line), paint)
		}
	}
	return b.String()
}

func unpainted(text string) string { return text }

// Colours, by what they are for. They are the terminal's own, which its user
// has chosen to be readable.
func (s Style) bold(text string) string { return s.paint("1", text) }
func (s Style) dim(text string) string  { return s.paint("2", text) }

func (s Style) severe(level Severity, text string) string {
	switch level {
	case Error:
		return s.paint("31", text)
	case Warning:
		return s.paint("33", text)
	}
	return s.paint("36", text)
}

// paint colours text; blanks have no colour, so that they can be trimmed.
func (s Style) paint(code, text string) string {
	if !s.Color || strings.TrimSpace(text) == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
