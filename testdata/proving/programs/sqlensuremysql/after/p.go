// Package sqlensuremysql makes sure that there is a row.
package sqlensuremysql

import (
	"context"
	"database/sql"
	"errors"

	_ "github.com/go-sql-driver/mysql"
)

// Service has the database.
type Service struct{ DB *sql.DB }

// Run makes sure that an email has an account.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	var id int64
	err := s.DB.QueryRowContext(ctx, "SELECT id FROM accounts WHERE email = ?", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = s.DB.ExecContext(ctx, "INSERT INTO accounts (email) VALUES (?) ON DUPLICATE KEY UPDATE email = email", email)
		if err != nil {
			return 0, err
		}
	}
	return 0, nil
}
