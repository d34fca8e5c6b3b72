package cypher

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// class is what a token is.
type class uint8

const (
	sign class = iota
	word
	quoted // `a name`
	text
	number
	param // $name
	hole
)

// token is a piece of a statement: text is without quotes and $.
type token struct {
	class class
	text  string
}

func (t token) is(sign string) bool {
	return t.class != text && t.class != quoted && strings.EqualFold(t.text, sign)
}

// name is the name that a token is, in lower case; "" if it is none.
func (t token) name() string {
	if t.class != word && t.class != quoted {
		return ""
	}
	return strings.ToLower(t.text)
}

// tokenize splits a text. Blanks and comments are left out.
func tokenize(s string) []token {
	var out []token
	for s != "" {
		n := comment(s)
		if n == 0 {
			var t token
			t, n = next(s)
			if t.text != "" || t.class == text {
				out = append(out, t)
			}
		}
		s = s[n:]
	}
	return out
}

// comment is the length of the comment that s starts with.
func comment(s string) int {
	end := ""
	switch {
	case strings.HasPrefix(s, "//"):
		end = "\n"
	case strings.HasPrefix(s, "/*"):
		end = "*/"
	default:
		return 0
	}
	if i := strings.Index(s[2:], end); i >= 0 {
		return 2 + i + len(end)
	}
	return len(s)
}

// next returns the token that s starts with, which has no text for a blank, and
// its length in s.
func next(s string) (token, int) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsSpace(r):
		return token{}, size
	case strings.HasPrefix(s, sqltext.Hole):
		return token{hole, sqltext.Hole}, size
	case r == '\'' || r == '"':
		inside, n := enclosed(s, r)
		return token{text, inside}, n
	case r == '`':
		inside, n := enclosed(s, r)
		return token{quoted, inside}, n
	case r == '$':
		n := run(s[1:], named)
		return token{param, s[1 : 1+n]}, 1 + n
	case unicode.IsDigit(r):
		n := run(s, func(r rune) bool { return named(r) || r == '.' })
		return token{number, s[:n]}, n
	case named(r):
		n := run(s, named)
		return token{word, s[:n]}, n
	}
	return token{sign, s[:size]}, size
}

func named(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// run is the length of the start of s whose runes are all ok.
func run(s string, ok func(rune) bool) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !ok(r) }); i >= 0 {
		return i
	}
	return len(s)
}

// enclosed returns what stands in the quotes that s starts with, without
// backslashes, and its length with them. The end of the text closes them, too.
func enclosed(s string, quote rune) (string, int) {
	var b strings.Builder
	escaped := false
	for i, r := range s[1:] {
		switch {
		case escaped:
			b.WriteRune(r)
			escaped = false
		case r == '\\' && quote != '`':
			escaped = true
		case r == quote:
			return b.String(), 1 + i + 1
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), len(s)
}
