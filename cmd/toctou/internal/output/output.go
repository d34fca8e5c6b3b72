// Package output writes a report in one of several formats, one file each.
//
// It decides how findings look. It refuses to decide what a finding is, which
// of them are shown and in which order: a Report arrives complete, sorted and
// with the source lines it speaks of, so that every format shows the same facts
// and a report can be replayed without the program it was made from.
//
// Paths, messages and source lines come from other people's programs. Each
// format keeps its form whatever is in them, and control characters never reach
// a terminal.
package output

import (
	"io"

	"github.com/toctou-lint/toctou/internal/nearest"
)

// Format is one way to write a report.
type Format struct {
	Name  string
	Title string // what it is, for the help text
	Write func(w io.Writer, r *Report, s Style) error
	// People says that it is read as it comes out, so that a line that sums it
	// up is welcome.
	People bool
	// Fixes says that it shows fixes.
	Fixes bool
}

// Style is how text for people looks. The zero Style is that of a pipe.
type Style struct {
	Verbose bool // draw the interleaving of two requests
	Color   bool
	Width   int // columns of the terminal, 0 when there is none
}

// Formats is the table of formats: a new format is one file and its line here.
func Formats() []Format {
	return []Format{
		{"text", "for people", writeText, true, false},
		{"json", "everything, documented and versioned; toctou convert reads it", writeJSON, false, true},
		{"vet", "the tree of go vet -json", writeVet, false, true},
		{"sarif", "SARIF 2.1.0, for code scanning", writeSARIF, false, true},
		{"github", "annotations of GitHub Actions, used there by default", writeGitHub, true, false},
		{"gitlab", "GitLab Code Quality", writeGitLab, false, false},
		{"checkstyle", "Checkstyle XML", writeCheckstyle, false, false},
		{"rdjsonl", "reviewdog's diagnostics, with suggestions", writeRDJSONL, false, true},
		{"html", "a page for a browser, in one file", writeHTML, false, false},
	}
}

// Names lists the formats.
func Names() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// ByName returns the format of that name. Its error suggests the nearest one.
func ByName(name string) (Format, error) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
	}
	return Format{}, nearest.Unknown("format", name, Names())
}
