// Package beegobranch returns the row, made if need be.
package beegobranch

import (
	"context"
	"errors"

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
	err := s.DB.ReadWithCtx(ctx, &a, "Email")
	if errors.Is(err, orm.ErrNoRows) {
		_, err = s.DB.InsertWithCtx(ctx, &a)
		if err != nil {
			// With a unique key on accounts(email) the loser of a race fails here: the row is there now.
			if again := s.DB.ReadWithCtx(ctx, &a, "Email"); again == nil {
				err = nil
			}
		}
	}
	if err != nil {
		return 0, err
	}
	return a.Id, nil
}
