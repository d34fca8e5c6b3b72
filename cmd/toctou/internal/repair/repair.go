// Package repair applies the fixes of findings to files.
//
// It decides which fixes go together and writes them so that every file is
// whole at every moment: the old one or the new one. It refuses to decide what
// a fix is (package analyzer) and whether the result compiles: its caller looks
// at the plan first and takes files out of it.
package repair

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
)

// Plan is what is about to be written.
type Plan struct {
	Files []*File // by name
	// Left are the findings that the plan does not repair: without a fix, or
	// with one that does not go together with another.
	Left []output.Finding
	// Problems say why a fix is not part of the plan.
	Problems []string
}

// File is one file and what becomes of it.
type File struct {
	Name     string
	Old, New []byte
	Fixed    []output.Finding
	edits    []edit
}

// edit replaces the text between two offsets.
type edit struct {
	from, to int
	text     string
}

// Make plans the first fix of each finding, in their order, in files below
// root. A fix that overlaps an earlier one is left out and named. It returns an
// error when a file cannot be read.
func Make(root string, findings []output.Finding) (*Plan, error) {
	p := &Plan{}
	for _, f := range findings {
		if len(f.Fixes) == 0 || len(f.Fixes[0].Edits) == 0 {
			p.Left = append(p.Left, f)
			continue
		}
		file, err := p.file(absolute(root, f.Fixes[0].Edits[0].File))
		if err != nil {
			return nil, err
		}
		if why := file.add(root, f); why != "" {
			p.Left = append(p.Left, f)
			p.Problems = append(p.Problems, fmt.Sprintf("%s:%d:%d: %s", f.File, f.Start.Line, f.Start.Column, why))
		}
	}
	p.Files = slices.DeleteFunc(p.Files, func(f *File) bool { return len(f.Fixed) == 0 })
	slices.SortFunc(p.Files, func(a, b *File) int { return cmp.Compare(a.Name, b.Name) })
	for _, f := range p.Files {
		f.New = []byte(apply(string(f.Old), f.edits))
	}
	return p, nil
}

func absolute(root, name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(root, name)
}

func (p *Plan) file(name string) (*File, error) {
	for _, f := range p.Files {
		if f.Name == name {
			return f, nil
		}
	}
	old, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	f := &File{Name: name, Old: old}
	p.Files = append(p.Files, f)
	return f, nil
}

// add takes a finding's fix in, or says why not. What two fixes both do, such
// as an import, is done once.
func (f *File) add(root string, finding output.Finding) string {
	fresh := slices.Clone(f.edits)
	for _, e := range finding.Fixes[0].Edits {
		n := edit{e.Start.Offset, e.End.Offset, e.New}
		if absolute(root, e.File) != f.Name || n.from < 0 || n.to < n.from || n.to > len(f.Old) {
			return "the fix is not within the file"
		}
		if slices.Contains(fresh, n) {
			continue
		}
		if slices.ContainsFunc(fresh, n.meets) {
			return "the fix overlaps that of another finding: run toctou -fix once more"
		}
		fresh = append(fresh, n)
	}
	f.edits, f.Fixed = fresh, append(f.Fixed, finding)
	return ""
}

// meets reports whether two edits cannot both be made.
func (e edit) meets(o edit) bool {
	if e.from == e.to || o.from == o.to {
		return e.from == o.from || e.from > o.from && e.from < o.to || o.from > e.from && o.from < e.to
	}
	return e.from < o.to && o.from < e.to
}

// apply makes edits that do not meet.
func apply(text string, edits []edit) string {
	edits = slices.SortedFunc(slices.Values(edits), func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var b strings.Builder
	last := 0
	for _, e := range edits {
		b.WriteString(text[last:e.from])
		b.WriteString(e.text)
		last = e.to
	}
	b.WriteString(text[last:])
	return b.String()
}

// Drop takes a file out of the plan.
func (p *Plan) Drop(name, why string) {
	p.Files = slices.DeleteFunc(p.Files, func(f *File) bool {
		if f.Name != name {
			return false
		}
		p.Left = append(p.Left, f.Fixed...)
		p.Problems = append(p.Problems, fmt.Sprintf("%s: not changed: %s", name, why))
		return true
	})
}

// Fixed are the findings that the plan repairs, file by file.
func (p *Plan) Fixed() []output.Finding {
	var all []output.Finding
	for _, f := range p.Files {
		all = append(all, f.Fixed...)
	}
	return all
}
