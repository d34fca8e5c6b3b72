package query

import (
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Option extends a statement.
type Option func(*gorm.DB) *gorm.DB

func Equal(column string, v any) Option {
	return func(tx *gorm.DB) *gorm.DB { return tx.Where(column+" = ?", v) }
}

// ForUpdate locks what is read.
func ForUpdate() Option {
	return func(tx *gorm.DB) *gorm.DB { return tx.Clauses(clause.Locking{Strength: "UPDATE"}) }
}

// One returns the row that all options allow.
func One[T any](tx *gorm.DB, options ...Option) (T, error) {
	var row T
	for _, o := range options {
		tx = o(tx)
	}
	err := tx.First(&row).Error
	return row, err
}
