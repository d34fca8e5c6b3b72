// Package gormsavebranch returns the row, made inside a transaction if need be.
package gormsavebranch

import (
	"context"
	"errors"

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
		var a Account
		err := tx.Where("email = ?", email).First(&a).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			a = Account{Email: email}
			err = tx.Create(&a).Error
		}
		if err != nil {
			return err
		}
		id = a.ID
		return nil
	})
	return id, err
}
