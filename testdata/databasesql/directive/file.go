// Package directive declares keys for a whole file, and of tables with a qualifier.
//
//toctou:unique people(email) the operator adds the key
package directive

import "database/sql"

func byEmail(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM people WHERE email = $1", email).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = db.Exec("INSERT INTO people (email) VALUES ($1)", email)
	}
	return err
}

func byName(db *sql.DB, name string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM people WHERE name = $1", name).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = db.Exec("INSERT INTO people (name) VALUES ($1)", name) // want "duplicate: "
	}
	return err
}
