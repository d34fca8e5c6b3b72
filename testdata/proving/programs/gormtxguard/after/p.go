// Package gormtxguard refuses what is there inside a transaction.
package gormtxguard

import (
	"context"
	"errors"

	"gorm.io/driver/postgres"
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

// Open opens it.
func Open(dsn string) (*Service, error) {
	db, err := gorm.Open(postgres.Open(dsn), &gorm.Config{})
	return &Service{DB: db}, err
}

// Run registers an email.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	a := Account{Email: email}
	err := s.DB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Account{}).Where("email = ?", email).Count(&n).Error; err != nil {
			return err
		}
		if n > 0 {
			return ErrTaken
		}
		created := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&a)
		if created.Error == nil && created.RowsAffected == 0 {
			// With a unique key on accounts(email) the loser of a race finds that the row is there now.
			return ErrTaken
		}
		return created.Error
	})
	return a.ID, err
}
