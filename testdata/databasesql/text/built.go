package text

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// repo keeps the name of its table.
type repo struct {
	db     *sql.DB
	table  string
	backup string
}

func sprintfConstant(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow(fmt.Sprintf("SELECT id FROM %s WHERE email = ?", table), email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec(fmt.Sprintf("INSERT INTO %s (email) VALUES (?)", table), email) // want "duplicate: "
	}
	return err
}

// sprintfField: the table has a name that is not known, and it is the same one twice.
func (r *repo) sprintfField(email string) error {
	var id int64
	query := fmt.Sprintf("SELECT id FROM %s WHERE email = $1", r.table)
	err := r.db.QueryRow(query, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = r.db.Exec(fmt.Sprintf("INSERT INTO %s (email) VALUES ($1)", r.table), email) // want "duplicate: "
	}
	return err
}

// otherField: two tables. Safe.
func (r *repo) otherField(email string) error {
	var id int64
	err := r.db.QueryRow(fmt.Sprintf("SELECT id FROM %s WHERE email = $1", r.table), email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = r.db.Exec(fmt.Sprintf("INSERT INTO %s (email) VALUES ($1)", r.backup), email)
	}
	return err
}

// sprintfColumns: the hole is a list of columns that are read.
func sprintfColumns(db *sql.DB, columns []string, email string) error {
	query := fmt.Sprintf("SELECT %s FROM customers WHERE email = ?", strings.Join(columns, ", "))
	var id int64
	err := db.QueryRow(query, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO customers (email) VALUES (?)", email) // want "duplicate: "
	}
	return err
}

// sprintfWhere: the hole is the looked-up column. Silent: which one is not known.
func sprintfWhere(db *sql.DB, column, value string) error {
	var id int64
	err := db.QueryRow(fmt.Sprintf("SELECT id FROM customers WHERE %s = ?", column), value).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO customers (email) VALUES (?)", value)
	}
	return err
}

func builder(ctx context.Context, db *sql.DB, email string) error {
	var b strings.Builder
	b.WriteString("SELECT id FROM customers ")
	b.WriteString("WHERE email = ?")
	var id int64
	err := db.QueryRowContext(ctx, b.String(), email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, "INSERT INTO customers (email) VALUES (?)", email) // want "duplicate: "
	}
	return err
}

// appended: what a condition may add is a predicate beside the key.
func appended(db *sql.DB, email string, active bool) error {
	query := "SELECT id FROM customers WHERE email = ?"
	if active {
		query += " AND active = true"
	}
	var id int64
	err := db.QueryRow(query, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO customers (email) VALUES (?)", email) // want "duplicate: "
	}
	return err
}

// argumentSlice is given with its elements.
func argumentSlice(db *sql.DB, tenant int, email string) error {
	args := []any{tenant, email}
	var id int64
	err := db.QueryRow("SELECT id FROM customers WHERE tenant_id = ? AND email = ?", args...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO customers (tenant_id, email) VALUES (?, ?)", args...) // want "duplicate: "
	}
	return err
}

// queryFunc returns text that is constant.
func queryFunc() string { return "SELECT id FROM customers WHERE email = ?" }

func viaFunction(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow(queryFunc(), email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO customers (email) VALUES (?)", email) // want "duplicate: "
	}
	return err
}

// loaded is read from a file when the program starts. Silent: the text is not here.
var loaded map[string]string

func fromFile(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow(loaded["find-customer"], email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec(loaded["insert-customer"], email)
	}
	return err
}

// parameterTables: nobody calls, so the two tables may be two. Silent.
func parameterTables(db *sql.DB, from, to, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM "+from+" WHERE email = ?", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO "+to+" (email) VALUES (?)", email)
	}
	return err
}

// notEqual looks for rows that are not the created one. Safe.
func notEqual(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM customers WHERE email <> ?", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO customers (email) VALUES (?)", email)
	}
	return err
}

// notSQL: the text is no statement. Silent.
func notSQL(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELEKT id FROM customers WHERE email = ?", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO customers (email) VALUES (?)", email)
	}
	return err
}

// deleted: DELETE makes no row. Safe.
func deleted(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM customers WHERE email = ?", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("DELETE FROM sessions WHERE email = ?", email)
	}
	return err
}
