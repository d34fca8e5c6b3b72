// Package xormbranch returns the row, made if need be.
package xormbranch

import (
	"context"

	"xorm.io/xorm"
)

// Account is a row.
type Account struct {
	ID    int64 `xorm:"'id' pk autoincr"`
	Email string
}

// TableName is what xorm asks for.
func (Account) TableName() string { return "accounts" }

// Service has the database.
type Service struct{ DB *xorm.Engine }

// Run returns the account of an email.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	a := &Account{Email: email}
	has, err := s.DB.Context(ctx).Get(a)
	if err != nil {
		return 0, err
	}
	if !has {
		if _, err := s.DB.Context(ctx).Insert(a); err != nil {
			// With a unique key on accounts(email) the loser of a race fails here: the row is there now.
			winner := &Account{Email: email}
			if has, again := s.DB.Context(ctx).Get(winner); again != nil || !has {
				return 0, err
			}
			*a = *winner
		}
	}
	return a.ID, nil
}
