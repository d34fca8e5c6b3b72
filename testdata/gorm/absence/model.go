// Package absence says "absent" in many ways.
package absence

import (
	"errors"

	"gorm.io/gorm"
)

// Account has no unique key.
type Account struct {
	ID    uint
	Email string
	Name  string
}

// ErrNotFound is the domain's word for an absent account.
var ErrNotFound = errors.New("account not found")

// ErrTaken is the domain's word for a present one.
var ErrTaken = errors.New("account taken")

type store struct{ db *gorm.DB }
