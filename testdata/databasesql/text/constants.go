// Package text writes SQL in many ways.
package text

import (
	"context"
	"database/sql"
	"errors"
)

const (
	table      = "customers"
	selectByID = `SELECT id FROM customers WHERE email = ?`
	insertOne  = `INSERT INTO customers (email, name) VALUES (?, ?)`
)

// Queries that are variables, and never assigned again.
var (
	findCustomer   = "SELECT id, name FROM customers WHERE email = $1"
	createCustomer = "INSERT INTO customers (email, name) VALUES ($1, $2) RETURNING id"
)

// stmts are in a struct, as some packages keep them.
type stmts struct{ find, create string }

func constants(db *sql.DB, email, name string) error {
	var id int64
	err := db.QueryRow(selectByID, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec(insertOne, email, name) // want "duplicate: .*customers.*email"
	}
	return err
}

func variables(ctx context.Context, db *sql.DB, email, name string) (id int64, err error) {
	err = db.QueryRowContext(ctx, findCustomer, email).Scan(&id, &name)
	if errors.Is(err, sql.ErrNoRows) {
		err = db.QueryRowContext(ctx, createCustomer, email, name).Scan(&id) // want "duplicate: .*customers"
	}
	return id, err
}

func localText(db *sql.DB, email string) error {
	query := "SELECT id FROM customers WHERE email = ?"
	var id int64
	err := db.QueryRow(query, email).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	query = "INSERT INTO customers (email) VALUES (?)"
	_, err = db.Exec(query, email) // want "duplicate: "
	return err
}

func concatenated(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM "+table+" WHERE email = ?", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO "+table+" (email) "+"VALUES (?)", email) // want "duplicate: .*customers"
	}
	return err
}

func literals(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM customers WHERE email = ? AND status = 'active'", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO customers (email, status) VALUES (?, 'active')", email) // want "duplicate: "
	}
	return err
}

func numbered(db *sql.DB, tenant int, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM customers WHERE email = $2 AND tenant_id = $1", tenant, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO customers (email, tenant_id) VALUES ($1, $2)", email, tenant) // want "duplicate: "
	}
	return err
}

func mssql(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT TOP 1 id FROM [customers] WHERE [email] = @p1", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO [customers] ([email]) VALUES (@p1)", email) // want "duplicate: "
	}
	return err
}

func named(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM customers WHERE email = @email", sql.Named("email", email)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO customers (email) VALUES (:email)", sql.Named("email", email)) // want "duplicate: "
	}
	return err
}

func quoted(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT `id` FROM `customers` WHERE `email` = ? LIMIT 1", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO `customers` (`email`) VALUES (?)", email) // want "duplicate: "
	}
	return err
}

func doubleQuoted(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow(`SELECT "id" FROM "public"."customers" WHERE "email" = $1`, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec(`INSERT INTO "public"."customers" ("email") VALUES ($1)`, email) // want "duplicate: "
	}
	return err
}

func alias(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("select c.id from customers as c where c.email = ? order by c.id limit 1", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("insert into customers (email) values (?)", email) // want "duplicate: "
	}
	return err
}

func comments(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow(`
		-- who is it? (by address)
		SELECT id /* key */ FROM customers
		WHERE email = ? -- indexed`, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		const text = `
			/* a new one */
			INSERT INTO customers (email, note) VALUES (?, 'new -- not a comment')`
		_, err = db.Exec(text, email) // want "duplicate: "
	}
	return err
}

func insertSet(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM customers WHERE email = ?", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO customers SET email = ?, name = ''", email) // want "duplicate: "
	}
	return err
}

func fields(db *sql.DB, email, name string) error {
	s := stmts{find: selectByID, create: insertOne}
	var id int64
	err := db.QueryRow(s.find, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec(s.create, email, name) // want "duplicate: "
	}
	return err
}
