package output

import (
	"os"
	"strings"
	"unicode/utf8"
)

const (
	around    = 2   // lines kept before and after each place
	maxWindow = 60  // lines kept between check and create, when there are no more
	maxKept   = 400 // bytes kept of a line
)

// files reads the files of a report, each once.
type files struct {
	report *Report
	read   map[string]*text
}

type text struct {
	whole  string
	lines  []string
	starts []int // the offset of each line
}

// of returns a file's text, empty when it cannot be read.
func (f *files) of(file string) *text {
	t, ok := f.read[file]
	if !ok {
		t = &text{}
		if data, err := os.ReadFile(f.report.absolute(file)); err == nil {
			t.whole = string(data)
			t.lines = strings.Split(t.whole, "\n")
			start := 0
			for _, line := range t.lines {
				t.starts = append(t.starts, start)
				start += len(line) + 1
			}
		}
		f.read[file] = t
	}
	return t
}

// Complete adds to findings that have file, line, column and offset what only
// the files know: columns in UTF-16 units, offsets where a //line comment has
// moved a finding to another file, the source lines that findings speak of, and
// fingerprints. What cannot be read is left out.
func (r *Report) Complete() {
	f := &files{report: r, read: make(map[string]*text)}
	r.Sources = make(map[string]map[int]string)
	for i := range r.Findings {
		finding := &r.Findings[i]
		for _, span := range finding.spans() {
			f.measure(span)
		}
		f.keep(finding)
	}
	identify(r.Findings, f)
}

// spans are all places in a finding.
func (f *Finding) spans() []*Span {
	all := []*Span{&f.Span}
	for i := range f.Related {
		all = append(all, &f.Related[i].Span)
	}
	for i := range f.Fixes {
		for j := range f.Fixes[i].Edits {
			all = append(all, &f.Fixes[i].Edits[j].Span)
		}
	}
	return all
}

// measure counts a span's columns in UTF-16 units and its offsets from its lines
// and columns.
func (f *files) measure(s *Span) {
	t := f.of(s.File)
	for _, p := range []*Position{&s.Start, &s.End} {
		p.UTF16 = p.Column
		if p.Line < 1 || p.Line > len(t.lines) {
			continue
		}
		line := t.lines[p.Line-1]
		before := line[:min(max(p.Column-1, 0), len(line))]
		p.UTF16, p.Offset = 1, t.starts[p.Line-1]+len(before)
		for _, c := range before {
			if p.UTF16++; c >= 0x10000 {
				p.UTF16++
			}
		}
	}
	s.End.Offset = max(s.Start.Offset, s.End.Offset)
}

// keep copies the lines around a finding's places, and those between the check
// and the create, into the report.
func (f *files) keep(finding *Finding) {
	places := []Span{finding.Span}
	_, check, _ := split(*finding)
	for _, r := range finding.Related {
		places = append(places, r.Span)
	}
	if check != nil && check.File == finding.File && finding.Start.Line-check.Start.Line <= maxWindow {
		places = append(places, Span{finding.File, check.Start, finding.Start})
	}
	for _, p := range places {
		t := f.of(p.File)
		for _, n := range numbers([]Span{p}) {
			if n > len(t.lines) {
				break
			}
			if f.report.Sources[p.File] == nil {
				f.report.Sources[p.File] = make(map[int]string)
			}
			f.report.Sources[p.File][n] = clip(strings.TrimSuffix(t.lines[n-1], "\r"), maxKept)
		}
	}
}

// between is the text of a span, that of its line when the span is empty, and ""
// when its file does not have it.
func (f *files) between(s Span) string {
	t := f.of(s.File)
	if s.Start == s.End && 0 < s.Start.Line && s.Start.Line <= len(t.lines) {
		return t.lines[s.Start.Line-1]
	}
	whole := t.whole
	if s.Start.Offset < 0 || s.Start.Offset > s.End.Offset || s.End.Offset > len(whole) {
		return ""
	}
	return whole[s.Start.Offset:s.End.Offset]
}

// clip shortens text to n bytes and a mark, between two characters.
func clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n] + "…"
}
