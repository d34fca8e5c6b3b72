// Package wrappers reaches database/sql through functions that are its calls by another name.
package wrappers

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"strconv"
	"strings"
	"time"
)

// DB is a connection with a dialect.
type DB struct {
	sql    *sql.DB
	driver string
}

// rebind writes placeholders as the database has them.
func (d *DB) rebind(q string) string {
	if d.driver != "postgres" {
		return q
	}
	var b strings.Builder
	n := 0
	for _, r := range q {
		if r == '?' {
			n++
			b.WriteString("$" + strconv.Itoa(n))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// scoped adds a condition: that is more than another way to write the same.
func (d *DB) scoped(q string) string {
	var b strings.Builder
	for _, r := range q {
		b.WriteRune(r)
	}
	b.WriteString(" AND hidden")
	return b.String()
}

func (d *DB) exec(q string, args ...any) (sql.Result, error) {
	return d.sql.Exec(d.rebind(q), args...)
}

func (d *DB) row(q string, args ...any) *sql.Row { return d.sql.QueryRow(d.rebind(q), args...) }

// timed is exec, and says how long it took.
func (d *DB) timed(ctx context.Context, q string, args ...any) (res sql.Result, err error) {
	defer func(start time.Time) { log.Print(q, time.Since(start), err) }(time.Now())
	res, err = d.sql.ExecContext(ctx, q, args...)
	if err != nil {
		return nil, fmt.Errorf("exec: %w", err)
	}
	return res, nil
}

// translated writes text and arguments as the database has them.
func (d *DB) translated(q string, args ...any) (sql.Result, error) {
	for old, with := range map[string]string{"`": `"`} {
		q = strings.ReplaceAll(q, old, with)
	}
	return d.sql.Exec(q, d.translate(args)...)
}

func (d *DB) translate(args []any) []any {
	for i, a := range args {
		if t, ok := a.(time.Time); ok {
			args[i] = t.UTC()
		}
	}
	return args
}

// quiet takes a violation for success.
func (d *DB) quiet(q string, args ...any) error {
	_, err := d.sql.Exec(q, args...)
	if err != nil && strings.Contains(err.Error(), "duplicate key") {
		return nil
	}
	return err
}

// insert goes through exec.
func (d *DB) insert(q string, args ...any) (int64, error) {
	res, err := d.exec(q, args...)
	if err != nil {
		return 0, fmt.Errorf("insert: %w", err)
	}
	return res.LastInsertId()
}

func rebound(d *DB, name string) error {
	var id int64
	err := d.sql.QueryRow(d.rebind("SELECT id FROM labels WHERE name = ?"), name).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = d.sql.Exec(d.rebind("INSERT INTO labels (name) VALUES (?)"), name) // want `duplicate: .* labels with name = name`
	}
	return err
}

func wrapped(d *DB, name string) error {
	var id int64
	err := d.row("SELECT id FROM labels WHERE name = ?", name).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = d.exec("INSERT INTO labels (name) VALUES (?)", name) // want `duplicate: .* labels with name = name`
	}
	return err
}

func logged(ctx context.Context, d *DB, name string) error {
	var id int64
	err := d.row("SELECT id FROM labels WHERE name = ?", name).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = d.timed(ctx, "INSERT INTO labels (name) VALUES (?)", name) // want `duplicate: .* labels with name = name`
	}
	return err
}

func through(d *DB, name string) error {
	var id int64
	err := d.row("SELECT id FROM labels WHERE name = ?", name).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = d.translated("INSERT INTO labels (name) VALUES (?)", name) // want `duplicate: .* labels with name = name`
	}
	return err
}

func twice(d *DB, name string) error {
	var id int64
	err := d.row("SELECT id FROM labels WHERE name = ?", name).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = d.insert("INSERT INTO labels (name) VALUES (?)", name) // want `duplicate: .* labels with name = name`
	}
	return err
}

func atomic(d *DB, name string) error {
	var id int64
	err := d.row("SELECT id FROM labels WHERE name = ?", name).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = d.exec("INSERT INTO labels (name) VALUES (?) ON CONFLICT (name) DO NOTHING", name)
	}
	return err
}

func another(d *DB, name, other string) error {
	var id int64
	err := d.row("SELECT id FROM labels WHERE name = ?", name).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = d.exec("INSERT INTO aliases (name) VALUES (?)", other)
	}
	return err
}

// handled: who loses is told so by the helper, and not by exec.
func handled(d *DB, email string) error {
	var id int64
	err := d.row("SELECT id FROM accounts WHERE email = ?", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return d.quiet("INSERT INTO accounts (email) VALUES (?)", email)
	}
	return err
}

// added: what else the statement looks for is not known.
func added(d *DB, name string) error {
	var id int64
	err := d.sql.QueryRow(d.scoped("SELECT id FROM labels WHERE name = ?"), name).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = d.exec("INSERT INTO labels (name) VALUES (?)", name)
	}
	return err
}
