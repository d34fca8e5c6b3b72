package strict

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// maxProblems bounds how many problems of one text are told at once.
const maxProblems = 20

// Problems collects what is wrong with one text, or a part of it, by field. A
// nil *Problems has no position and nothing is wrong with it.
type Problems struct {
	source string
	prefix string         // the field that this part of the text is
	lines  map[string]int // line of each field of the whole text; nil: lines mean nothing
	list   *[]problem
}

type problem struct {
	line int
	text string
}

// New returns an empty collection for a text without lines.
func New(source string) *Problems { return &Problems{source: source, list: new([]problem)} }

// Anew returns an empty collection for the same text.
func (p *Problems) Anew() *Problems {
	if p == nil {
		return New("")
	}
	return &Problems{source: p.source, prefix: p.prefix, lines: p.lines, list: new([]problem)}
}

// Within returns the part of p that is one field: what is added to it is added
// to p. Its fields are named from there.
func (p *Problems) Within(field string) *Problems {
	part := *p
	part.prefix = p.full(field)
	return &part
}

// Source names the text, without lines.
func (p *Problems) Source() string {
	if p == nil {
		return ""
	}
	return p.source
}

// full names a field from the top of the text.
func (p *Problems) full(field string) string {
	if field == "" {
		return p.prefix
	}
	return join(p.prefix, field)
}

// Add notes a problem with a field, such as calls[2].absent[0].is.
func (p *Problems) Add(field, format string, args ...any) {
	field = p.full(field)
	line := p.line(field)
	var b strings.Builder
	b.WriteString(p.source)
	if line > 0 {
		fmt.Fprintf(&b, ":%d", line)
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	if field != "" {
		b.WriteString(field + ": ")
	}
	fmt.Fprintf(&b, format, args...)
	*p.list = append(*p.list, problem{line, b.String()})
}

// line returns the line of a field, or of what should contain it.
func (p *Problems) line(field string) int {
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

// Texts returns the problems in the order in which they were found.
func (p *Problems) Texts() []string {
	var texts []string
	for _, one := range *p.list {
		texts = append(texts, one.text)
	}
	return texts
}

// Err returns the problems as one error, one a line in the text's order; nil
// when there are none.
func (p *Problems) Err() error {
	if len(*p.list) == 0 {
		return nil
	}
	list := slices.Clone(*p.list)
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
