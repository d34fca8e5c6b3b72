// Package gormsaveguard refuses what is there inside a transaction, whatever the
// database.
package gormsaveguard

import (
	"context"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Account is a row.
type Account struct {
	ID    int64
	Email string
}

// ErrTaken refuses an email that has an account.
var ErrTaken = errors.New("taken")

// Service has the database.
type Service struct{ DB *gorm.DB }

// Run registers an email.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	a := Account{Email: email}
	err := s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Where("email = ?", email).Take(&Account{}).Error; err == nil {
			return ErrTaken
		} else if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		err := tx.Transaction(func(tx *gorm.DB) error {
			return tx.Create(&a).Error
		})
		if err != nil {
			// With a unique key on accounts(email) the loser of a race fails here: the row is there now.
			if err := tx.Clauses(clause.Locking{Strength: "SHARE"}).Where("email = ?", email).Take(&Account{}).Error; err == nil {
				return ErrTaken
			} else if !errors.Is(err, gorm.ErrRecordNotFound) {
				return err
			}
		}
		return err
	})
	return a.ID, err
}
