// Package gormbranch returns the row, made if need be.
package gormbranch

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
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	var a Account
	err := s.DB.WithContext(ctx).Where("email = ?", email).First(&a).Error
	if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		return 0, err
	}
	if errors.Is(err, gorm.ErrRecordNotFound) {
		a = Account{Email: email}
		if err := s.DB.WithContext(ctx).Create(&a).Error; err != nil {
			// With a unique key on accounts(email) the loser of a race fails here: the row is there now.
			var winner Account
			if again := s.DB.WithContext(ctx).Where("email = ?", email).First(&winner).Error; again != nil {
				return 0, err
			}
			a = winner
		}
	}
	return a.ID, nil
}
