package output

import (
	"fmt"
	"go/token"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// text is the format for people. Below each message it shows the line of the
// check and the line of the create with the window between them:
//
//	service/user.go:42:9: duplicate: …
//	    31 │ ┌ err := db.Where("email = ?", email).First(&u).Error   ← the check: …
//	       │ │ … 10 lines: another request can create it here
//	    42 │ └ err = db.Create(&User{Email: email}).Error            ← the create
type text struct{}

// maxSource is how many characters of a source line are shown.
const maxSource = 80

func (text) Name() string { return "text" }

func (text) Write(w io.Writer, r *Report) error {
	files := make(sources)
	for _, f := range r.Findings {
		head := fmt.Sprintf("%s:%d:%d: %s\n", relative(r.Dir, f.Pos.Filename), f.Pos.Line, f.Pos.Column, f.Message)
		if _, err := io.WriteString(w, head+excerpt(r.Dir, files, f)); err != nil {
			return err
		}
	}
	return nil
}

// row is one line of an excerpt.
type row struct {
	place  string // line number, or file:line in another file than the finding
	mark   string // the window's border
	source string
	label  string
}

// excerpt shows a finding's source lines, "" when its file cannot be read:
// what else it speaks of, the check, the window, the create, and the steps of
// the create.
func excerpt(dir string, files sources, f Finding) string {
	var rows []row
	add := func(mark string, r Related) {
		source, ok := files.line(r.Pos)
		if !ok {
			return
		}
		place := fmt.Sprint(r.Pos.Line)
		if r.Pos.Filename != f.Pos.Filename {
			place = fmt.Sprintf("%s:%d", relative(dir, r.Pos.Filename), r.Pos.Line)
		}
		rows = append(rows, row{place, mark, source, r.Message})
	}
	before, check, after := split(f)
	for _, r := range before {
		add("  ", r)
	}
	switch {
	case check == nil:
		add("  ", Related{Span: f.Span})
	case check.Pos.Filename == f.Pos.Filename && check.Pos.Line == f.Pos.Line:
		add("  ", Related{f.Span, check.Message + ", and the create"})
	default:
		add("┌ ", *check)
		rows = append(rows, row{mark: "│ ", source: window(check.Pos, f.Pos)})
		add("└ ", Related{f.Span, "the create"})
	}
	for _, r := range after {
		add("  ", r)
	}
	return format(rows)
}

// split finds among a finding's related places the check that opens the
// window: the nearest one above the create, or the first. Places whose message
// begins with "the create" are steps of it and come after.
func split(f Finding) (before []Related, check *Related, after []Related) {
	opens := -1
	for i, r := range f.Related {
		if !createStep(r) && (opens < 0 || above(r, f) > above(f.Related[opens], f)) {
			opens = i
		}
	}
	for i, r := range f.Related {
		switch {
		case i == opens:
			check = &f.Related[i]
		case createStep(r):
			after = append(after, r)
		default:
			before = append(before, r)
		}
	}
	return before, check, after
}

func createStep(r Related) bool { return strings.HasPrefix(r.Message, "the create") }

// above is the line of r when it lies at or above the finding in its file,
// else 0.
func above(r Related, f Finding) int {
	if r.Pos.Filename != f.Pos.Filename || r.Pos.Line > f.Pos.Line {
		return 0
	}
	return r.Pos.Line
}

// window describes what lies between the check and the create.
func window(check, create token.Position) string {
	const harm = "another request can create it here"
	n := create.Line - check.Line - 1
	switch {
	case check.Filename != create.Filename || n < 1:
		return "… " + harm
	case n == 1:
		return "… 1 line: " + harm
	default:
		return fmt.Sprintf("… %d lines: %s", n, harm)
	}
}

// format lays the rows out in columns.
func format(rows []row) string {
	places, sources := 0, 0
	for _, r := range rows {
		places = max(places, utf8.RuneCountInString(r.place))
		if r.label != "" {
			sources = max(sources, utf8.RuneCountInString(r.source))
		}
	}
	var b strings.Builder
	for _, r := range rows {
		line := fmt.Sprintf("    %*s │ %s%s", places, r.place, r.mark, r.source)
		if r.label != "" {
			line = fmt.Sprintf("    %*s │ %s%-*s   ← %s", places, r.place, r.mark, sources, r.source, r.label)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

// relative shortens name when it lies below dir.
func relative(dir, name string) string {
	if rel, err := filepath.Rel(dir, name); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return name
}
