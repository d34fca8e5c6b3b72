package sqltext

// Kind is what a statement does.
type Kind uint8

// The kinds. LockTable is given only for locks that keep another holder out or
// other writers waiting; savepoints, PRAGMA, CALL and the like are Other.
const (
	Unknown Kind = iota
	Select
	Insert
	Update
	Delete
	Merge
	Begin
	Commit
	Rollback
	Set
	LockTable
	AdvisoryLock
	AdvisoryUnlock
	DDL
	Other
)

// String returns the name of the kind.
func (k Kind) String() string {
	return name(k, "Unknown", "Select", "Insert", "Update", "Delete", "Merge", "Begin", "Commit", "Rollback",
		"Set", "LockTable", "AdvisoryLock", "AdvisoryUnlock", "DDL", "Other")
}

// Projection is how the result of a SELECT says that no row was found.
type Projection uint8

// The projections.
const (
	Rows   Projection = iota // no row
	Exists                   // false (true when negated)
	Count                    // zero
	Scalar                   // one row, with NULL or a default in it
)

// String returns the name of the projection.
func (p Projection) String() string { return name(p, "Rows", "Exists", "Count", "Scalar") }

// OnConflict is what an INSERT does when a unique key is taken already.
type OnConflict uint8

// The conflict clauses.
const (
	NoClause  OnConflict = iota // it fails
	DoNothing                   // ON CONFLICT DO NOTHING, INSERT IGNORE, INSERT OR IGNORE
	DoUpdate                    // ON CONFLICT DO UPDATE, ON DUPLICATE KEY UPDATE; also a clause whose action is a hole
	DoReplace                   // REPLACE INTO, INSERT OR REPLACE, UPSERT INTO
	DoSelect                    // ON CONFLICT DO SELECT
)

// String returns the name of the clause.
func (c OnConflict) String() string {
	return name(c, "NoClause", "DoNothing", "DoUpdate", "DoReplace", "DoSelect")
}

// OperandKind is what an operand is made of.
type OperandKind uint8

// The operand kinds.
const (
	OtherOperand  OperandKind = iota // anything not below; Func tells the outermost function
	Placeholder                      // ?, $1, @p1, ?1, :1
	Named                            // :name, @name, $name
	Literal                          // 'text', 42, true
	ColumnOperand                    // a column
	HoleOperand                      // a hole, '…hole…', $hole
)

// String returns the name of the operand kind.
func (k OperandKind) String() string {
	return name(k, "OtherOperand", "Placeholder", "Named", "Literal", "ColumnOperand", "HoleOperand")
}

// Dialect is a family of databases.
type Dialect uint8

// The dialects.
const (
	Unspecified Dialect = iota
	Postgres
	MySQL
	SQLite
	SQLServer
)

// DialectNames are the words by which users and models name dialects.
func DialectNames() []string { return []string{"postgres", "mysql", "sqlite", "sqlserver"} }

// DialectNamed returns the dialect of that name, Unspecified when there is none.
func DialectNamed(name string) Dialect {
	for i, n := range DialectNames() {
		if n == name {
			return Postgres + Dialect(i)
		}
	}
	return Unspecified
}

// String returns the name of the dialect.
func (d Dialect) String() string {
	return name(d, "Unspecified", "Postgres", "MySQL", "SQLite", "SQLServer")
}

// name picks the v-th of names.
func name[E ~uint8](v E, names ...string) string {
	if int(v) < len(names) {
		return names[v]
	}
	return "?"
}
