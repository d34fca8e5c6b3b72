// Package severaldbs keeps its rows in SQLite or in PostgreSQL: a transaction of the
// default level protects them in one and not in the other.
package severaldbs

import (
	"database/sql"
	"errors"

	_ "github.com/lib/pq"
	_ "modernc.org/sqlite"
)

func ensure(db *sql.DB, email string) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id int64
	err = tx.QueryRow("SELECT id FROM users WHERE email = $1", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		if _, err := tx.Exec("INSERT INTO users (email) VALUES ($1)", email); err != nil { // want "duplicate: two concurrent calls can both create users"
			return err
		}
	}
	return tx.Commit()
}
