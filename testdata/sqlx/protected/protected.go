// Package protected has what makes the pair atomic with sqlx, and what does not.
package protected

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

var (
	mu       sync.Mutex
	errTaken = errors.New("taken")
)

const (
	find   = "SELECT id FROM users WHERE email = $1"
	insert = "INSERT INTO users (email) VALUES ($1)"
)

// Safe.

func upsert(db *sqlx.DB, email string) error {
	var id int64
	err := db.Get(&id, find, email)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.NamedExec("INSERT INTO users (email) VALUES (:email) ON CONFLICT (email) DO NOTHING",
			map[string]any{"email": email})
	}
	return err
}

func conflict(db *sqlx.DB, email string) error {
	var id int64
	if err := db.Get(&id, find, email); err == nil {
		return errTaken
	}
	_, err := db.Exec(insert, email)
	var pqErr *pq.Error
	if errors.As(err, &pqErr) && pqErr.Code == "23505" {
		return errTaken
	}
	return err
}

func serializable(ctx context.Context, db *sqlx.DB, email string) error {
	tx, err := db.BeginTxx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id int64
	err = tx.GetContext(ctx, &id, find, email)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.ExecContext(ctx, insert, email)
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

func locked(db *sqlx.DB, email string) error {
	mu.Lock()
	defer mu.Unlock()
	var id int64
	err := db.Get(&id, find, email)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec(insert, email)
	}
	return err
}

func parent(tx *sqlx.Tx, team int64, email string) error {
	var id int64
	if err := tx.Get(&id, "SELECT id FROM teams WHERE id = $1 FOR UPDATE", team); err != nil {
		return err
	}
	err := tx.Get(&id, "SELECT id FROM users WHERE team_id = $1 AND email = $2", team, email)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.Exec("INSERT INTO users (team_id, email) VALUES ($1, $2)", team, email)
	}
	return err
}

func advisory(tx *sqlx.Tx, email string) error {
	if _, err := tx.Exec("SELECT pg_advisory_xact_lock(hashtext($1))", email); err != nil {
		return err
	}
	var id int64
	err := tx.Get(&id, find, email)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.Exec(insert, email)
	}
	return err
}

// Racy.

func absentRow(tx *sqlx.Tx, email string) error {
	var id int64
	err := tx.Get(&id, "SELECT id FROM users WHERE email = $1 FOR UPDATE", email)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.Exec(insert, email) // want "duplicate: "
	}
	return err
}

func plainTransaction(ctx context.Context, db *sqlx.DB, email string) error {
	tx, err := db.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id int64
	err = tx.GetContext(ctx, &id, find, email)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.ExecContext(ctx, insert, email) // want "duplicate: "
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

func lateLock(db *sqlx.DB, email string) error {
	var id int64
	if err := db.Get(&id, find, email); err == nil {
		return errTaken
	}
	mu.Lock()
	defer mu.Unlock()
	_, err := db.Exec(insert, email) // want "duplicate: "
	return err
}

func whereNotExists(db *sqlx.DB, email string) error {
	_, err := db.Exec("INSERT INTO users (email) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM users WHERE email = $1)", email) // want "helper: "
	return err
}
