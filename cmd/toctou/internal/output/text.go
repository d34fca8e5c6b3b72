package output

import (
	"fmt"
	"go/token"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// text is the format for people. Below each message it shows the line of the
// check and the line of the create with the window between them:
//
//	service/user.go:42:9: duplicate: …
//	    31 │ ┌ err := db.Where("email = ?", email).First(&u).Error   ← check
//	       │ │ … 10 lines: another request can create it here
//	    42 │ └ err = db.Create(&User{Email: email}).Error            ← create
type text struct{}

// maxSource is how many characters of a source line are shown.
const maxSource = 96

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

// excerpt shows a finding's source lines, "" when its file cannot be read.
func excerpt(dir string, files sources, f Finding) string {
	create := Related{Span: f.Span, Message: "create"}
	places := slices.Concat(f.Related, []Related{create})
	var rows []row
	for i, p := range places {
		source, ok := files.line(p.Pos)
		if !ok {
			continue
		}
		place := fmt.Sprint(p.Pos.Line)
		if p.Pos.Filename != f.Pos.Filename {
			place = fmt.Sprintf("%s:%d", relative(dir, p.Pos.Filename), p.Pos.Line)
		}
		if n := len(rows); n > 0 && rows[n-1].place == place { // both on one line
			rows[n-1].label += ", " + p.Message
			continue
		}
		if i == len(places)-1 && len(rows) > 0 {
			rows = append(rows, row{mark: "│ ", source: window(places[i-1].Pos, p.Pos)})
		}
		rows = append(rows, row{place: place, mark: "│ ", source: source, label: p.Message})
	}
	if len(rows) > 1 {
		rows[0].mark, rows[len(rows)-1].mark = "┌ ", "└ "
	} else if len(rows) == 1 {
		rows[0].mark = "  "
	}
	return format(rows)
}

// window describes what lies between the last check and the create.
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
