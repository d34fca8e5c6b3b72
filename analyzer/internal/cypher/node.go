package cypher

import (
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// pattern is what a statement says of a node: (u:User {email: $email}).
type pattern struct {
	variable, label string
	properties      []property
	others          bool // there is more than properties and their values
}

type property struct {
	Column  string
	Operand sqltext.Operand
}

// nextNode reads the first node in toks, and returns what follows it. There is
// none without parentheses.
func nextNode(toks []token) (node pattern, rest []token) {
	for len(toks) > 0 && !toks[0].is("(") {
		toks = toks[1:]
	}
	inside, rest := group(toks)
	if len(inside) > 0 && !inside[0].is(":") && !inside[0].is("{") {
		node.variable, inside = inside[0].name(), inside[1:]
	}
	for len(inside) > 1 && inside[0].is(":") {
		if node.label == "" {
			node.label = inside[1].name()
		}
		inside = inside[2:]
	}
	if len(inside) > 0 && inside[0].is("{") {
		entries, more := group(inside)
		node.properties, inside = readMap(entries), more
	}
	node.others = len(inside) > 0
	return node, rest
}

// group returns what stands between the bracket that toks start with and the one
// that closes it, and what follows.
func group(toks []token) (inside, rest []token) {
	depth := 0
	for i, t := range toks {
		switch {
		case t.is("(") || t.is("[") || t.is("{"):
			depth++
		case t.is(")") || t.is("]") || t.is("}"):
			if depth--; depth == 0 {
				return toks[1:i], toks[i+1:]
			}
		}
	}
	return nil, nil
}

// split cuts toks at a sign or word that is in no brackets.
func split(toks []token, at string) [][]token {
	var out [][]token
	depth, from := 0, 0
	for i, t := range toks {
		switch {
		case t.is("(") || t.is("[") || t.is("{"):
			depth++
		case t.is(")") || t.is("]") || t.is("}"):
			depth--
		case depth == 0 && t.is(at):
			out = append(out, toks[from:i])
			from = i + 1
		}
	}
	return append(out, toks[from:])
}

// readMap reads the entries of a map: email: $email, name: 'x'.
func readMap(toks []token) []property {
	var out []property
	for _, e := range split(toks, ",") {
		if len(e) > 2 && e[1].is(":") && e[0].name() != "" {
			out = append(out, property{e[0].name(), operand(e[2:])})
		}
	}
	return out
}

// operand reads a value; what is no parameter and no literal is of no known kind.
func operand(toks []token) sqltext.Operand {
	if len(toks) != 1 {
		return sqltext.Operand{}
	}
	switch t := toks[0]; {
	case t.class == param:
		return sqltext.Operand{Kind: sqltext.Named, Name: t.text}
	case t.class == text && !strings.Contains(t.text, sqltext.Hole), t.class == number, t.is("true"), t.is("false"):
		return sqltext.Operand{Kind: sqltext.Literal, Text: t.text}
	}
	return sqltext.Operand{}
}

// condition reads a WHERE clause: equalities of the node's properties, and whether
// there is anything else.
func (n pattern) condition(toks []token) (equal []sqltext.Equality, others bool) {
	if len(split(toks, "or")) > 1 || len(split(toks, "xor")) > 1 {
		return nil, true
	}
	for _, part := range split(toks, "and") {
		column, value, ok := n.equality(part)
		if !ok {
			others = true
			continue
		}
		equal = append(equal, sqltext.Equality{Column: column, Operand: value})
	}
	return equal, others
}

// assigned reads a SET clause: u.email = $email, u.name = $name.
func (n pattern) assigned(toks []token) []sqltext.Assignment {
	var out []sqltext.Assignment
	for _, part := range split(toks, ",") {
		column, value, _ := n.equality(part) // SET u += $properties may set any
		out = append(out, sqltext.Assignment{Column: column, Operand: value})
	}
	return out
}

// equality reads u.email = $email, with the property on the left.
func (n pattern) equality(toks []token) (column string, value sqltext.Operand, ok bool) {
	if len(toks) > 2 && toks[0].is("(") {
		if inside, rest := group(toks); len(rest) == 0 {
			toks = inside
		}
	}
	if len(toks) != 5 || !toks[1].is(".") || !toks[3].is("=") || toks[0].name() == "" || toks[0].name() != n.variable {
		return "", sqltext.Operand{}, false
	}
	return toks[2].name(), operand(toks[4:]), true
}
