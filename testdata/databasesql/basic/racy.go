// Package basic holds the plain shapes of find-then-create with database/sql.
package basic

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

var errTaken = errors.New("address taken")

func ensure(ctx context.Context, db *sql.DB, email string) (id int64, err error) {
	err = db.QueryRowContext(ctx, `SELECT id FROM users WHERE email = $1`, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = db.QueryRowContext(ctx, `INSERT INTO users (email) VALUES ($1) RETURNING id`, email).Scan(&id) // want "duplicate: .*users.*email"
	}
	return id, err
}

func ensureExec(db *sql.DB, email, name string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM users WHERE email = ?", email).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = db.Exec("INSERT INTO users (email, name) VALUES (?, ?)", email, name) // want "duplicate: .*users.*email"
	}
	return err
}

func register(ctx context.Context, db *sql.DB, email string) error {
	var n int
	if err := db.QueryRowContext(ctx, "SELECT COUNT(*) FROM users WHERE email = ?", email).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	_, err := db.ExecContext(ctx, "INSERT INTO users (email) VALUES (?)", email) // want "duplicate: .*users"
	return err
}

func registerExists(ctx context.Context, db *sql.DB, email string) error {
	var exists bool
	row := db.QueryRowContext(ctx, `SELECT EXISTS(SELECT 1 FROM users WHERE email = $1)`, email)
	if err := row.Scan(&exists); err != nil {
		return fmt.Errorf("check: %w", err)
	}
	if exists {
		return errTaken
	}
	if _, err := db.ExecContext(ctx, `INSERT INTO users (email) VALUES ($1)`, email); err != nil { // want "duplicate: "
		return fmt.Errorf("insert: %w", err)
	}
	return nil
}

func composite(ctx context.Context, db *sql.DB, tenant int64, slug string) error {
	var id int64
	err := db.QueryRowContext(ctx, `SELECT id FROM pages WHERE tenant_id = $1 AND slug = $2`, tenant, slug).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, `INSERT INTO pages (slug, tenant_id) VALUES ($1, $2)`, slug, tenant) // want "duplicate: .*pages"
	}
	return err
}

func updateOrInsert(db *sql.DB, key, value string) error {
	var old string
	err := db.QueryRow("SELECT value FROM settings WHERE name = ?", key).Scan(&old)
	switch {
	case err == nil:
		_, err = db.Exec("UPDATE settings SET value = ? WHERE name = ?", value, key)
		return err
	case errors.Is(err, sql.ErrNoRows):
		_, err = db.Exec("INSERT INTO settings (name, value) VALUES (?, ?)", key, value) // want "duplicate: "
		return err
	default:
		return err
	}
}

func loop(ctx context.Context, db *sql.DB, tags []string) error {
	for _, tag := range tags {
		var id int64
		err := db.QueryRowContext(ctx, "SELECT id FROM tags WHERE name = $1", tag).Scan(&id)
		if err == nil {
			continue
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if _, err := db.ExecContext(ctx, "INSERT INTO tags (name) VALUES ($1)", tag); err != nil { // want "duplicate: "
			return err
		}
	}
	return nil
}

func twoChecks(db *sql.DB, email, name string) error {
	var one int
	if err := db.QueryRow("SELECT 1 FROM users WHERE email = ?", email).Scan(&one); err != sql.ErrNoRows {
		return errTaken
	}
	if err := db.QueryRow("SELECT 1 FROM users WHERE name = ?", name).Scan(&one); err != sql.ErrNoRows {
		return errTaken
	}
	_, err := db.Exec("INSERT INTO users (email, name) VALUES (?, ?)", email, name) // want "duplicate: "
	return err
}

// multiline: the diagnostic stands where the method's name stands.
func multiline(ctx context.Context, db *sql.DB, email string) error {
	var id int64
	err := db.QueryRowContext(
		ctx,
		`SELECT id
		   FROM users
		  WHERE email = $1`,
		email,
	).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	_, err = db.ExecContext( // want "duplicate: "
		ctx,
		`INSERT INTO users
		        (email)
		 VALUES ($1)`,
		email,
	)
	return err
}
