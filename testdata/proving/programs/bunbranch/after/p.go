// Package bunbranch returns the row, made if need be.
package bunbranch

import (
	"context"
	"database/sql"
	"errors"

	"github.com/uptrace/bun"
)

// Account is a row.
type Account struct {
	bun.BaseModel `bun:"table:accounts"`
	ID            int64 `bun:",pk,autoincrement"`
	Email         string
}

// Service has the database.
type Service struct{ DB *bun.DB }

// Run returns the account of an email.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	a := new(Account)
	err := s.DB.NewSelect().Model(a).Where("email = ?", email).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		a.Email = email
		_, err = s.DB.NewInsert().Model(a).Exec(ctx)
		if err != nil {
			// With a unique key on accounts(email) the loser of a race fails here: the row is there now.
			var winner Account
			if again := s.DB.NewSelect().Model(&winner).Where("email = ?", email).Scan(ctx); again == nil {
				*a = winner
				err = nil
			}
		}
	}
	if err != nil {
		return 0, err
	}
	return a.ID, nil
}
