package fix

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/format"
	"go/token"
	"slices"
	"strings"
)

// draft is a set of changes to the statements of one file.
type draft struct {
	*maker
	says    string
	first   ast.Stmt // the statements from first …
	last    ast.Stmt // … to last hold all changes
	changes []change
	imports []string
}

// change replaces the text between two offsets.
type change struct {
	from, to int
	text     string
}

func (m *maker) draft(says string, first, last ast.Stmt) *draft {
	return &draft{maker: m, says: says, first: first, last: last}
}

// insert adds text before a position.
func (d *draft) insert(at token.Pos, text string) *draft { return d.replace(at, at, text) }

// replace puts text in the place of another.
func (d *draft) replace(from, to token.Pos, text string) *draft {
	d.changes = append(d.changes, change{d.offset(from), d.offset(to), text})
	return d
}

// edits are the draft's changes as edits that keep the file formatted and
// well-typed; nil when they do not.
func (d *draft) edits() []Edit {
	from, to := d.lineStart(d.offset(d.first.Pos())), d.lineEnd(d.offset(d.last.End()))
	changes := make([]change, len(d.changes))
	for i, c := range d.changes {
		changes[i] = change{c.from - from, c.to - from, c.text}
	}
	old := string(d.src[from:to])
	text, err := format.Source([]byte(apply(old, changes)))
	if err != nil {
		return nil
	}
	all := []change{narrow(old, string(text), from)}
	for _, path := range d.imports {
		c, ok := d.importing(path)
		if !ok {
			return nil
		}
		if c.text != "" {
			all = append(all, c)
		}
	}
	if !d.compiles(apply(string(d.src), all)) {
		return nil
	}
	var edits []Edit
	slices.SortFunc(all, func(a, b change) int { return cmp.Compare(a.from, b.from) })
	for _, c := range all {
		edits = append(edits, Edit{d.tok.Pos(c.from), d.tok.Pos(c.to), c.text})
	}
	return edits
}

func (d *draft) lineStart(offset int) int {
	return bytes.LastIndexByte(d.src[:offset], '\n') + 1
}

func (d *draft) lineEnd(offset int) int {
	if i := bytes.IndexByte(d.src[offset:], '\n'); i >= 0 {
		return offset + i + 1
	}
	return len(d.src)
}

// apply makes changes that do not overlap; those at one place stay in order.
func apply(text string, changes []change) string {
	changes = slices.Clone(changes)
	slices.SortStableFunc(changes, func(a, b change) int { return cmp.Compare(a.from, b.from) })
	var b strings.Builder
	last := 0
	for _, c := range changes {
		if c.from < last {
			return "" // no fix overlaps itself
		}
		b.WriteString(text[last:c.from])
		b.WriteString(c.text)
		last = c.to
	}
	b.WriteString(text[last:])
	return b.String()
}

// narrow is the replacement of old by text, which stand at base, without the
// lines that both share in front and at the end.
func narrow(old, text string, base int) change {
	a, b := strings.SplitAfter(old, "\n"), strings.SplitAfter(text, "\n")
	front := 0
	for front < len(a) && front < len(b) && a[front] == b[front] {
		front++
	}
	back := 0
	for back < len(a)-front && back < len(b)-front && a[len(a)-1-back] == b[len(b)-1-back] {
		back++
	}
	skip := len(strings.Join(a[:front], ""))
	size := len(strings.Join(a[front:len(a)-back], ""))
	return change{base + skip, base + skip + size, strings.Join(b[front:len(b)-back], "")}
}
