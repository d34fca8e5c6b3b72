// Package sqltext turns the text of SQL statements into the few facts that a
// search for find-then-create races needs: what a statement does, to which
// table, by which column = argument equalities, and what it says about
// conflicts and locks.
//
// It decides on PostgreSQL, MySQL/MariaDB, SQLite and SQL Server text alike,
// with parts of the text missing ([Hole]). It is a recogniser, not a parser:
// text that no database would accept still gives what can be read off it.
//
// It refuses to decide what it cannot see in the text: which unique keys
// exist, what views, triggers and stored procedures do, what a hole holds, and
// to which of several joined tables an unqualified column belongs (it takes
// the first). What is not an equality in a conjunction is not described, only
// counted as "others".
//
// A text goes through these stations, one file each:
//
//	text → mask → tokens → split at ';' → statement → query | write | session
//	                                        └── condition → operand
package sqltext

// Hole stands in a text for a part that is not known at analysis time. A hole
// in the place of a name makes that name unknown, never the statement.
const Hole = "\uFFFC"

// maxText bounds the work per text, in bytes: longer texts are data dumps, not
// statements that a program decides by.
const maxText = 64 << 10

// maxDepth bounds the nesting of sub-selects, parentheses and functions that
// is followed; what lies deeper counts as unknown.
const maxDepth = 40

// Statement is what one SQL statement says. Names are lower-case, unquoted and
// without schema or table qualifier.
type Statement struct {
	Kind    Kind
	Dialect Dialect // what the text itself gives away, else Unspecified

	// Table is the main table, the first of a FROM clause: "" when unknown.
	// When holes make it unknown, TablePattern is the name with the holes in
	// it and TableHole is 1 + the number of its first hole in the whole text.
	Table        string
	Schema       string // the table's qualifier, "" when there is none
	TablePattern string
	TableHole    int

	// Where holds the AND-ed equalities on columns of Table. Others says that
	// further predicates narrow or widen the rows: OR, <>, LIKE, IS NULL, IN,
	// sub-queries, holes, inner joins, UNION.
	Where  []Equality
	Others bool
	// Alternatives holds the equalities in the branches of OR-ed parts.
	Alternatives []Equality
	// Narrowed are the columns of Table that have one of several values: those
	// of IN and = ANY, and those that a join compares with another table's.
	Narrowed []string

	Projection        Projection
	NegatedProjection bool // the projection is true when there is no row

	// Insert holds what an INSERT stores, or what an UPDATE sets. Of several
	// VALUES rows it is the first. Column is "" where the statement names none.
	Insert          []Assignment
	OnConflict      OnConflict
	ConflictColumns []string // of ON CONFLICT (a, b)

	// NotExists marks an INSERT that itself looks for the row first, such as
	// INSERT … SELECT … WHERE NOT EXISTS (SELECT …). Where and Others are
	// those of the sub-select.
	NotExists bool

	RowLock    bool // FOR UPDATE, FOR SHARE, LOCK IN SHARE MODE, WITH (UPDLOCK)
	SharedLock bool // the RowLock lets others hold it as well
	Returning  bool // RETURNING, OUTPUT

	// Serializable is set for BEGIN and SET with ISOLATION LEVEL SERIALIZABLE,
	// for BEGIN IMMEDIATE and EXCLUSIVE, and for the table hints HOLDLOCK and
	// SERIALIZABLE.
	Serializable bool
	Limit        bool // LIMIT, TOP, FETCH FIRST

	// OpenTail says that a hole stands where further clauses could: the
	// statement may have a conflict clause or a lock that is not seen.
	OpenTail bool

	// Placeholders is the number of positional arguments the statement takes:
	// the count of ?, or the highest number of $1, @p1, ?1, :1.
	Placeholders int
}

// Equality is column = operand, or Func(column) = operand.
type Equality struct {
	Column  string
	Func    string // lower-case name of the function or cast around the column
	Operand Operand
}

// Assignment is one column and what it gets.
type Assignment struct {
	Column  string
	Operand Operand
}

// Operand is the value side of an equality or an assignment.
type Operand struct {
	Kind  OperandKind
	Index int    // Placeholder: 0-based argument index; HoleOperand: 0-based number of the hole in the text
	Name  string // Named: name without sigil; ColumnOperand: column name, "" when unknown
	Text  string // Literal: the text, strings unquoted; HoleOperand: the text around the hole, with the hole
	Func  string // lower-case name of the function or cast around it: lower($1), $1::text, nullif($1, '')
}

// Condition is what a fragment of a WHERE clause says.
type Condition struct {
	Equalities   []Equality
	Alternatives []Equality // in the branches of OR-ed parts
	Narrowed     []string   // columns that have one of several values
	Others       bool
	Placeholders int
}

// Parse returns the statements of text, split at top-level semicolons; empty
// ones are left out. A text that is too long gives one Unknown statement.
// Placeholder indices start anew in each statement.
func Parse(text string) []Statement {
	if len(text) > maxText {
		return []Statement{{}}
	}
	var out []Statement
	for _, toks := range split(tokenize(text)) {
		out = append(out, parseStatement(toks))
	}
	return out
}

// ParseCondition returns what fragment, the text of a WHERE clause without the
// word WHERE, says: "name = ? AND x = ?". Qualifiers of columns are dropped.
func ParseCondition(fragment string) Condition {
	if len(fragment) > maxText {
		return Condition{Others: true}
	}
	toks := tokenize(fragment)
	n := numberArguments(toks)
	link(toks)
	if len(toks) > 0 && toks[0].is("where") {
		toks = toks[1:]
	}
	w := predicates{}
	w.conjunction(toks, 0)
	return Condition{Equalities: w.equalities, Alternatives: w.either, Narrowed: w.narrowed, Others: w.others || len(w.absent) > 0, Placeholders: n}
}
