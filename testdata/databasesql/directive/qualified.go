package directive

import "database/sql"

// The declarations of the other file do not count here.
func byEmailHere(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM people WHERE email = $1", email).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = db.Exec("INSERT INTO people (email) VALUES ($1)", email) // want "duplicate: "
	}
	return err
}

//toctou:unique hr.people(email)
func qualified(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM hr.people WHERE email = $1", email).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = db.Exec("INSERT INTO hr.people (email) VALUES ($1)", email)
	}
	return err
}

// unqualified: the statements leave the schema to the search path.
//
//toctou:unique hr.people(email)
func unqualified(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM people WHERE email = $1", email).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = db.Exec("INSERT INTO people (email) VALUES ($1)", email)
	}
	return err
}

//toctou:unique hr.people(email)
func otherSchema(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM archive.people WHERE email = $1", email).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = db.Exec("INSERT INTO archive.people (email) VALUES ($1)", email) // want "duplicate: "
	}
	return err
}
