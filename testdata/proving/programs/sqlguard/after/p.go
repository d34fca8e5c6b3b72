// Package sqlguard refuses what is there and creates what is not.
package sqlguard

import (
	"context"
	"database/sql"
	"errors"
)

// ErrTaken refuses an email that has an account.
var ErrTaken = errors.New("taken")

// Service has the database.
type Service struct{ DB *sql.DB }

// Run registers an email.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	taken, err := s.taken(ctx, email)
	if err != nil {
		return 0, err
	}
	if taken {
		return 0, ErrTaken
	}
	_, err = s.DB.ExecContext(ctx, "INSERT INTO accounts (email) VALUES ($1)", email)
	if err != nil {
		// With a unique key on accounts(email) the loser of a race fails here: the row is there now.
		if taken, err := s.taken(ctx, email); err == nil && taken {
			return 0, ErrTaken
		}
		return 0, err
	}
	return 0, nil
}

func (s Service) taken(ctx context.Context, email string) (taken bool, err error) {
	err = s.DB.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM accounts WHERE email = $1)", email).Scan(&taken)
	return taken, err
}
