package sqltext

import (
	"strconv"
	"strings"

	"github.com/sqlc-dev/meyer/lexer"
	meyer "github.com/sqlc-dev/meyer/token"
)

type class uint8

const (
	operator   class = iota // also punctuation
	word                    // keyword or unquoted name, lower-case
	quotedName              // "x", `x`, [x], or a name with a hole in it; lower-case
	text                    // 'x', unquoted
	number                  // 42
	argument                // ?, $1: index says which
	namedArg                // :name: text is the name
	hole                    // nothing but holes
)

// token is one token of a statement.
type token struct {
	class class
	text  string
	quote byte // first byte of the source text
	pos   int  // of its first byte

	index int // argument: 0-based, -1 for a plain ? not numbered yet
	hole  int // 1 + number of the first hole in it, 0 for none

	// skip is the distance to the closing partner of "(" and "case", 0 when
	// there is none: with it a scan stays at its own level of nesting.
	//
	//	a = ( b , c ) and d
	//	    └─ 4 ───┘
	skip int
}

// is reports whether t is the keyword or operator s. A quoted name never is.
func (t token) is(s string) bool { return t.class <= word && t.text == s }

// in reports whether t is one of the keywords or operators.
func (t token) in(list ...string) bool {
	for _, s := range list {
		if t.is(s) {
			return true
		}
	}
	return false
}

// named reports whether t can be (part of) a name.
func (t token) named() bool { return t.class == word || t.class == quotedName || t.class == hole }

// ident returns the name that t spells, "" when a hole is in it.
func (t token) ident() string {
	if t.hole > 0 || !t.named() {
		return ""
	}
	return t.text
}

// tokenize returns the tokens of src without blanks and comments. Beside names
// in backquotes, which are MySQL's, "x" is a string.
func tokenize(src string) []token { return tokens(src, true) }

// tokens is tokenize; where no string can stand, "x" is always a name.
func tokens(src string, texts bool) []token {
	raw := lexer.Lex(mask(src))
	mysql := false
	for _, r := range raw {
		mysql = mysql || texts && r.Pos < r.End && src[r.Pos] == '`'
	}
	out := make([]token, 0, len(raw))
	holes, last := 0, 0 // holes before the position last
	for i, r := range raw {
		if r.Kind == meyer.EOF || r.Pos >= r.End {
			continue
		}
		s := src[r.Pos:r.End]
		t := classify(r.Kind, s)
		t.pos = r.Pos
		if mysql && t.quote == '"' {
			t.class, t.text = text, unquote(s, '"')
		}
		holes += strings.Count(src[last:r.Pos], Hole)
		if last = r.Pos; strings.Contains(s, Hole) {
			t.hole = holes + 1
		}
		adjacent := i > 0 && len(out) > 0 && raw[i-1].End == r.Pos
		if adjacent && t.class == text && out[len(out)-1].in("e", "n", "b", "x") {
			out = out[:len(out)-1] // E'…', N'…'
		}
		out = appendSplit(out, t)
	}
	return out
}

// classify reads one token of the lexer, whose source text is s.
func classify(kind meyer.Kind, s string) token {
	t := token{text: s, quote: s[0]}
	switch c := s[0]; {
	case kind == meyer.LP:
		t.text = "(" // a subscript's bracket, masked
	case kind == meyer.RP:
		t.text = ")"
	case kind == meyer.PTR:
		// ::, :=, <=> and the like: an operator under its own name
	case strings.Trim(s, Hole) == "":
		t.class = hole
	case c == '\'':
		t.class, t.text = text, unquote(s, '\'')
	case c == '"' || c == '`':
		t.class, t.text = quotedName, strings.ToLower(unquote(s, c))
	case c == '[':
		t.class, t.text = quotedName, strings.ToLower(strings.Trim(s, "[]"))
	case c == '$' && kind == meyer.STRING:
		tag := strings.IndexByte(s[1:], '$') + 2
		t.class, t.text = text, s[tag:max(tag, len(s)-tag)]
	case strings.IndexByte("?$@:#", c) >= 0:
		return variable(t, s)
	case kind == meyer.INTEGER, kind == meyer.FLOAT, kind == meyer.QNUMBER, kind == meyer.BLOB:
		t.class = number
	case nameByte(c):
		t.class, t.text = word, strings.ToLower(s)
	}
	return t
}

// variable reads the spellings of arguments: ?, ?1, $1, @p1, :1 are positional,
// :name, @name and $name are named, #name is a table of SQL Server.
func variable(t token, s string) token {
	if i := strings.IndexByte(s, '('); i > 0 {
		s = s[:i] // a subscript, masked
	}
	digits := strings.TrimPrefix(s[1:], "p")
	if s[0] != '@' {
		digits = s[1:]
	}
	n, err := strconv.Atoi(digits)
	switch {
	case s == "?":
		t.class, t.index = argument, -1
	case s[0] == '#' && len(s) > 1:
		t.class, t.text = word, strings.ToLower(s)
	case err == nil && (s[0] != '@' || digits != s[1:]) && n <= maxText:
		t.class, t.index = argument, max(n-1, 0)
	case strings.Contains(s, Hole):
		t.class = hole // $hole: which argument it is is not known
	case len(s) > 1:
		t.class, t.text = namedArg, s[1:]
	}
	return t
}

// appendSplit appends t. A name with a hole in it is no keyword, but in
// "VALUES" + rows it is a keyword with a hole behind it.
func appendSplit(out []token, t token) []token {
	if t.class != word || t.hole == 0 {
		return append(out, t)
	}
	before, _, _ := strings.Cut(t.text, Hole)
	kw := token{class: word, text: before, quote: t.quote}
	if kw.in("values", "where", "and", "set", "from", "into", "select", "by", "limit", "in") {
		return append(out, kw, token{class: hole, text: t.text[len(before):], hole: t.hole})
	}
	t.class = quotedName
	return append(out, t)
}

// unquote strips the quotes and undoubles those inside.
func unquote(s string, quote byte) string {
	q := string(quote)
	s = strings.TrimPrefix(s, q)
	s = strings.TrimSuffix(s, q)
	return strings.ReplaceAll(s, q+q, q)
}

// link sets the skips of parentheses and of CASE … END.
func link(toks []token) {
	var open []int // the indices of what is open
	parens := 0    // how many of them are parentheses
	top := func() token { return at(toks, open[len(open)-1]) }
	pop := func(i int) {
		last := len(open) - 1
		toks[open[last]].skip = i - open[last]
		open = open[:last]
	}
	for i, t := range toks {
		toks[i].skip = 0
		switch {
		case t.is("("):
			open = append(open, i)
			parens++
		case t.is("case"):
			open = append(open, i)
		case t.is("end") && len(open) > 0 && top().is("case"):
			pop(i)
		case t.is(")") && parens > 0:
			for !top().is("(") {
				open = open[:len(open)-1] // a column named case
			}
			pop(i)
			parens--
		}
	}
}

// numberArguments gives each plain ? its place and returns how many positional
// arguments there are. Beside $1 a ? is an operator of PostgreSQL's jsonb.
func numberArguments(toks []token) int {
	count, numbered := 0, false
	for _, t := range toks {
		if t.class == argument && t.index >= 0 {
			count = max(count, t.index+1)
			numbered = numbered || t.quote == '$'
		}
	}
	for i := range toks {
		switch {
		case toks[i].class != argument || toks[i].index >= 0:
		case numbered:
			toks[i].class = operator
		default:
			toks[i].index = count
			count++
		}
	}
	return count
}
