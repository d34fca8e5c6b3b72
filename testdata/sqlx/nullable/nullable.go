// Package nullable has keys in structs that say whether there is one.
package nullable

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jmoiron/sqlx"
)

func ensure(ctx context.Context, db *sqlx.DB, email string) error {
	var id int64
	err := db.GetContext(ctx, &id, "SELECT id FROM users WHERE email = ?", sql.NullString{String: email, Valid: true})
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, "INSERT INTO users (email) VALUES (?)", email) // want "duplicate: .*users.*email"
	}
	return err
}

func ensureBoth(ctx context.Context, db *sqlx.DB, org int64, email sql.Null[string]) error {
	var id int64
	err := db.GetContext(ctx, &id, "SELECT id FROM users WHERE org = ? AND email = ?", org, email.V)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, "INSERT INTO users (org, email) VALUES (?, ?)", // want "duplicate: .*users.*org.*email"
			sql.NullInt64{Int64: org, Valid: org > 0}, email)
	}
	return err
}

// otherKey creates what it did not look for.
func otherKey(ctx context.Context, db *sqlx.DB, email, other string) error {
	var id int64
	err := db.GetContext(ctx, &id, "SELECT id FROM users WHERE email = ?", sql.NullString{String: email, Valid: true})
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, "INSERT INTO users (email) VALUES (?)", sql.NullString{String: other, Valid: true})
	}
	return err
}

// handed has keys that come from elsewhere.
func handed(ctx context.Context, db *sqlx.DB, email, other sql.NullString) error {
	var id int64
	err := db.GetContext(ctx, &id, "SELECT id FROM users WHERE email = ?", email)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, "INSERT INTO users (email) VALUES (?)", other)
	}
	return err
}
