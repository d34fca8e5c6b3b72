// Package output writes a report in one of several formats, one file each.
//
// It decides how findings look. It refuses to decide what a finding is, which
// of them are shown and in which order: a Report arrives complete, sorted and
// with resolved positions, so that every format shows the same facts and a
// report can be replayed without the program it was made from.
package output

import (
	"go/token"
	"io"
)

// Report is the outcome of one run.
type Report struct {
	Dir      string // working directory: positions below it are shown relative to it
	Analyzer string // the analyzer's name
	Packages int    // how many packages were analysed in full
	Findings []Finding
	Failures []Failure
	Warnings []string // lines about what the analysis went on without
}

// Finding is one diagnostic.
type Finding struct {
	Package string // the package's ID, as in the tree of go vet -json
	Rule    string
	Span
	Message string
	Related []Related
	Fixes   []Fix
}

// Span is a piece of source. End is never the zero position.
type Span struct {
	Pos, End token.Position
}

// Related is another place that a finding speaks of, such as the check before
// the create.
type Related struct {
	Span
	Message string
}

// Fix is a change that repairs the finding.
type Fix struct {
	Message string
	Edits   []Edit
}

// Edit replaces a piece of a file.
type Edit struct {
	Span
	New string
}

// Failure is something that could not be analysed, or only in part.
type Failure struct {
	Package string // a package's ID, or the pattern that matched none
	Reason  string // one line
}

// Format is one way to write a report.
type Format interface {
	Name() string
	Write(w io.Writer, r *Report) error
}

// formats is the table of formats: a new format is one file and its word here.
func formats() []Format { return []Format{text{}, jsonTree{}} }

// Names lists the formats.
func Names() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.Name())
	}
	return names
}

// ByName returns the format of that name, nil when there is none.
func ByName(name string) Format {
	for _, f := range formats() {
		if f.Name() == name {
			return f
		}
	}
	return nil
}
