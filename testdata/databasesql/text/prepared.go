package text

import (
	"context"
	"database/sql"
	"errors"
)

func prepared(ctx context.Context, db *sql.DB, email string) error {
	find, err := db.PrepareContext(ctx, "SELECT id FROM customers WHERE email = ?")
	if err != nil {
		return err
	}
	defer find.Close()
	var id int64
	if err := find.QueryRowContext(ctx, email).Scan(&id); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	create, err := db.PrepareContext(ctx, "INSERT INTO customers (email) VALUES (?)")
	if err != nil {
		return err
	}
	defer create.Close()
	_, err = create.ExecContext(ctx, email) // want "duplicate: .*customers.*email"
	return err
}

func preparedLoop(db *sql.DB, emails []string) error {
	find, err := db.Prepare("SELECT id FROM customers WHERE email = ?")
	if err != nil {
		return err
	}
	defer find.Close()
	create, err := db.Prepare("INSERT INTO customers (email) VALUES (?)")
	if err != nil {
		return err
	}
	defer create.Close()
	for _, email := range emails {
		var id int64
		if err := find.QueryRow(email).Scan(&id); err == nil {
			continue
		}
		if _, err := create.Exec(email); err != nil { // want "duplicate: "
			return err
		}
	}
	return nil
}

func preparedTx(db *sql.DB, email string) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	stmt, err := tx.Prepare("INSERT INTO customers (email) VALUES ($1)")
	if err != nil {
		return err
	}
	defer stmt.Close()
	var n int
	if err := tx.QueryRow("SELECT count(*) FROM customers WHERE email = $1", email).Scan(&n); err != nil || n > 0 {
		return err
	}
	if _, err := stmt.Exec(email); err != nil { // want "duplicate: "
		return err
	}
	return tx.Commit()
}

// preparedUpsert. Safe.
func preparedUpsert(db *sql.DB, email string) error {
	stmt, err := db.Prepare("INSERT INTO customers (email) VALUES ($1) ON CONFLICT DO NOTHING")
	if err != nil {
		return err
	}
	defer stmt.Close()
	var id int64
	if err := db.QueryRow("SELECT id FROM customers WHERE email = $1", email).Scan(&id); err == nil {
		return nil
	}
	_, err = stmt.Exec(email)
	return err
}

// statement is prepared by a caller that nobody sees. Silent.
func statement(db *sql.DB, create *sql.Stmt, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM customers WHERE email = ?", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = create.Exec(email)
	}
	return err
}
