// Package sqlensure makes sure that there is a row.
package sqlensure

import (
	"context"
	"database/sql"
	"errors"
)

// Service has the database.
type Service struct{ DB *sql.DB }

// Run makes sure that an email has an account.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	var id int64
	err := s.DB.QueryRowContext(ctx, "SELECT id FROM accounts WHERE email = $1", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = s.DB.ExecContext(ctx, "INSERT INTO accounts (email) VALUES ($1)", email)
		if err != nil {
			return 0, err
		}
	}
	return 0, nil
}
