// Package bunguard refuses what is there and creates what is not.
package bunguard

import (
	"context"
	"errors"

	"github.com/uptrace/bun"
)

// ErrTaken refuses an email that has an account.
var ErrTaken = errors.New("taken")

// Account is a row.
type Account struct {
	bun.BaseModel `bun:"table:accounts"`
	ID            int64 `bun:",pk,autoincrement"`
	Email         string
}

// Service has the database.
type Service struct{ DB *bun.DB }

// Run registers an email.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	taken, err := s.DB.NewSelect().Model((*Account)(nil)).Where("email = ?", email).Exists(ctx)
	if err != nil {
		return 0, err
	}
	if taken {
		return 0, ErrTaken
	}
	a := &Account{Email: email}
	if _, err := s.DB.NewInsert().Model(a).Exec(ctx); err != nil {
		return 0, err
	}
	return a.ID, nil
}
