package sqltext

import (
	"strconv"
	"strings"
)

// maxSchema bounds the size of a text that Changes reads, in bytes. Texts of a
// schema are longer than statements that a program decides by.
const maxSchema = 4 << 20

// Change is one step in the history of a schema: what a DDL statement, or one
// action of an ALTER TABLE, does to one table. Names are lower-case, unquoted
// and without qualifier. A name with a hole in it is "".
type Change struct {
	Kind   ChangeKind
	Table  string
	Schema string // the table's qualifier, "" when there is none
	// Name is what is dropped or renamed: a column, a constraint or an index.
	// Of CopyTable it is the table that is copied, of AddUsing the index, of
	// Unread the beginning of the statement.
	Name string
	To   string // the new name of a rename
	// IfNotExists says that nothing changes when the table is there already.
	IfNotExists bool
	Columns     []ColumnDef // of CreateTable, AddColumn and ChangeColumn
	Keys        []UniqueKey // of CreateTable, AddColumn, ChangeColumn, AddKey and AddUsing
	Dialect     Dialect     // what the statement itself gives away
	Line        int         // of the statement in the text, from 1
}

// ColumnDef is one column of a table.
type ColumnDef struct {
	Name string
	Type string // first word of its type, "" when none is given
	// NotNull says that the column is declared NOT NULL or a primary key.
	NotNull bool
	// Generated says that the database gives each row a value of its own:
	// serial, identity, AUTO_INCREMENT, DEFAULT gen_random_uuid().
	Generated bool
}

// UniqueKey is a set of columns or expressions that are unique together.
type UniqueKey struct {
	Name    string // "" when the database chooses it
	Parts   []KeyPart
	Primary bool
	// Index says that it is an index that no constraint uses.
	Index bool
	// NullsEqual says that two NULLs are equal: NULLS NOT DISTINCT.
	NullsEqual bool
	// Where are the conditions of a partial index. Partial says that there are
	// conditions beyond those.
	Where   []Require
	Partial bool
}

// KeyPart is a column, or an expression over columns.
type KeyPart struct {
	Column string   // "" for an expression
	Expr   string   // its text without blanks and casts: lower(email)
	Reads  []string // the columns that the expression reads
}

// Require is a condition that a row meets to be in a partial index.
type Require struct {
	Column string
	Kind   RequireKind
	Value  string // of Equals and Differs: the literal, strings unquoted
}

// Changes returns what a text does to tables, in its order: each statement,
// and the statements of DO blocks. Statements that concern no unique key give
// nothing; what should and cannot be read gives an Unread change, and so does
// a text that is too long.
func Changes(text string) []Change {
	if len(text) > maxSchema {
		return []Change{{Kind: Unread, Name: "a text of " + strconv.Itoa(len(text)>>20) + " MB"}}
	}
	text = dropData(text)
	var out []Change
	line, last := 1, 0 // the line at the byte last
	for _, toks := range split(tokens(text, false)) {
		line += strings.Count(text[last:toks[0].pos], "\n")
		last = toks[0].pos
		for _, c := range changesOf(toks, 0) {
			c.Line = line
			out = append(out, c)
		}
	}
	return out
}

// changesOf reads one statement.
func changesOf(toks []token, depth int) []Change {
	for len(toks) > 1 && toks[0].class == hole {
		toks = toks[1:] // the condition of a template
	}
	if depth > maxDepth || len(toks) == 0 {
		return nil
	}
	link(toks)
	var out []Change
	switch toks[0].text {
	case "create":
		out = create(toks)
	case "alter":
		out = alter(toks)
	case "drop":
		out = dropped(toks)
	case "rename":
		out = renamed(toks)
	case "do":
		return block(toks, depth)
	default:
		if unknownWord(toks) {
			out = unread(toks)
		}
	}
	d := dialect(toks)
	for i := range out {
		out[i].Dialect = d
	}
	return out
}

// unknownWord reports whether a statement begins with no word that a database
// knows, so that the text is probably none of SQL.
func unknownWord(toks []token) bool {
	r := &reader{ctes: map[string]Statement{}}
	return toks[0].class == word && r.dispatch(toks, 0).Kind == Unknown &&
		!toks[0].in("insert", "update", "delete", "select", "set", "with", "merge", "replace", "upsert", "if", "begin", "end",
			"delimiter", "go", "print", "lock", "start", "raise", "notify", "checkpoint", "security", "discard", "flush", "handler",
			"cluster", "reassign", "import", "open", "return", "while", "loop", "for", "elseif", "elsif", "else", "exception", "declare")
}

// block reads the statements in the body of DO $$ … $$, which are what the
// block does if its conditions hold:
//
//	DO $$ BEGIN IF NOT EXISTS (…) THEN ALTER TABLE …; END IF; END $$
func block(toks []token, depth int) []Change {
	var out []Change
	for _, t := range toks {
		if t.class != text || t.quote != '$' && t.quote != '\'' {
			continue
		}
		for _, stmt := range split(tokens(t.text, false)) {
			for start := range stmt {
				first := start == 0 || stmt[start-1].in("begin", "then", "else", "loop", "execute")
				if first && stmt[start].in("create", "alter", "drop", "do") {
					out = append(out, changesOf(stmt[start:], depth+1)...)
					break
				}
			}
		}
	}
	return out
}

// unread is a statement that should have been readable.
func unread(toks []token) []Change {
	var words []string
	for _, t := range toks[:min(len(toks), 6)] {
		words = append(words, t.text)
	}
	return []Change{{Kind: Unread, Name: strings.Join(words, " ")}}
}

// dropData leaves out what psql reads and no database does: the rows behind
// COPY … FROM stdin, and lines that begin with a backslash. Lines keep their
// number.
func dropData(text string) string {
	if !strings.Contains(text, "\n\\") && !strings.HasPrefix(text, "\\") {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	data := false
	for line := range strings.Lines(text) {
		lower := ""
		if len(line) > 4 && line[0]|0x20 == 'c' {
			lower = strings.ToLower(line)
		}
		switch {
		case strings.HasPrefix(line, "\\"):
			data = false
			b.WriteByte('\n')
		case data:
			b.WriteByte('\n')
		case strings.HasPrefix(lower, "copy ") && strings.Contains(lower, " from stdin"):
			data = true
			b.WriteByte('\n')
		default:
			b.WriteString(line)
		}
	}
	return b.String()
}
