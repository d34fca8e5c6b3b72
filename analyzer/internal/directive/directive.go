// Package directive reads what comments say to toctou: declarations of
// uniqueness and suppressions.
//
//	//toctou:unique users(email) the index is created by the operator
//	//nolint:toctou // one process, one writer
//
// It decides which comments are directives, whether they are well formed and
// which source they cover. It refuses to decide what a declaration is worth:
// whether users(email) is the key that some find looked for is package race's
// business, and so is the mapping of table names.
//
// A declaration covers the statement on its line or the line below, the
// function or other declaration it is written above, the type declaration it
// is written above or within, or, before or on the package clause, the file.
// A nolint comment covers what it covers for golangci-lint, so that every
// driver suppresses the same findings: its own line, and whole the statement,
// declaration or file that begins on the next line in the same column.
//
// Known limits: a comment between the lines of one statement covers only
// statements that begin below it, and a directive cannot name a table that is
// computed.
package directive

import (
	"go/ast"
	"go/token"
	"strings"
)

// Set holds the directives of one package's files.
type Set struct {
	fset       *token.FileSet
	suppressed []lines
	unique     []covered // on statements, declarations and files
	types      []covered // on type declarations
	malformed  []Problem
}

// Unique declares that a table has at most one row per value of the columns.
type Unique struct {
	Table   string
	Columns []string
	Reason  string // "" when none is given
	Pos     token.Pos
}

// Problem is a directive that cannot be understood.
type Problem struct {
	Pos     token.Pos
	Message string
}

// covered is a declaration with the source it covers.
type covered struct {
	Unique
	start, end token.Pos
}

func (c covered) covers(pos token.Pos) bool { return c.start <= pos && pos < c.end }

// Parse reads the comments of files, which must have been parsed with
// comments into fset.
func Parse(fset *token.FileSet, files []*ast.File) *Set {
	s := &Set{fset: fset}
	for _, file := range files {
		if !mentions(file) { // nearly every file
			continue
		}
		outline := newOutline(fset, file)
		for _, group := range file.Comments {
			s.nolint(outline, group)
			for _, comment := range group.List {
				s.toctou(outline, group, comment)
			}
		}
	}
	return s
}

// mentions reports whether a comment of file may hold a directive.
func mentions(file *ast.File) bool {
	for _, group := range file.Comments {
		for _, c := range group.List {
			if strings.Contains(c.Text, "nolint") || strings.Contains(c.Text, prefix) {
				return true
			}
		}
	}
	return false
}

// Unique returns the declarations in force at pos, in source order: those on
// an enclosing statement, function or other declaration, and the file's.
func (s *Set) Unique(pos token.Pos) []Unique { return at(s.unique, pos) }

// Declarations returns the declarations on statements, functions and other
// declarations and on files, in source order: those that a finding in this
// package has to need.
func (s *Set) Declarations() []Unique {
	var all []Unique
	for _, c := range s.unique {
		all = append(all, c.Unique)
	}
	return all
}

// OnTypes reports whether there are declarations on types.
func (s *Set) OnTypes() bool { return len(s.types) > 0 }

// UniqueOnType returns the declarations on the type whose name is declared at
// pos.
func (s *Set) UniqueOnType(pos token.Pos) []Unique { return at(s.types, pos) }

// Malformed returns the directives that could not be understood, each to be
// reported where it stands.
func (s *Set) Malformed() []Problem { return s.malformed }

func at(all []covered, pos token.Pos) []Unique {
	var found []Unique
	for _, c := range all {
		if c.covers(pos) {
			found = append(found, c.Unique)
		}
	}
	return found
}
