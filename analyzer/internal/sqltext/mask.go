package sqltext

import "strings"

// mask returns text of the same length in which everything that the lexer,
// SQLite's, would misread is written in a way that it reads as one token of
// the right extent. Tokens take their text from the original:
//
//	$tag$ body $tag$   →  '              '
//	E'it\'s'           →  E'itxxs'
//	a::text, x := 1    →  a->text, x -> 1     (so is => and @@, ?|, ?&)
//	a <=> ?            →  a ->> ?
//	tags[1]            →  tags(1)             ([name] stays)
//	# comment          →  (blanks)
//	{:name}            →   :name
func mask(text string) string {
	m := masker{src: text, out: []byte(text)}
	for m.pos < len(text) {
		m.step()
	}
	return string(m.out)
}

type masker struct {
	src        string
	out        []byte
	pos        int
	subscripts int // subscript brackets open at pos
}

// step masks what begins at pos and moves behind it.
func (m *masker) step() {
	rest := m.src[m.pos:]
	switch c := rest[0]; c {
	case '\'', '"', '`':
		m.quoted(c)
	case '-', '/':
		m.comment(rest)
	case '#':
		m.hash(rest)
	case '$':
		m.dollar(rest)
	case '[', ']':
		m.bracket(rest)
	case '{':
		m.brace(rest)
	case ':', '=', '@', '?', '<':
		m.operator(rest)
	case 0, '\v':
		m.blank(1)
	default:
		m.pos++
	}
}

// quoted skips a string or a quoted name; a doubled quote is one within it.
func (m *masker) quoted(quote byte) {
	escapes := quote == '\'' && m.escapePrefix()
	for i := m.pos + 1; i < len(m.src); i++ {
		switch {
		case escapes && m.src[i] == '\\' && i+1 < len(m.src):
			m.out[i], m.out[i+1] = 'x', 'x'
			i++
		case m.src[i] == 0:
			m.out[i] = ' ' // the lexer would stop here
		case m.src[i] != quote:
		case i+1 < len(m.src) && m.src[i+1] == quote:
			i++
		default:
			m.pos = i + 1
			return
		}
	}
	m.pos = len(m.src)
}

// escapePrefix reports whether the quote at pos follows the E of E'…'.
func (m *masker) escapePrefix() bool {
	i := m.pos - 1
	return i >= 0 && m.src[i]|0x20 == 'e' && (i == 0 || !nameByte(m.src[i-1]))
}

func (m *masker) comment(rest string) {
	end := ""
	switch {
	case strings.HasPrefix(rest, "--"):
		end = "\n"
	case strings.HasPrefix(rest, "/*"):
		end = "*/"
	default:
		m.pos++
		return
	}
	n := strings.Index(rest[2:], end)
	if n < 0 {
		n = len(rest) - 2 - len(end)
	}
	m.blank(min(2+max(n, 0)+len(end), len(rest)))
}

// hash blanks a MySQL comment; #temp and the operators #> and #- stay.
func (m *masker) hash(rest string) {
	i := m.pos - 1
	for i >= 0 && (m.src[i] == ' ' || m.src[i] == '\t') {
		i--
	}
	starts := i < 0 || m.src[i] == '\n'
	pointer := len(rest) > 1 && (rest[1] == '>' || rest[1] == '-')
	if pointer || !starts && (len(rest) < 2 || rest[1] != ' ') {
		m.pos++
		return
	}
	n := strings.IndexByte(rest, '\n')
	if n < 0 {
		n = len(rest)
	}
	m.blank(n)
}

// dollar turns a dollar-quoted string into a quoted one.
func (m *masker) dollar(rest string) {
	n := 1
	for n < len(rest) && rest[n] != '$' && nameByte(rest[n]) {
		n++
	}
	opens := n < len(rest) && rest[n] == '$' && (n == 1 || rest[1] < '0' || rest[1] > '9')
	if !opens || m.pos > 0 && nameByte(m.src[m.pos-1]) {
		m.pos++
		return
	}
	tag := rest[:n+1]
	body := strings.Index(rest[len(tag):], tag)
	if body < 0 {
		m.pos++
		return
	}
	size := body + 2*len(tag)
	start := m.pos
	m.blank(size)
	m.out[start], m.out[start+size-1] = '\'', '\''
}

// bracket tells [name], which begins a name, from a subscript, which follows one.
func (m *masker) bracket(rest string) {
	closing := strings.IndexByte(rest, ']')
	switch {
	case rest[0] == ']':
		if m.subscripts > 0 {
			m.subscripts--
			m.out[m.pos] = ')'
		}
		m.pos++
	case m.pos > 0 && (nameByte(m.src[m.pos-1]) || strings.IndexByte(")]\"", m.src[m.pos-1]) >= 0):
		m.subscripts++
		m.out[m.pos] = '('
		m.pos++
	case closing < 0:
		m.blank(1)
	default:
		m.pos += closing + 1
	}
}

// brace blanks the braces of a placeholder.
func (m *masker) brace(rest string) {
	n := 2
	for n < len(rest) && nameByte(rest[n]) {
		n++
	}
	if n > 2 && n < len(rest) && rest[1] == ':' && rest[n] == '}' {
		m.out[m.pos], m.out[m.pos+n] = ' ', ' '
		m.pos += n
	}
	m.pos++
}

func (m *masker) operator(rest string) {
	for _, op := range [...]string{"<=>", "::", ":=", "=>", "@@", "?|", "?&"} {
		if !strings.HasPrefix(rest, op) || op == "?|" && strings.HasPrefix(rest, "?||") {
			continue
		}
		copy(m.out[m.pos:], "->>"[:len(op)])
		m.pos += len(op)
		return
	}
	m.pos++
}

func (m *masker) blank(n int) {
	for range n {
		m.out[m.pos] = ' '
		m.pos++
	}
}

// nameByte reports whether b can be part of an unquoted name.
func nameByte(b byte) bool {
	return b == '_' || b == '$' || b >= 0x80 || '0' <= b && b <= '9' || 'a' <= b|0x20 && b|0x20 <= 'z'
}
