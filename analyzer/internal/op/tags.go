package op

import (
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
)

// TagOption is one option of a struct tag. A word in single quotes has the
// name "'".
type TagOption struct{ name, value string }

// Name and Value are what the option is called and what it says.
func (o TagOption) Name() string  { return o.name }
func (o TagOption) Value() string { return o.value }

// Options splits a struct tag by a store's rules.
func Options(tag string, rows *model.Rows) []TagOption { return options(tag, rows) }

// options splits a struct tag. Separators in quotes or parentheses are none.
//
//	gorm:"column:mail;uniqueIndex:idx_mail"
//	xorm:"varchar(25) notnull unique(a) 'mail'"
//	orm:"column(mail);unique"
func options(tag string, rows *model.Rows) []TagOption {
	var out []TagOption
	before := ""
	for _, part := range splitOptions(tag, separator(rows)) {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if len(part) > 1 && part[0] == '\'' && part[len(part)-1] == '\'' {
			if !strings.EqualFold(before, "default") && !strings.EqualFold(before, "comment") {
				out = append(out, TagOption{"'", part[1 : len(part)-1]})
			}
			before = ""
			continue
		}
		before = part
		name, value, _ := strings.Cut(part, ":")
		if open := strings.IndexByte(name, '('); open > 0 && strings.HasSuffix(part, ")") {
			name, value = part[:open], part[open+1:len(part)-1]
		}
		out = append(out, TagOption{name, value})
	}
	return out
}

func splitOptions(tag, sep string) []string {
	var parts []string
	depth, quoted, from := 0, false, 0
	quotes := strings.Count(tag, "'")%2 == 0 // else they are apostrophes
	for i := range len(tag) {
		switch tag[i] {
		case '\'':
			quoted = quotes && !quoted
		case '(':
			depth++
		case ')':
			depth--
		}
		if !quoted && depth <= 0 && strings.HasPrefix(tag[i:], sep) {
			parts = append(parts, tag[from:i])
			from = i + len(sep)
		}
	}
	return append(parts, tag[min(from, len(tag)):])
}
