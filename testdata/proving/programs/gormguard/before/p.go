// Package gormguard refuses what is there and creates what is not.
package gormguard

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

// ErrTaken refuses an email that has an account.
var ErrTaken = errors.New("taken")

// Service has the database.
type Service struct{ DB *gorm.DB }

// Run registers an email.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	var n int64
	if err := s.DB.WithContext(ctx).Model(&Account{}).Where("email = ?", email).Count(&n).Error; err != nil {
		return 0, err
	}
	if n > 0 {
		return 0, ErrTaken
	}
	a := Account{Email: email}
	if err := s.DB.WithContext(ctx).Create(&a).Error; err != nil {
		return 0, err
	}
	return a.ID, nil
}
