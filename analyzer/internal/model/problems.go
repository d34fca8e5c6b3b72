package model

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// maxProblems bounds how many problems of one file are told at once.
const maxProblems = 20

// problems collects what is wrong with one file, by field.
type problems struct {
	source string
	lines  map[string]int // line of each field that the file has; nil: lines mean nothing
	list   []problem
}

type problem struct {
	line int
	text string
}

// add notes a problem with a field, such as calls[2].absent[0].is.
func (p *problems) add(field, format string, args ...any) {
	line := p.line(field)
	var b strings.Builder
	b.WriteString(p.source)
	if line > 0 {
		fmt.Fprintf(&b, ":%d", line)
	}
	b.WriteString(": ")
	if field != "" {
		b.WriteString(field + ": ")
	}
	fmt.Fprintf(&b, format, args...)
	p.list = append(p.list, problem{line, b.String()})
}

// line returns the line of a field, or of what should contain it.
func (p *problems) line(field string) int {
	for p.lines != nil {
		if line, ok := p.lines[field]; ok {
			return line
		}
		if field == "" {
			return 1
		}
		field = field[:max(0, strings.LastIndexAny(field, ".["))]
	}
	return 0
}

// err returns the problems as one error, one a line in the file's order; nil
// when there are none.
func (p *problems) err() error {
	if len(p.list) == 0 {
		return nil
	}
	list := slices.Clone(p.list)
	slices.SortStableFunc(list, func(a, b problem) int { return cmp.Compare(a.line, b.line) })
	texts := make([]string, 0, min(len(list), maxProblems)+1)
	for i, one := range list {
		if i == maxProblems {
			texts = append(texts, fmt.Sprintf("%s: and %d more problems", p.source, len(list)-i))
			break
		}
		texts = append(texts, one.text)
	}
	return errors.New(strings.Join(texts, "\n"))
}
