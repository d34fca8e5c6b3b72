// Package model holds what toctou knows about libraries: which of their
// functions and methods find, create, lock, begin a transaction or read an
// outcome, and how each says "absent" and "lost the race".
//
// A model is data: one YAML file per Go package, built in under builtin/ or
// written by the user in the same schema. This package decides whether such a
// file is well formed and which types.Object each entry names. It refuses to
// decide what a call means in a program: that is package op's business.
package model

import "github.com/toctou-lint/toctou/analyzer/internal/strict"

// Version is the only schema version this build understands.
const Version = 1

// File is one model: everything known about one Go package.
type File struct {
	Schema  int    `yaml:"schema" json:"schema"`   // must be Version
	Package string `yaml:"package" json:"package"` // import path without its major-version suffix
	Store   string `yaml:"store" json:"store"`     // short name used in messages and disable-stores
	// Process says that the store lives in the process's own memory, so that
	// an in-process lock in front of it is enough.
	Process bool `yaml:"process,omitempty" json:"process,omitempty"`
	// Holds says that the store holds values by key rather than rows, and what such
	// a value is called in messages: file, key, entry.
	Holds string `yaml:"holds,omitempty" json:"holds,omitempty"`
	// Separate says that every handle has keys of its own, as maps have; else all
	// handles of the store see the same keys.
	Separate bool `yaml:"separate,omitempty" json:"separate,omitempty"`
	// Contexts says that arguments are counted with a context in front, which some versions do without.
	Contexts bool `yaml:"contexts,omitempty" json:"contexts,omitempty"`
	// Contextual says that a transaction travels in a context, not in a handle.
	Contextual bool `yaml:"contextual,omitempty" json:"contextual,omitempty"`
	// Like is a package with a built-in model that holds for this one as well: a
	// fork, or the library under another path.
	Like     string         `yaml:"like,omitempty" json:"like,omitempty"`
	Types    []Type         `yaml:"types,omitempty" json:"types,omitempty"`
	Calls    []Call         `yaml:"calls,omitempty" json:"calls,omitempty"`
	Rows     *Rows          `yaml:"rows,omitempty" json:"rows,omitempty"`
	Conflict []ConflictForm `yaml:"conflict,omitempty" json:"conflict,omitempty"`
	// ForeignKey is how an error says that a row which is referred to is missing:
	// codes as their exact constant text, and sentinels and tests (import path "."
	// name). Those that a version of the package does not have are passed over.
	ForeignKey []string `yaml:"foreign-key,omitempty" json:"foreign-key,omitempty"`
	// Declares lists struct types whose values, in the variables of generated
	// code, say what the schema is.
	Declares []Declares `yaml:"declares,omitempty" json:"declares,omitempty"`
	// Aliases lists sentinels that errors.Is takes for one another.
	Aliases []Alias `yaml:"aliases,omitempty" json:"aliases,omitempty"`
	// Zeros lists variables that hold the zero value of their type (uuid.Nil). Those
	// that a version of the package does not have are passed over.
	Zeros []string `yaml:"zeros,omitempty" json:"zeros,omitempty"`
	// Serializable lists constants that, given as an isolation level, make a
	// transaction serializable, as their exact constant text ("6", "serializable").
	Serializable []string `yaml:"serializable,omitempty" json:"serializable,omitempty"`
	// Atomic is how to find and create in one step with this store, for
	// messages: a verb phrase.
	Atomic  string `yaml:"atomic,omitempty" json:"atomic,omitempty"`
	Dialect string `yaml:"dialect,omitempty" json:"dialect,omitempty"` // of SQL that a driver speaks: postgres, mysql, sqlite, sqlserver
	// Language is that of the statements which calls with sql send, other than SQL.
	Language Language `yaml:"language,omitempty" json:"language,omitempty"`
	// Fix has what suggested fixes add to this library's calls.
	Fix *Fixes `yaml:"fix,omitempty" json:"fix,omitempty"`

	at *strict.Problems // where it stands, for errors
}

// Type gives a role to a named type of the package.
type Type struct {
	Name string   `yaml:"name" json:"name"`
	Role TypeRole `yaml:"role" json:"role"`
	// Optional says that the type may be missing in some versions.
	Optional bool `yaml:"optional,omitempty" json:"optional,omitempty"`
	// Redeclared says that generated code embeds the type and declares its
	// methods again with narrower results: those do what the type's own do.
	Redeclared bool `yaml:"redeclared,omitempty" json:"redeclared,omitempty"`
	// InPlace says that a builder's methods change it: also those whose results
	// nobody uses add to the statement.
	InPlace bool `yaml:"in-place,omitempty" json:"in-place,omitempty"`
	// Generated and Beside are those of Call, for the type.
	Generated bool   `yaml:"generated,omitempty" json:"generated,omitempty"`
	Beside    string `yaml:"beside,omitempty" json:"beside,omitempty"`
}

// TypeRole is what values of a type are for.
type TypeRole string

// The roles of types.
const (
	Connection  TypeRole = "connection"  // a handle on the store
	Transaction TypeRole = "transaction" // a handle inside a transaction
	Optimistic  TypeRole = "optimistic"  // a handle whose commit fails if what it read has changed
	Builder     TypeRole = "builder"     // a statement under construction
	Outcome     TypeRole = "outcome"     // carries a find's answer until it is read
	Lock        TypeRole = "lock"
	Conflicting TypeRole = "conflict" // an error type that can say "unique violation"
	// Equalities is a map of columns to values. Of a package that has a model,
	// no other map type is one: sq.Eq is, sq.NotEq is not.
	Equalities TypeRole = "equalities"
	// Collection is a handle on one table: the call that made it has named it.
	Collection TypeRole = "collection"
	// Columns is a struct whose fields hold the names of the columns they are named after.
	Columns TypeRole = "columns"
	Wrapper TypeRole = "wrapper" // a struct of which one field is filled in: that is what matters
	// Alternatives is a list of predicates of which one is enough.
	Alternatives TypeRole = "alternatives"
	// Retry: a function that returns one beside its error, or whose receiver has
	// one, is run again when it fails.
	Retry TypeRole = "retry"
	// Command: a function that is given one runs because somebody typed a command.
	Command TypeRole = "command"
)

// Verb is what a call does.
type Verb string

// The verbs of calls.
const (
	Find         Verb = "find"
	Create       Verb = "create"
	Save         Verb = "save"           // inserts or updates by primary key: a create in the absent world
	Upsert       Verb = "upsert"         // atomic find-and-create
	FindOrCreate Verb = "find-or-create" // find-then-create inside one call
	Update       Verb = "update"
	Delete       Verb = "delete"
	Filter       Verb = "filter"    // adds to the statement under construction
	Predicate    Verb = "predicate" // makes a condition for a filter or a find to take
	SetColumn    Verb = "set"       // gives a column of the row under construction the value key
	Read         Verb = "read"      // reads a find's outcome
	Begin        Verb = "begin"
	Commit       Verb = "commit"
	Rollback     Verb = "rollback"
	RunTx        Verb = "transaction" // runs a callback inside a transaction
	DoLock       Verb = "lock"
	DoUnlock     Verb = "unlock"
	Exclusive    Verb = "exclusive"       // runs a callback that no other call with the same key runs meanwhile
	Spawn        Verb = "spawn"           // runs a callback while others go on
	Await        Verb = "await"           // waits for what another call does; returns the error of what recv has spawned
	IsConflict   Verb = "conflict-test"   // reports whether an error is a unique violation
	IsAbsent     Verb = "absence-test"    // reports whether an error says "not found"
	NotConflict  Verb = "ignore-conflict" // returns the error it is given, nil for a unique violation
	NotAbsent    Verb = "ignore-absence"  // returns the error it is given, nil for "not found"
	Wrap         Verb = "wrap"            // returns an error that wraps its arguments; nil when all are nil
	Unwrap       Verb = "unwrap"          // returns what an error wraps
	IsError      Verb = "is-error"        // reports whether an error is key, as errors.Is does
	AsError      Verb = "as-error"        // gives dest the error of its type in an error, as errors.As does
	ErrorCode    Verb = "error-code"      // returns the constant that says which error it is
	Format       Verb = "format"          // fills the verbs of the format key: a text, or an error that wraps what %w stands for
	Contains     Verb = "contains"        // reports whether a text, perhaps an error's, has key in it
	IsZero       Verb = "zero-test"       // reports whether outcome is nil, empty or otherwise zero
	Among        Verb = "among"           // looks in the list outcome for key, or for an element that body says yes to
	Collect      Verb = "collect"         // makes a list of the list outcome, or a map: body makes an element or a key of each
	Pure         Verb = "pure"            // a function of its arguments only
	Fresh        Verb = "fresh"           // returns a value that was never seen before
	Coarse       Verb = "coarse"          // a function of its arguments under which fresh ones agree: the hour of a time
	Copy         Verb = "copy"            // fills dest with the fields of the same names of key
	NamedArg     Verb = "named-argument"  // gives the placeholder named entity the value key
	Nothing      Verb = "nothing"
)

// Call describes one or more functions or methods that behave alike.
//
// Paths are bracket-free: recv, argN (receiver not counted), argN.. (from N to
// the end, the variadic tail), resultN, body.paramN, each with .Field suffixes
// (arg1..Isolation for a field of what the tail holds). N counts arguments as
// the source has them, so that arg2 of f(a int, b ...int) is the second of b.
//
// A builder's chain carries what its steps said. A step has returns; a call at
// the end of the chain uses what it carries wherever a path is recv: "sql: recv"
// runs the text that an earlier "does: filter" with sql gave (gorm's Raw, a
// prepared statement), "entity: recv" is the receiver's type argument.
//
// A predicate says with condition, or with column and key, what it demands;
// with returns it demands what the predicate there does as well.
//
// A filter without returns starts a chain: a package function that makes a
// statement. The chain's handle is what it starts from, or what a step's handle
// says. A call with text does not run the statement: it returns its SQL, which
// does what the call says when another call sends it.
//
// A lock whose result is a bool is held where that is true, one whose result
// is an error where that is nil.
type Call struct {
	Types    []string `yaml:"types,omitempty" json:"types,omitempty"`       // receiver types; none: package functions
	Methods  []string `yaml:"methods" json:"methods"`                       // method or function names
	Optional bool     `yaml:"optional,omitempty" json:"optional,omitempty"` // may be missing in some versions
	// Generated says that the functions are not the package's own: they stand in
	// code that is generated for a program, in packages that import this one. A
	// * in a type's name is the name of a struct beside it, the entity, or what the *
	// of beside stands for; a * in a method's is a column, and column: "*" stands for it.
	Generated  bool      `yaml:"generated,omitempty" json:"generated,omitempty"`
	Yields     string    `yaml:"yields,omitempty" json:"yields,omitempty"` // the type, named with a *, that a generated function returns
	Beside     string    `yaml:"beside,omitempty" json:"beside,omitempty"` // a constant or type, named with a *, that the generated package has as well
	Word       *Word     `yaml:"word,omitempty" json:"word,omitempty"`     // what tells this entry from others of the function
	Does       Verb      `yaml:"does,omitempty" json:"does,omitempty"`
	SQL        Path      `yaml:"sql,omitempty" json:"sql,omitempty"`               // the statement's text decides what the call does
	Condition  Path      `yaml:"condition,omitempty" json:"condition,omitempty"`   // a fragment: "a = ?", a struct, a map, or a primary key; following arguments fill its placeholders
	Key        []Path    `yaml:"key,omitempty" json:"key,omitempty"`               // the arguments of the statement's or condition's placeholders, or the key itself
	Named      Path      `yaml:"named,omitempty" json:"named,omitempty"`           // a struct or map that fills :name placeholders
	Column     string    `yaml:"column,omitempty" json:"column,omitempty"`         // the column that key is compared with; primary-key stands for the entity's
	ColumnOf   Path      `yaml:"column-of,omitempty" json:"column-of,omitempty"`   // what names that column: a string, or the struct field that a column object was read from
	Columns    []Path    `yaml:"columns,omitempty" json:"columns,omitempty"`       // the columns of the condition, a struct, that count; the primary key when there are none
	Projection Path      `yaml:"projection,omitempty" json:"projection,omitempty"` // what a statement selects, as SQL: it may count
	Names      Path      `yaml:"names,omitempty" json:"names,omitempty"`           // columns of the row, that values follow …
	Values     Path      `yaml:"values,omitempty" json:"values,omitempty"`         // … in the same order
	Text       Path      `yaml:"text,omitempty" json:"text,omitempty"`             // the result that is the statement's SQL
	Tail       Path      `yaml:"tail,omitempty" json:"tail,omitempty"`             // SQL that is put behind the statement
	Negated    bool      `yaml:"negated,omitempty" json:"negated,omitempty"`       // the condition excludes rather than selects
	Any        bool      `yaml:"any,omitempty" json:"any,omitempty"`               // the condition is an alternative (OR)
	Entity     Path      `yaml:"entity,omitempty" json:"entity,omitempty"`         // names the table: a row, a pointer to one, or a string
	Row        Path      `yaml:"row,omitempty" json:"row,omitempty"`               // what is created
	Fills      bool      `yaml:"fills,omitempty" json:"fills,omitempty"`           // a find that finds nothing writes what it looked for to dest
	Dest       []Path    `yaml:"dest,omitempty" json:"dest,omitempty"`             // where the find writes its answer
	Returns    Path      `yaml:"returns,omitempty" json:"returns,omitempty"`       // recv or argN: the (first) result continues its chain
	Outcome    Path      `yaml:"outcome,omitempty" json:"outcome,omitempty"`       // the object that holds the answer until a read; of a read function, the object it reads
	Error      Path      `yaml:"error,omitempty" json:"error,omitempty"`           // where a failure shows up; of a wrap or a test, the error it is about
	Absent     []Sign    `yaml:"absent,omitempty" json:"absent,omitempty"`
	Adds       []Adds    `yaml:"adds,omitempty" json:"adds,omitempty"`
	Gives      []Given   `yaml:"gives,omitempty" json:"gives,omitempty"`
	Body       Path      `yaml:"body,omitempty" json:"body,omitempty"`
	Handle     Path      `yaml:"handle,omitempty" json:"handle,omitempty"`
	Isolation  Path      `yaml:"isolation,omitempty" json:"isolation,omitempty"`
	Guarantee  Guarantee `yaml:"guarantee,omitempty" json:"guarantee,omitempty"`
	Loser      Loser     `yaml:"loser,omitempty" json:"loser,omitempty"` // what a create does that finds its key taken
	Once       *Once     `yaml:"once,omitempty" json:"once,omitempty"`   // how to create only what is not there, for fixes
	// Upsert, for fixes, stands where the create stands, and what it is given, and
	// leaves alone what is there: columns are the unique key's, arg0 the argument.
	Upsert string `yaml:"upsert,omitempty" json:"upsert,omitempty"`
}

// Guarantee is what a transaction promises without being asked.
type Guarantee string

// The guarantees.
const (
	NoGuarantee  Guarantee = ""
	Serializable Guarantee = "serializable"
	Watched      Guarantee = "optimistic"
)

// Sign is one way in which absence shows: an error that is a sentinel, or a
// place that is left zero, false, nil or empty.
type Sign struct {
	Error Path   `yaml:"error,omitempty" json:"error,omitempty"`
	Is    string `yaml:"is,omitempty" json:"is,omitempty"` // import path "." name of a variable, a constant or an error type; generated.Name
	Unset Path   `yaml:"unset,omitempty" json:"unset,omitempty"`
	// Single says that an error shows only when one row is asked for: a list
	// stays empty without one.
	Single bool `yaml:"single,omitempty" json:"single,omitempty"`
	// Value says the same of an answer that is written to a pointer: that stays nil.
	Value bool `yaml:"value,omitempty" json:"value,omitempty"`
}

// PrimaryKey is the Column that stands for the primary key of the entity.
const PrimaryKey = "primary-key"

// Adds says that an argument changes the operation it is added to: one of a
// type, or one at a place that has a bit of a constant set or is filled at all.
type Adds struct {
	When     string   `yaml:"when,omitempty" json:"when,omitempty"` // import path "." type name; none: always
	At       Path     `yaml:"at,omitempty" json:"at,omitempty"`     // an argument, or a field of it, that is not zero …
	Has      string   `yaml:"has,omitempty" json:"has,omitempty"`   // … or has the bits of these constants: import path "." name, joined by |
	Is       []string `yaml:"is,omitempty" json:"is,omitempty"`     // … or is one of these words, in any case
	Property Property `yaml:"property" json:"property"`
}

// Property is what Adds changes.
type Property string

// The properties.
const (
	AddsUpsert  Property = "upsert"
	AddsRowLock Property = "row-lock"
	AddsCreate  Property = "create" // a find creates what it does not find
)

// Rows says how struct types name tables and columns.
type Rows struct {
	Tag          string   `yaml:"tag" json:"tag"`                                         // struct tag key
	Column       string   `yaml:"column,omitempty" json:"column,omitempty"`               // name of the option that holds the column; "": the tag's first word; "'": the word in single quotes
	Prefix       string   `yaml:"prefix,omitempty" json:"prefix,omitempty"`               // option that holds the prefix of an embedded struct's columns
	Inline       string   `yaml:"inline,omitempty" json:"inline,omitempty"`               // option without which an embedded struct is a column of its own
	Ignore       string   `yaml:"ignore,omitempty" json:"ignore,omitempty"`               // tag value that leaves a field out
	Documents    bool     `yaml:"documents,omitempty" json:"documents,omitempty"`         // rows and conditions are documents: maps, or lists of {Key, Value}, whose keys are operators when they start with $
	Naming       string   `yaml:"naming,omitempty" json:"naming,omitempty"`               // snake, or lower; columns are compared without regard to case
	Table        string   `yaml:"table,omitempty" json:"table,omitempty"`                 // method that returns the table's name
	TableConst   string   `yaml:"table-const,omitempty" json:"table-const,omitempty"`     // constant with it, in the package beside the row type's that is called as the type
	Plural       bool     `yaml:"plural,omitempty" json:"plural,omitempty"`               // tables are plurals of type names
	Primary      []string `yaml:"primary,omitempty" json:"primary,omitempty"`             // options that mark the primary key
	PrimaryField string   `yaml:"primary-field,omitempty" json:"primary-field,omitempty"` // field that is the primary key without a mark
	Unique       []string `yaml:"unique,omitempty" json:"unique,omitempty"`               // options that mark a unique key; composite when they share a name
	Keys         string   `yaml:"keys,omitempty" json:"keys,omitempty"`                   // method that returns unique keys, each the list of its columns or fields
	Hooks        []string `yaml:"hooks,omitempty" json:"hooks,omitempty"`                 // methods of the row type that run before it is inserted
	Default      string   `yaml:"default,omitempty" json:"default,omitempty"`             // option that holds the value which the database puts in place of zero
	BelongsTo    bool     `yaml:"belongs-to,omitempty" json:"belongs-to,omitempty"`       // a row in field User fills the field UserID
	Code         string   `yaml:"code,omitempty" json:"code,omitempty"`                   // how Go code declares a unique key over {columns} where tags cannot
	Each         string   `yaml:"each,omitempty" json:"each,omitempty"`                   // how code has each {column}, which is in quotes; {column} when there is none
	Separator    string   `yaml:"separator,omitempty" json:"separator,omitempty"`         // between options, default ";"
}
