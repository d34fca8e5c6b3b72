// Package beegohelper returns the row, made if need be, by one call.
package beegohelper

import (
	"context"

	"github.com/beego/beego/v2/client/orm"
)

// Account is a row.
type Account struct {
	Id    int64
	Email string
}

// TableName is what beego asks for.
func (*Account) TableName() string { return "accounts" }

// Service has the database.
type Service struct{ DB orm.Ormer }

// Run returns the account of an email.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	a := Account{Email: email}
	_, id, err := s.DB.ReadOrCreateWithCtx(ctx, &a, "Email")
	if err != nil {
		return 0, err
	}
	return id, nil
}
