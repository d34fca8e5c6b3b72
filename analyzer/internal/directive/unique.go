package directive

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/internal/nearest"
)

// prefix begins every directive of ours. Like all Go directives it has no
// space after the slashes.
const prefix = "toctou:"

// names returns the directives that exist.
func names() []string { return []string{"unique"} }

// toctou reads comment if it is one of our directives.
func (s *Set) toctou(o *outline, group *ast.CommentGroup, comment *ast.Comment) {
	fail := func(format string, args ...any) {
		s.malformed = append(s.malformed, Problem{comment.Pos(), fmt.Sprintf(format, args...)})
	}
	text, line := strings.CutPrefix(comment.Text, "//")
	text, ours := strings.CutPrefix(text, prefix)
	if !line || !ours {
		if name, ok := spaced(comment.Text); ok {
			fail("not a directive: write //%s%s, without spaces before the name", prefix, name)
		}
		return
	}
	name, rest := word(text)
	if !slices.Contains(names(), name) {
		fail("%v", nearest.Unknown("directive", prefix+name, prefixed(names())))
		return
	}
	unique, err := parseUnique(rest)
	if err != nil {
		fail("//%s%s: %v", prefix, name, err)
		return
	}
	unique.Pos = comment.Pos()
	where := o.place(group, comment)
	if where.kind == nowhere {
		fail("//%s%s covers nothing here: write it on or above a statement, a declaration or the package clause", prefix, name)
		return
	}
	c := covered{unique, where.start, where.end}
	if where.kind == onType {
		s.types = append(s.types, c)
	} else {
		s.unique = append(s.unique, c)
	}
}

// spaced recognises "// toctou:unique", which looks like a directive and is
// none. Prose such as "// toctou: this is fine" is left alone.
func spaced(comment string) (name string, ok bool) {
	text := strings.TrimLeft(strings.TrimLeft(comment[len("//"):], "*"), " \t")
	text, found := strings.CutPrefix(text, prefix)
	name, _ = word(text)
	return name, found && slices.Contains(names(), name)
}

func prefixed(words []string) []string {
	var all []string
	for _, w := range words {
		all = append(all, prefix+w)
	}
	return all
}

// word splits off the first word.
func word(text string) (first, rest string) {
	if i := strings.IndexAny(text, " \t"); i >= 0 {
		return text[:i], strings.TrimSpace(text[i:])
	}
	return text, ""
}

// parseUnique parses "table(column, …) [reason]".
func parseUnique(text string) (Unique, error) {
	const form = "want table(column, …) and perhaps a reason"
	table, rest, ok := strings.Cut(text, "(")
	if !ok {
		return Unique{}, fmt.Errorf("no column list; %s", form)
	}
	list, reason, ok := strings.Cut(rest, ")")
	if !ok {
		return Unique{}, fmt.Errorf("the column list has no end; %s", form)
	}
	u := Unique{Table: strings.TrimSpace(table), Reason: strings.TrimSpace(reason)}
	if u.Table == "" {
		return Unique{}, fmt.Errorf("no table; %s", form)
	}
	if !isName(u.Table) {
		return Unique{}, fmt.Errorf("%q is not a table name; %s", u.Table, form)
	}
	for column := range strings.SplitSeq(list, ",") {
		column = strings.TrimSpace(column)
		switch {
		case column == "":
			return Unique{}, fmt.Errorf("empty column name; %s", form)
		case !isName(column):
			return Unique{}, fmt.Errorf("%q is not a column name; %s", column, form)
		case slices.Contains(u.Columns, column):
			return Unique{}, fmt.Errorf("column %s is listed twice", column)
		}
		u.Columns = append(u.Columns, column)
	}
	return u, nil
}

// isName accepts plain and qualified identifiers. Names that need quotes in
// SQL are written without them.
func isName(s string) bool {
	for _, r := range s {
		if strings.ContainsRune(" \t\"'`()[],;:", r) {
			return false
		}
	}
	return s != ""
}
