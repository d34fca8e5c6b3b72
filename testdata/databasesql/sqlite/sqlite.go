// Package sqlite keeps its rows in SQLite and nowhere else: a transaction around
// the find and the create protects them, whatever its level is.
package sqlite

import (
	"context"
	"database/sql"
	"errors"

	_ "modernc.org/sqlite"
)

// Open opens the only database of the program.
func Open(path string) (*sql.DB, error) { return sql.Open("sqlite", path) }

func find(tx *sql.Tx, email string) (id int64, err error) {
	err = tx.QueryRow("SELECT id FROM users WHERE email = ?", email).Scan(&id)
	return id, err
}

// Silent: both are in one transaction.
func ensure(ctx context.Context, db *sql.DB, email string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := find(tx, email); errors.Is(err, sql.ErrNoRows) {
		if _, err := tx.Exec("INSERT INTO users (email) VALUES (?)", email); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Racy: the find is outside of it.
func outside(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM users WHERE email = ?", email).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("INSERT INTO users (email) VALUES (?)", email); err != nil { // want "duplicate: two concurrent calls can both create users"
		return err
	}
	return tx.Commit()
}

// Racy: there is no transaction.
func none(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM users WHERE email = ?", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO users (email) VALUES (?)", email) // want "duplicate: two concurrent calls can both create users"
	}
	return err
}
