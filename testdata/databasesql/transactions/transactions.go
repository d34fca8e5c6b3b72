// Package transactions asks whether a transaction protects. By itself it does not.
package transactions

import (
	"context"
	"database/sql"
	"errors"
)

func begin(db *sql.DB, slug string) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id int64
	err = tx.QueryRow("SELECT id FROM projects WHERE slug = $1", slug).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.Exec("INSERT INTO projects (slug) VALUES ($1)", slug) // want "duplicate: .*the transaction begun at line 11 runs at the default isolation level and does not help"
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

func noOptions(ctx context.Context, db *sql.DB, slug string) error {
	return run(ctx, db, nil, func(tx *sql.Tx) error {
		var id int64
		err := tx.QueryRowContext(ctx, "SELECT id FROM projects WHERE slug = $1", slug).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			_, err = tx.ExecContext(ctx, "INSERT INTO projects (slug) VALUES ($1)", slug) // want "duplicate: .*the transaction begun at line 92 runs at the default isolation level and does not help"
		}
		return err
	})
}

func repeatableRead(ctx context.Context, db *sql.DB, slug string) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM projects WHERE slug = $1", slug).Scan(&n); err != nil {
		return err
	}
	if n == 0 {
		if _, err := tx.ExecContext(ctx, "INSERT INTO projects (slug) VALUES ($1)", slug); err != nil { // want "duplicate: .*the transaction begun at line 39 runs at sql.LevelRepeatableRead, which does not help"
			return err
		}
	}
	return tx.Commit()
}

// findOutside looks before the serializable transaction begins.
func findOutside(ctx context.Context, db *sql.DB, slug string) error {
	var id int64
	if err := db.QueryRowContext(ctx, "SELECT id FROM projects WHERE slug = $1", slug).Scan(&id); err == nil {
		return nil
	}
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO projects (slug) VALUES ($1)", slug); err != nil { // want "duplicate: .*the transaction begun at line 62 does not cover the check"
		return err
	}
	return tx.Commit()
}

// wrongHandle begins a serializable transaction and does not use it.
func wrongHandle(ctx context.Context, db *sql.DB, slug string) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id int64
	err = db.QueryRowContext(ctx, "SELECT id FROM projects WHERE slug = $1", slug).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		if _, err := db.ExecContext(ctx, "INSERT INTO projects (slug) VALUES ($1)", slug); err != nil { // want "duplicate: "
			return err
		}
	}
	return tx.Commit()
}

// run is the package's wrapper; its callers give the level.
func run(ctx context.Context, db *sql.DB, opts *sql.TxOptions, fn func(tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, opts)
	if err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Safe: SERIALIZABLE.

func serializable(ctx context.Context, db *sql.DB, slug string) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id int64
	err = tx.QueryRowContext(ctx, "SELECT id FROM projects WHERE slug = $1", slug).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.ExecContext(ctx, "INSERT INTO projects (slug) VALUES ($1)", slug)
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

func runSerializable(ctx context.Context, db *sql.DB, slug string) error {
	return run(ctx, db, &sql.TxOptions{Isolation: sql.LevelSerializable}, func(tx *sql.Tx) error {
		var id int64
		err := tx.QueryRowContext(ctx, "SELECT id FROM projects WHERE slug = $1", slug).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			_, err = tx.ExecContext(ctx, "INSERT INTO projects (slug) VALUES ($1)", slug)
		}
		return err
	})
}

// setLevel says it in SQL.
func setLevel(ctx context.Context, db *sql.DB, slug string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"); err != nil {
		return err
	}
	var id int64
	err = tx.QueryRowContext(ctx, "SELECT id FROM projects WHERE slug = $1", slug).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.ExecContext(ctx, "INSERT INTO projects (slug) VALUES ($1)", slug)
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// immediate takes SQLite's write lock before it looks.
func immediate(ctx context.Context, conn *sql.Conn, slug string) error {
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	var id int64
	err := conn.QueryRowContext(ctx, "SELECT id FROM projects WHERE slug = ?", slug).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = conn.ExecContext(ctx, "INSERT INTO projects (slug) VALUES (?)", slug)
	}
	if err != nil {
		_, _ = conn.ExecContext(ctx, "ROLLBACK")
		return err
	}
	_, err = conn.ExecContext(ctx, "COMMIT")
	return err
}

// unknownLevel is given by a caller that nobody sees. Silent, not safe.
func unknownLevel(ctx context.Context, db *sql.DB, opts *sql.TxOptions, slug string) error {
	tx, err := db.BeginTx(ctx, opts)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id int64
	err = tx.QueryRowContext(ctx, "SELECT id FROM projects WHERE slug = $1", slug).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.ExecContext(ctx, "INSERT INTO projects (slug) VALUES ($1)", slug)
	}
	return errors.Join(err, tx.Commit())
}
