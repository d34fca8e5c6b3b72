// Package rows asks Rows whether there is one.
package rows

import (
	"context"
	"database/sql"
)

func next(ctx context.Context, db *sql.DB, name string) error {
	rows, err := db.QueryContext(ctx, "SELECT id FROM tags WHERE name = ?", name)
	if err != nil {
		return err
	}
	defer rows.Close()
	if rows.Next() {
		return nil
	}
	_, err = db.ExecContext(ctx, "INSERT INTO tags (name) VALUES (?)", name) // want "duplicate: .*tags.*name"
	return err
}

func notNext(db *sql.DB, name string) error {
	rows, err := db.Query("SELECT id FROM tags WHERE name = ?", name)
	if err != nil {
		return err
	}
	exists := rows.Next()
	if err := rows.Close(); err != nil {
		return err
	}
	if !exists {
		_, err = db.Exec("INSERT INTO tags (name) VALUES (?)", name) // want "duplicate: "
	}
	return err
}

func returnInLoop(db *sql.DB, name string) (id int64, err error) {
	rows, err := db.Query("SELECT id FROM tags WHERE name = ?", name)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&id); err != nil {
			return 0, err
		}
		return id, nil
	}
	res, err := db.Exec("INSERT INTO tags (name) VALUES (?)", name) // want "duplicate: "
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

func flagInLoop(db *sql.DB, name string) error {
	rows, err := db.Query("SELECT id FROM tags WHERE name = ?", name)
	if err != nil {
		return err
	}
	defer rows.Close()
	found := false
	for rows.Next() {
		found = true
	}
	if err := rows.Err(); err != nil || found {
		return err
	}
	_, err = db.Exec("INSERT INTO tags (name) VALUES (?)", name) // want "duplicate: "
	return err
}

func collected(db *sql.DB, name string) error {
	rows, err := db.Query("SELECT id FROM tags WHERE name = ?", name)
	if err != nil {
		return err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		ids = append(ids, id)
	}
	if len(ids) > 0 {
		return nil
	}
	_, err = db.Exec("INSERT INTO tags (name) VALUES (?)", name) // want "duplicate: "
	return err
}

// ids is the helper of the next one.
func ids(db *sql.DB, name string) ([]int64, error) {
	rows, err := db.Query("SELECT id FROM tags WHERE name = ?", name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, rows.Err()
}

func viaHelper(db *sql.DB, name string) error {
	found, err := ids(db, name)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		_, err = db.Exec("INSERT INTO tags (name) VALUES (?)", name) // want "duplicate: "
	}
	return err
}

// perRow inserts one row for each that was found. Safe: reached when present.
func perRow(db *sql.DB, from, to string) error {
	found, err := ids(db, from)
	if err != nil {
		return err
	}
	for range found {
		if _, err := db.Exec("INSERT INTO tags (name) VALUES (?)", to); err != nil {
			return err
		}
	}
	return nil
}

// anyCount inserts whatever was counted. Safe: both worlds.
func anyCount(db *sql.DB, name string) (n int, err error) {
	rows, err := db.Query("SELECT id FROM tags WHERE name = ?", name)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		n++
	}
	_, err = db.Exec("INSERT INTO tags (name, serial) VALUES (?, ?)", name, n)
	return n, err
}
