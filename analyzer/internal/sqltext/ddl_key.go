package sqltext

import (
	"slices"
	"strings"
)

// keyParts reads the list of an index.
//
//	a DESC NULLS LAST, `b`(191), c varchar_pattern_ops, lower(d), (data->>'id'), coalesce(e, 0)
func keyParts(toks []token) []KeyPart {
	var out []KeyPart
	for _, item := range list(toks) {
		if len(item) > 0 {
			out = append(out, keyPart(item))
		}
	}
	return out
}

func keyPart(toks []token) KeyPart {
	end := len(toks)
	for i := 1; i < len(toks); i = next(toks, i) {
		if toks[i].in("asc", "desc", "nulls", "collate") {
			end = i
			break
		}
	}
	toks = toks[:end]
	if p, i := readPath(toks, 0); p.parts > 0 && (i == len(toks) || plainTail(toks[i:])) {
		return KeyPart{Column: p.name}
	}
	toks, _ = enclosed(toks)
	if len(toks) == 1 {
		return KeyPart{Column: toks[0].ident()}
	}
	return KeyPart{Expr: expression(toks), Reads: reads(toks)}
}

// plainTail reports whether what follows a column's name in an index leaves it
// a column: the length of a prefix, the name of an operator class.
func plainTail(toks []token) bool {
	if toks[0].is("(") {
		inside, behind := group(toks, 0)
		return len(inside) == 1 && inside[0].class == number && behind == len(toks)
	}
	return toks[0].class == word && !toks[0].in("is", "in", "and", "or", "not", "like")
}

// expression is the text of an expression without blanks, casts and
// parentheses that only group: lower((email)::text) is lower(email).
func expression(toks []token) string {
	var b strings.Builder
	for i := 0; i < len(toks); i++ {
		t := toks[i]
		switch {
		case t.is("::"):
			for i+1 < len(toks) && toks[i+1].named() {
				i++
			}
			if at(toks, i+1).is("(") {
				i = next(toks, i+1) - 1
			}
		case t.is("(") && !callee(toks, i) && single1(toks, i):
			b.WriteString(expression(toks[i+1 : i+2]))
			i += 2
		case t.class == text:
			b.WriteString("'" + t.text + "'")
		default:
			b.WriteString(t.text)
		}
	}
	return b.String()
}

// callee reports whether the parenthesis at i follows the name of a function.
func callee(toks []token, i int) bool {
	return i > 0 && toks[i-1].named() && !toks[i-1].in("in", "and", "or", "not", "when", "then", "else", "case")
}

// single1 reports whether the parenthesis at i encloses one token.
func single1(toks []token, i int) bool { return at(toks, i+2).is(")") && toks[i].skip == 2 }

// reads lists the columns of an expression: the names that are no functions,
// types or keywords.
func reads(toks []token) []string {
	var out []string
	for i, t := range toks {
		name := t.ident()
		keyword := t.in("case", "when", "then", "else", "end", "is", "not", "null", "and", "or", "in", "like", "true", "false", "as", "at",
			"time", "zone", "from", "distinct", "collate", "asc", "desc")
		if name == "" || keyword || at(toks, i+1).is("(") || at(toks, i-1).in("::", "as", "collate") || slices.Contains(out, name) {
			continue
		}
		out = append(out, name)
	}
	return out
}

// tail reads what follows the list of a key.
func (k *UniqueKey) tail(toks []token) {
	for i := 0; i < len(toks); i = next(toks, i) {
		switch {
		case sequence(toks, i, "nulls", "not", "distinct"):
			k.NullsEqual = true
		case toks[i].is("where"):
			k.require(toks[i+1:], 0)
			return
		}
	}
}

// require reads the condition of a partial index.
func (k *UniqueKey) require(toks []token, depth int) {
	toks, _ = enclosed(toks)
	if find(toks, 0, "or", "between") < len(toks) || depth > maxDepth || len(toks) == 0 {
		k.Partial = true
		return
	}
	if and := find(toks, 0, "and"); and < len(toks) {
		k.require(toks[:and], depth+1)
		k.require(toks[and+1:], depth+1)
		return
	}
	if r, ok := requirement(toks); ok {
		k.Where = append(k.Where, r)
		return
	}
	k.Partial = true
}

// requirement reads one condition: a, NOT a, a IS [NOT] NULL, a = 'x', a <> 0,
// a IS TRUE.
func requirement(toks []token) (Require, bool) {
	negated := at(toks, 0).is("not")
	if negated {
		toks = toks[1:]
		toks, _ = enclosed(toks)
	}
	var plain []token // without casts and parentheses around one name
	for i := 0; i < len(toks); i++ {
		switch {
		case toks[i].is("::"):
			i++
		case toks[i].is("(") && !callee(toks, i) && single1(toks, i):
			plain = append(plain, toks[i+1])
			i += 2
		default:
			plain = append(plain, toks[i])
		}
	}
	p, i := readPath(plain, 0)
	rest := plain[min(i, len(plain)):]
	r := Require{Column: p.name}
	switch {
	case p.name == "":
		return r, false
	case len(rest) == 0:
		r.Kind, r.Value = Equals, "true"
		if negated {
			r.Value = "false"
		}
		return r, true
	case negated:
		return r, false
	case len(rest) == 2 && sequence(rest, 0, "is", "null"):
		r.Kind = IsNull
		return r, true
	case len(rest) == 3 && sequence(rest, 0, "is", "not", "null"):
		r.Kind = NotNull
		return r, true
	case len(rest) == 2 && rest[0].in("=", "is", "<>", "!=", "=="):
		v := single(rest[1])
		r.Kind, r.Value = Equals, v.Text
		if rest[0].in("<>", "!=") {
			r.Kind = Differs
		}
		return r, v.Kind == Literal
	}
	return r, false
}
