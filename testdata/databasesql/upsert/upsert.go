// Package upsert has statements that decide by themselves.
package upsert

import (
	"database/sql"
	"errors"
)

const find = "SELECT id FROM items WHERE sku = ?"

// exists is the check before all of them.
func exists(db *sql.DB, sku string) (bool, error) {
	var id int64
	err := db.QueryRow(find, sku).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// Safe.

func doNothing(db *sql.DB, sku string) error {
	if ok, err := exists(db, sku); ok || err != nil {
		return err
	}
	_, err := db.Exec("INSERT INTO items (sku) VALUES ($1) ON CONFLICT DO NOTHING", sku)
	return err
}

func doUpdate(db *sql.DB, sku, title string) (id int64, err error) {
	if ok, err := exists(db, sku); ok || err != nil {
		return 0, err
	}
	err = db.QueryRow(`
		INSERT INTO items (sku, title) VALUES ($1, $2)
		ON CONFLICT (sku) DO UPDATE SET title = EXCLUDED.title
		RETURNING id`, sku, title).Scan(&id)
	return id, err
}

func onDuplicate(db *sql.DB, sku, title string) error {
	if ok, err := exists(db, sku); ok || err != nil {
		return err
	}
	_, err := db.Exec("INSERT INTO items (sku, title) VALUES (?, ?) ON DUPLICATE KEY UPDATE title = VALUES(title)", sku, title)
	return err
}

func ignore(db *sql.DB, sku string) error {
	if ok, err := exists(db, sku); ok || err != nil {
		return err
	}
	_, err := db.Exec("INSERT IGNORE INTO items (sku) VALUES (?)", sku)
	return err
}

func orIgnore(db *sql.DB, sku string) error {
	if ok, err := exists(db, sku); ok || err != nil {
		return err
	}
	_, err := db.Exec("insert or ignore into items (sku) values (?)", sku)
	return err
}

func replace(db *sql.DB, sku string) error {
	if ok, err := exists(db, sku); ok || err != nil {
		return err
	}
	_, err := db.Exec("REPLACE INTO items (sku) VALUES (?)", sku)
	return err
}

func orReplace(db *sql.DB, sku string) error {
	if ok, err := exists(db, sku); ok || err != nil {
		return err
	}
	_, err := db.Exec("INSERT OR REPLACE INTO items (sku) VALUES (?)", sku)
	return err
}

func notExistsWithConflict(db *sql.DB, sku string) error {
	_, err := db.Exec(`
		INSERT INTO items (sku) SELECT $1
		WHERE NOT EXISTS (SELECT 1 FROM items WHERE sku = $1)
		ON CONFLICT (sku) DO NOTHING`, sku)
	return err
}

// rereads: who loses gets no row back and looks again.
func rereads(db *sql.DB, sku string) (id int64, err error) {
	err = db.QueryRow("INSERT INTO items (sku) VALUES ($1) ON CONFLICT (sku) DO NOTHING RETURNING id", sku).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = db.QueryRow("SELECT id FROM items WHERE sku = $1", sku).Scan(&id)
	}
	return id, err
}

func serializableHelper(tx func(func(*sql.Tx) error) error, sku string) error {
	return tx(func(tx *sql.Tx) error {
		if _, err := tx.Exec("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"); err != nil {
			return err
		}
		_, err := tx.Exec("INSERT INTO items (sku) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM items WHERE sku = $1)", sku)
		return err
	})
}

// Racy.

func plain(db *sql.DB, sku string) error {
	if ok, err := exists(db, sku); ok || err != nil {
		return err
	}
	_, err := db.Exec("INSERT INTO items (sku) VALUES (?)", sku) // want "duplicate: .*items.*sku"
	return err
}

// commentOnly has the words of an upsert in a comment and in a value.
func commentOnly(db *sql.DB, sku string) error {
	if ok, err := exists(db, sku); ok || err != nil {
		return err
	}
	const text = `INSERT INTO items (sku, title) VALUES (?, 'ON CONFLICT DO NOTHING') -- ON DUPLICATE KEY UPDATE`
	_, err := db.Exec(text, sku) // want "duplicate: "
	return err
}

func whereNotExists(db *sql.DB, sku string) error {
	_, err := db.Exec("INSERT INTO items (sku) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM items WHERE sku = ?)", sku, sku) // want "helper: .*items"
	return err
}

func whereNotExistsDual(db *sql.DB, sku, title string) error {
	const text = `
		INSERT INTO items (sku, title)
		SELECT ?, ? FROM DUAL
		WHERE NOT EXISTS (SELECT id FROM items WHERE sku = ?)`
	_, err := db.Exec(text, sku, title, sku) // want "helper: "
	return err
}

// otherTableExists copies only when another table has no row: not the created entity. Silent.
func otherTableExists(db *sql.DB, sku string) error {
	_, err := db.Exec("INSERT INTO items (sku) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM banned WHERE sku = ?)", sku, sku)
	return err
}

// insertSelect copies rows. Silent: nothing is looked up.
func insertSelect(db *sql.DB) error {
	_, err := db.Exec("INSERT INTO archive (sku) SELECT sku FROM items WHERE sold = 1")
	return err
}
