// Package gormtx lets gorm find or create inside a transaction.
package gormtx

import (
	"context"

	"gorm.io/gorm"
)

// Account is a row.
type Account struct {
	ID    int64
	Email string
}

// Service has the database.
type Service struct{ DB *gorm.DB }

// Run returns the account of an email.
func (s Service) Run(ctx context.Context, email string) (id int64, err error) {
	err = s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		a := Account{Email: email}
		if err := tx.Where("email = ?", email).FirstOrCreate(&a).Error; err != nil {
			return err
		}
		id = a.ID
		return nil
	})
	return id, err
}
