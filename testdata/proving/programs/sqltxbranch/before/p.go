// Package sqltxbranch returns the row, made inside a transaction if need be.
package sqltxbranch

import (
	"context"
	"database/sql"
	"errors"
)

// Service has the database.
type Service struct{ DB *sql.DB }

// Run returns the account of an email.
func (s Service) Run(ctx context.Context, email string) (id int64, err error) {
	tx, err := s.DB.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	err = tx.QueryRowContext(ctx, "SELECT id FROM accounts WHERE email = $1", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = tx.QueryRowContext(ctx, "INSERT INTO accounts (email) VALUES ($1) RETURNING id", email).Scan(&id)
	}
	if err != nil {
		return 0, err
	}
	return id, tx.Commit()
}
