// Package gormhelper lets gorm find or create.
package gormhelper

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
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	var a Account
	err := s.DB.WithContext(ctx).Where(Account{Email: email}).FirstOrCreate(&a).Error
	return a.ID, err
}
