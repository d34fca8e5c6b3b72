// Package conn is the database for the other packages: database/sql and sqlx by another name.
package conn

import (
	"context"
	"database/sql"
	"errors"
	"log"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

// ErrNone says that there is no such row.
var ErrNone = errors.New("none")

// DB is a connection.
type DB struct{ sql *sql.DB }

// Exec runs a statement.
func (d *DB) Exec(ctx context.Context, q string, args ...any) (sql.Result, error) {
	start := time.Now()
	defer func() { log.Print(time.Since(start)) }()
	return d.sql.ExecContext(ctx, q, args...)
}

// QueryRow looks for a row.
func (d *DB) QueryRow(ctx context.Context, q string, args ...any) *sql.Row {
	return d.sql.QueryRowContext(ctx, q, args...)
}

// X is a connection that knows structs.
type X struct{ db *sqlx.DB }

// Get reads a row.
func (x *X) Get(dest any, q string, args ...any) error {
	return x.db.Get(dest, x.db.Rebind(q), args...)
}

// Exec runs a statement and logs its failure.
func (x *X) Exec(q string, args ...any) error {
	if _, err := x.db.Exec(Quote(q), args...); err != nil {
		log.Print(err)
		return err
	}
	return nil
}

// Find is Get with an error of its own.
func (x *X) Find(dest any, q string, args ...any) error {
	err := x.db.Get(dest, q, args...)
	if err == sql.ErrNoRows {
		return ErrNone
	}
	return err
}

// Add runs a statement, and does not mind what is there already.
func (x *X) Add(q string, args ...any) error {
	_, err := x.db.Exec(q, args...)
	var taken *pq.Error
	if errors.As(err, &taken) && taken.Code == "23505" {
		return nil
	}
	return err
}

// Quote writes names as the database has them.
func Quote(q string) string { return strings.ReplaceAll(q, "`", `"`) }

// Runner is what the program has of X.
type Runner interface {
	Find(dest any, q string, args ...any) error
	Exec(q string, args ...any) error
}

// Statement is one under construction.
type Statement interface {
	ToSql() (string, []any, error)
}

// Send runs a statement under construction.
func (x *X) Send(s Statement) error {
	q, args, err := s.ToSql()
	if err != nil {
		return err
	}
	_, err = x.db.Exec(q, args...)
	return err
}

// First reads the first row of one.
func (x *X) First(dest any, s Statement) error {
	q, args, err := s.ToSql()
	if err != nil {
		return err
	}
	if err := x.db.Get(dest, q, args...); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNone
		}
		return err
	}
	return nil
}
