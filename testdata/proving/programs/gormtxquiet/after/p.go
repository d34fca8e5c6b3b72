// Package gormtxquiet makes a row inside a transaction, if need be, and needs
// nothing of it.
package gormtxquiet

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

// Service has the database.
type Service struct{ DB *gorm.DB }

// Run sees to it that an email has an account.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	return 0, s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		err := tx.Where("email = ?", email).First(&Account{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&Account{Email: email}).Error; err != nil {
				return err
			}
			return nil
		}
		return err
	})
}
