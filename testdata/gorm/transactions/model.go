// Package transactions asks whether a transaction protects. By itself it does not.
package transactions

import (
	"database/sql"

	"gorm.io/gorm"
)

// Project has no unique key.
type Project struct {
	ID      uint
	Slug    string
	OwnerID uint
}

type service struct{ db *gorm.DB }

// serializable is an option that several functions share.
func serializable() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelSerializable}
}
