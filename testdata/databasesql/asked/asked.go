// Package asked reads many rows one by one and asks each whether it has a key.
package asked

import (
	"database/sql"
	"errors"
)

var errTaken = errors.New("taken")

func scanned(db *sql.DB, name string) error {
	rows, err := db.Query("SELECT name FROM labels")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var there string
		if err := rows.Scan(&there); err != nil {
			return err
		}
		if there == name {
			return errTaken
		}
	}
	_, err = db.Exec("INSERT INTO labels (name) VALUES ($1)", name) // want `duplicate: two concurrent calls can both create labels`
	return err
}

// The names are collected first.
func set(db *sql.DB, wanted []string) error {
	rows, err := db.Query("SELECT name FROM labels")
	if err != nil {
		return err
	}
	defer rows.Close()
	there := map[string]struct{}{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		there[name] = struct{}{}
	}
	for _, name := range wanted {
		if _, ok := there[name]; ok {
			continue
		}
		if _, err := db.Exec("INSERT INTO labels (name) VALUES ($1)", name); err != nil { // want `duplicate: two concurrent calls can both create labels`
			return err
		}
	}
	return nil
}

// Silent: the unique key decides.
func ignores(db *sql.DB, name string) error {
	rows, err := db.Query("SELECT name FROM labels")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var there string
		if err := rows.Scan(&there); err != nil {
			return err
		}
		if there == name {
			return errTaken
		}
	}
	_, err = db.Exec("INSERT INTO labels (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", name)
	return err
}

// Silent: the rows are only shown.
func shows(db *sql.DB, name string, show func(string, bool)) error {
	rows, err := db.Query("SELECT name FROM labels")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var there string
		if err := rows.Scan(&there); err != nil {
			return err
		}
		show(there, there == name)
	}
	_, err = db.Exec("INSERT INTO labels (name) VALUES ($1)", name)
	return err
}
