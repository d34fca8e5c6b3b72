// Package changed inserts a row when an UPDATE changed none.
package changed

import (
	"context"
	"database/sql"
	"errors"
)

var errNoRow = errors.New("no such page")

// Hit counts a page's visitors.
func Hit(ctx context.Context, db *sql.DB, page string) error {
	res, err := db.ExecContext(ctx, `UPDATE hits SET n = n + 1 WHERE page = $1`, page)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return err
	}
	if n == 0 {
		_, err = db.ExecContext(ctx, `INSERT INTO hits (page, n) VALUES ($1, 1)`, page) // want `duplicate: two concurrent calls can both create hits with page = page: its absence is checked at line 14`
	}
	return err
}

// Rename has the new value first among the arguments.
func Rename(db *sql.DB, id int64, title string) error {
	res, err := db.Exec(`UPDATE pages SET title = ? WHERE id = ?`, title, id)
	if err != nil {
		return err
	}
	if n, _ := res.RowsAffected(); n > 0 {
		return nil
	}
	_, err = db.Exec(`INSERT INTO pages (id, title) VALUES (?, ?)`, id, title) // want `duplicate: two concurrent calls can both create pages with id = id:`
	return err
}

// changed says whether there was a row.
func changed(db *sql.DB, page string, n int) (bool, error) {
	res, err := db.Exec(`UPDATE hits SET n = ? WHERE page = ?`, n, page)
	if err != nil {
		return false, err
	}
	rows, err := res.RowsAffected()
	return rows > 0, err
}

// Set asks a helper.
func Set(db *sql.DB, page string, n int) error {
	ok, err := changed(db, page, n)
	if err != nil || ok {
		return err
	}
	_, err = db.Exec(`INSERT INTO hits (n, page) VALUES (?, ?)`, n, page) // want `duplicate: `
	return err
}

// InTransaction is no better: nothing is locked where there is no row.
func InTransaction(ctx context.Context, db *sql.DB, page string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	res, err := tx.Exec(`UPDATE hits SET n = n + 1 WHERE page = ?`, page)
	if err != nil {
		return err
	}
	if n, _ := res.RowsAffected(); n == 0 {
		if _, err := tx.Exec(`INSERT INTO hits (page, n) VALUES (?, 1)`, page); err != nil { // want `duplicate: `
			return err
		}
	}
	return tx.Commit()
}

// Must is told that there is no row. Safe: nothing is created.
func Must(db *sql.DB, page string) error {
	res, err := db.Exec(`UPDATE hits SET n = 0 WHERE page = ?`, page)
	if err != nil {
		return err
	}
	if n, _ := res.RowsAffected(); n == 0 {
		return errNoRow
	}
	_, err = db.Exec(`INSERT INTO resets (page) VALUES (?)`, page)
	return err
}

// Other inserts another page. Safe.
func Other(db *sql.DB, page, fallback string) error {
	res, err := db.Exec(`UPDATE hits SET n = n + 1 WHERE page = ?`, page)
	if err != nil {
		return err
	}
	if n, _ := res.RowsAffected(); n == 0 {
		_, err = db.Exec(`INSERT INTO hits (page, n) VALUES ('other', 1)`)
	}
	return err
}

// Serializable is one of two that run one after the other. Safe.
func Serializable(ctx context.Context, db *sql.DB, page string) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	res, err := tx.Exec(`UPDATE hits SET n = n + 1 WHERE page = ?`, page)
	if err != nil {
		return err
	}
	if n, _ := res.RowsAffected(); n == 0 {
		if _, err := tx.Exec(`INSERT INTO hits (page, n) VALUES (?, 1)`, page); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Upsert is one statement where there was no row. Safe.
func Upsert(db *sql.DB, page string) error {
	res, err := db.Exec(`UPDATE hits SET n = n + 1 WHERE page = ?`, page)
	if err != nil {
		return err
	}
	if n, _ := res.RowsAffected(); n == 0 {
		_, err = db.Exec(`INSERT INTO hits (page, n) VALUES (?, 1) ON CONFLICT (page) DO UPDATE SET n = hits.n + 1`, page)
	}
	return err
}

// Unasked does not look at the number of rows. Safe: the insert always runs.
func Unasked(db *sql.DB, page string) error {
	if _, err := db.Exec(`UPDATE hits SET last = 0 WHERE page = ?`, page); err != nil {
		return err
	}
	_, err := db.Exec(`INSERT INTO hits (page, n) VALUES (?, 1)`, page)
	return err
}
