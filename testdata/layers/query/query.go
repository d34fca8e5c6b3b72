// Package query describes what to look for in words of its own.
package query

import "gorm.io/gorm"

// KeyWords are compared with the columns of their names.
type KeyWords map[string]any

// Query is what a repository is asked.
type Query struct {
	KeyWords KeyWords
	Page     int
}

// New asks for the words alone.
func New(words KeyWords) *Query { return &Query{KeyWords: words} }

// Clone leaves the caller's query as it is.
func Clone(q *Query) *Query {
	c := *q
	return &c
}

// On puts a query into a statement.
func On(db *gorm.DB, row any, q *Query) (*gorm.DB, error) {
	tx := db.Model(row)
	for k, v := range q.KeyWords {
		tx = tx.Where(k+" = ?", v)
	}
	return tx, tx.Error
}
