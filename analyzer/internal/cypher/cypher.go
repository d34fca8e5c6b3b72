// Package cypher reads statements in the language of graph databases and says of
// them what package sqltext says of SQL: a label is a table, a node a row, and its
// properties are columns.
//
//	MATCH (u:User {email: $email}) RETURN u      SELECT … WHERE email = :email
//	CREATE (u:User {email: $email})              INSERT
//
// It decides on statements that match nodes and return them, or create a node;
// relationships narrow what is found. MERGE counts as an upsert: it is one where a
// constraint makes the properties unique, and which constraints there are is not
// in the text.
//
// It refuses to decide on statements that pass rows on (WITH, UNWIND, CALL, UNION,
// FOREACH, OPTIONAL MATCH) or count them: these are of an unknown kind.
package cypher

import (
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
)

// maxText bounds the work per text, in bytes.
const maxText = 64 << 10

// clause is a part of a statement: the word that it starts with, and what follows.
type clause struct {
	word string
	toks []token
}

// Parse returns the statement of a text, none of an empty one.
func Parse(text string) []sqltext.Statement {
	if len(text) > maxText {
		return []sqltext.Statement{{}}
	}
	parts := clauses(tokenize(text))
	if len(parts) == 0 {
		return nil
	}
	return []sqltext.Statement{statement(parts)}
}

// clauses splits a statement at the words that start clauses. What none starts is
// a clause without a word.
func clauses(toks []token) []clause {
	var out []clause
	depth := 0
	for _, t := range toks {
		switch {
		case t.is("(") || t.is("[") || t.is("{"):
			depth++
		case t.is(")") || t.is("]") || t.is("}"):
			depth--
		}
		starts := depth == 0 && t.class == word && slices.Contains([]string{
			"match", "optional", "where", "create", "merge", "on", "set", "remove", "delete", "detach", "return", "with", "unwind", "call", "union", "foreach", "load", "order", "skip", "limit",
		}, t.name())
		switch {
		case starts:
			out = append(out, clause{word: t.name()})
		case len(out) == 0:
			out = append(out, clause{toks: []token{t}})
		default:
			last := &out[len(out)-1]
			last.toks = append(last.toks, t)
		}
	}
	return out
}

func statement(parts []clause) sqltext.Statement {
	has := func(words ...string) bool {
		return slices.ContainsFunc(parts, func(c clause) bool { return slices.Contains(words, c.word) })
	}
	switch {
	case has("", "optional", "with", "unwind", "call", "union", "foreach", "load"):
		return sqltext.Statement{}
	case has("merge"):
		return sqltext.Statement{Kind: sqltext.Merge}
	case has("create"):
		return creates(parts)
	case has("delete", "detach"):
		return sqltext.Statement{Kind: sqltext.Delete}
	case has("set", "remove"):
		return sqltext.Statement{Kind: sqltext.Update}
	case has("match"):
		return finds(parts)
	}
	return sqltext.Statement{}
}

// creates reads a statement that creates a node, the first with a label: one that
// is only tied to nodes that were matched has none.
//
//	MATCH (t:Tenant {id: $id}) CREATE (u:User {email: $email})-[:IN]->(t)
func creates(parts []clause) sqltext.Statement {
	var node pattern
	var stmt sqltext.Statement
	for _, c := range parts {
		switch {
		case c.word == "create" && stmt.Kind == sqltext.Unknown:
			if len(c.toks) == 0 || !c.toks[0].is("(") {
				return stmt // a constraint or an index
			}
			for rest := c.toks; len(rest) > 0 && node.label == ""; {
				node, rest = nextNode(rest)
			}
			if node.label == "" {
				return stmt // a relationship
			}
			stmt = sqltext.Statement{Kind: sqltext.Insert, Table: node.label}
			for _, p := range node.properties {
				stmt.Insert = append(stmt.Insert, sqltext.Assignment(p))
			}
		case c.word == "set" && stmt.Kind != sqltext.Unknown:
			stmt.Insert = append(stmt.Insert, node.assigned(c.toks)...)
		}
	}
	return stmt
}

// finds reads a statement that returns nodes by the properties of the first.
func finds(parts []clause) sqltext.Statement {
	stmt := sqltext.Statement{Kind: sqltext.Select}
	var node pattern
	for _, c := range parts {
		switch c.word {
		case "match":
			if stmt.Table != "" {
				stmt.Others = true
				continue
			}
			var rest []token
			node, rest = nextNode(c.toks)
			if node.label == "" {
				return sqltext.Statement{}
			}
			stmt.Table, stmt.Others = node.label, len(rest) > 0 || node.others
			for _, p := range node.properties {
				stmt.Where = append(stmt.Where, sqltext.Equality{Column: p.Column, Operand: p.Operand})
			}
		case "where":
			equal, others := node.condition(c.toks)
			stmt.Where, stmt.Others = append(stmt.Where, equal...), stmt.Others || others
		case "return":
			if aggregates(c.toks) {
				return sqltext.Statement{}
			}
		}
	}
	return stmt
}

// aggregates reports whether a result has a row of its own, also where nothing
// was found.
func aggregates(toks []token) bool {
	for i, t := range toks {
		if i+1 < len(toks) && toks[i+1].is("(") && slices.Contains([]string{"count", "collect", "exists", "sum", "min", "max", "avg"}, t.name()) {
			return true
		}
	}
	return false
}
