// Package sqlbranch returns the row, made if need be.
package sqlbranch

import (
	"context"
	"database/sql"
	"errors"
)

// Service has the database.
type Service struct{ DB *sql.DB }

// Run returns the account of an email.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	var id int64
	err := s.DB.QueryRowContext(ctx, "SELECT id FROM accounts WHERE email = $1", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = s.DB.QueryRowContext(ctx, "INSERT INTO accounts (email) VALUES ($1) RETURNING id", email).Scan(&id)
		if err != nil {
			// With a unique key on accounts(email) the loser of a race fails here: the row is there now.
			if again := s.DB.QueryRowContext(ctx, "SELECT id FROM accounts WHERE email = $1", email).Scan(&id); again != nil {
				return 0, err
			}
			err = nil
		}
	}
	if err != nil {
		return 0, err
	}
	return id, nil
}
