package rows

import (
	"database/sql"
	"errors"
)

// Lists that rows are collected in, made empty, and rows that are compared whole.

type owner struct{ id int64 }

type tag struct {
	id    int64
	name  string
	owner owner
}

var errKnown = errors.New("known")

func list(db *sql.DB, query string, args ...any) ([]tag, error) {
	rows, err := db.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	tags := make([]tag, 0)
	for rows.Next() {
		t, by := tag{}, int64(0)
		if err := rows.Scan(&t.id, &t.name, &by); err != nil {
			return nil, err
		}
		t.owner = owner{id: by}
		tags = append(tags, t)
	}
	return tags, nil
}

func one(db *sql.DB, name string) (t tag, err error) {
	tags, err := list(db, "SELECT id, name, owner_id FROM tags WHERE name = ?", name)
	if err != nil {
		return t, err
	}
	if len(tags) == 0 {
		return t, sql.ErrNoRows
	}
	return tags[0], nil
}

func wholeRow(db *sql.DB, name string) error {
	known, _ := one(db, name)
	if known != (tag{}) {
		return errKnown
	}
	_, err := db.Exec("INSERT INTO tags (name) VALUES (?)", name) // want "duplicate: .*tags.*name"
	return err
}

// byParts puts the row together from what it scanned.
func byParts(db *sql.DB, name string) error {
	var t tag
	var by int64
	_ = db.QueryRow("SELECT id, owner_id FROM tags WHERE name = ?", name).Scan(&t.id, &by)
	t.owner = owner{id: by}
	if t != (tag{}) {
		return errKnown
	}
	_, err := db.Exec("INSERT INTO tags (name) VALUES (?)", name) // want "duplicate: .*tags.*name"
	return err
}

func roomForSome(db *sql.DB, name string) error {
	rows, err := db.Query("SELECT id FROM tags WHERE name = ?", name)
	if err != nil {
		return err
	}
	defer rows.Close()
	ids := make([]int64, 0, 4)
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		ids = append(ids, id)
	}
	if len(ids) > 0 {
		return errKnown
	}
	_, err = db.Exec("INSERT INTO tags (name) VALUES (?)", name) // want "duplicate: .*tags.*name"
	return err
}

// named is never the zero row, whether one was found or not.
func named(db *sql.DB, name string) error {
	t := tag{name: name}
	_ = db.QueryRow("SELECT id FROM tags WHERE name = ?", name).Scan(&t.id)
	if t != (tag{}) {
		return errKnown
	}
	_, err := db.Exec("INSERT INTO tags (name) VALUES (?)", name)
	return err
}

// roomMade has as many elements as were asked for, whatever is found.
func roomMade(db *sql.DB, name string) error {
	rows, err := db.Query("SELECT id FROM tags WHERE name = ?", name)
	if err != nil {
		return err
	}
	defer rows.Close()
	ids := make([]int64, 2)
	for rows.Next() {
		ids = append(ids, 1)
	}
	if len(ids) > 0 {
		return errKnown
	}
	_, err = db.Exec("INSERT INTO tags (name) VALUES (?)", name)
	return err
}
