// Package beegoguard refuses what is there and creates what is not.
package beegoguard

import (
	"context"
	"errors"

	"github.com/beego/beego/v2/client/orm"
)

// ErrTaken refuses an email that has an account.
var ErrTaken = errors.New("taken")

// Account is a row.
type Account struct {
	Id    int64
	Email string
}

// TableName is what beego asks for.
func (*Account) TableName() string { return "accounts" }

// Service has the database.
type Service struct{ DB orm.Ormer }

// Run registers an email.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	n, err := s.DB.QueryTable(new(Account)).Filter("email", email).CountWithCtx(ctx)
	if err != nil {
		return 0, err
	}
	if n > 0 {
		return 0, ErrTaken
	}
	created, err := s.DB.InsertWithCtx(ctx, &Account{Email: email})
	if err != nil {
		// With a unique key on accounts(email) the loser of a race fails here: the row is there now.
		if n, err := s.DB.QueryTable(new(Account)).Filter("email", email).CountWithCtx(ctx); err == nil && n > 0 {
			return 0, ErrTaken
		}
	}
	return created, err
}
