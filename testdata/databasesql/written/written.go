// Package written writes values into the text of its statements.
package written

import (
	"database/sql"
	"errors"
	"fmt"
)

const table = "schemas"

var errTaken = errors.New("taken")

// The find has its key in the text, the create sends it along.
func prepared(db *sql.DB, source, space string, text []byte) error {
	var n int
	query := fmt.Sprintf(`SELECT count(*) FROM %s WHERE source='%s' AND space='%s'`, table, source, space)
	if err := db.QueryRow(query).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	stmt, err := db.Prepare(fmt.Sprintf(`INSERT INTO %s (source, space, text) VALUES ($1, $2, $3)`, table))
	if err != nil {
		return err
	}
	defer stmt.Close()
	_, err = stmt.Exec(source, space, text) // want "duplicate: two concurrent calls can both create schemas with source = source and space = space"
	return err
}

// Both have it in the text.
func concatenated(db *sql.DB, name string) error {
	var id int
	err := db.QueryRow("SELECT id FROM people WHERE name = '" + name + "'").Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO people (name) VALUES ('" + name + "')") // want "duplicate: two concurrent calls can both create people with name = name"
	}
	return err
}

func number(db *sql.DB, owner int64) error {
	var id int
	err := db.QueryRow(fmt.Sprintf("SELECT id FROM carts WHERE owner = %d", owner)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec(fmt.Sprintf("INSERT INTO carts (owner) VALUES (%d)", owner)) // want "duplicate: two concurrent calls can both create carts with owner = owner"
	}
	return err
}

// Silent: another value.
func other(db *sql.DB, name, nick string) error {
	var id int
	err := db.QueryRow("SELECT id FROM people WHERE name = '" + name + "'").Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO people (name) VALUES ('" + nick + "')")
	}
	return err
}

// Silent: the text that is compared is more than the value.
func part(db *sql.DB, name string) error {
	var id int
	err := db.QueryRow("SELECT id FROM people WHERE name = 'user-" + name + "'").Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO people (name) VALUES ('" + name + "')")
	}
	return err
}

// Silent: names that are alike.
func like(db *sql.DB, name string) error {
	var id int
	err := db.QueryRow(fmt.Sprintf("SELECT id FROM people WHERE name LIKE '%s'", name)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO people (name) VALUES ('" + name + "')")
	}
	return err
}
