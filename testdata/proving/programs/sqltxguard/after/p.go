// Package sqltxguard refuses what is there inside a transaction.
package sqltxguard

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
	tx, err := s.DB.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM accounts WHERE email = $1", email).Scan(&n); err != nil {
		return 0, err
	}
	if n > 0 {
		return 0, ErrTaken
	}
	result, err := tx.ExecContext(ctx, "INSERT INTO accounts (email) VALUES ($1) ON CONFLICT DO NOTHING", email)
	if err != nil {
		return 0, err
	}
	if n, err := result.RowsAffected(); err == nil && n == 0 {
		// With a unique key on accounts(email) the loser of a race finds that the row is there now.
		return 0, ErrTaken
	}
	return 0, tx.Commit()
}
