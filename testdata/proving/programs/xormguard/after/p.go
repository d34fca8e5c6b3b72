// Package xormguard refuses what is there and creates what is not.
package xormguard

import (
	"context"
	"errors"

	"xorm.io/xorm"
)

// ErrTaken refuses an email that has an account.
var ErrTaken = errors.New("taken")

// Account is a row.
type Account struct {
	ID    int64 `xorm:"'id' pk autoincr"`
	Email string
}

// TableName is what xorm asks for.
func (Account) TableName() string { return "accounts" }

// Service has the database.
type Service struct{ DB *xorm.Engine }

// Run registers an email.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	taken, err := s.DB.Context(ctx).Exist(&Account{Email: email})
	if err != nil {
		return 0, err
	}
	if taken {
		return 0, ErrTaken
	}
	a := &Account{Email: email}
	if _, err := s.DB.Context(ctx).Insert(a); err != nil {
		// With a unique key on accounts(email) the loser of a race fails here: the row is there now.
		if taken, err := s.DB.Context(ctx).Exist(&Account{Email: email}); err == nil && taken {
			return 0, ErrTaken
		}
		return 0, err
	}
	return a.ID, nil
}
