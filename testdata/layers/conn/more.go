package conn

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
)

// ExecNamed runs a statement with the fields of arg.
func (x *X) ExecNamed(ctx context.Context, q string, arg any) error {
	_, err := x.db.NamedExecContext(ctx, q, arg)
	return err
}

// Base is the connection itself.
func (x *X) Base() *sqlx.DB { return x.db }

// One reads a row.
func One[T any](ctx context.Context, db *sqlx.DB, q string, args ...any) (*T, error) {
	var out T
	if err := db.GetContext(ctx, &out, q, args...); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return nil, ErrNone
		}
		return nil, err
	}
	return &out, nil
}

// ExecList runs a statement with a list of arguments.
func (d *DB) ExecList(q string, args []any) error {
	_, err := d.sql.Exec(q, args...)
	return err
}

// Cache prepares statements once.
type Cache struct {
	sql      *sql.DB
	prepared map[string]*sql.Stmt
}

// Prepare prepares a statement, unless it is.
func (c *Cache) Prepare(q string) (*sql.Stmt, error) {
	if s, ok := c.prepared[q]; ok {
		return s, nil
	}
	s, err := c.sql.Prepare(q)
	if err != nil {
		return nil, err
	}
	c.prepared[q] = s
	return s, nil
}

// Exists reports whether a statement has a row other than 0.
func (d *DB) Exists(q string, args ...any) (bool, error) {
	var n int
	err := d.sql.QueryRow(q, args...).Scan(&n)
	if err == sql.ErrNoRows {
		return false, nil
	}
	return n > 0, err
}

// Int reads a number.
func (d *DB) Int(q string, args ...any) (n int, err error) {
	err = d.sql.QueryRow(q, args...).Scan(&n)
	return
}

// Querier is a pool or a transaction.
type Querier interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// Pool is a pool of connections.
type Pool struct{ pool *pgxpool.Pool }

type txKey struct{}

func (p *Pool) of(ctx context.Context) Querier {
	if tx, ok := ctx.Value(txKey{}).(pgx.Tx); ok {
		return tx
	}
	return p.pool
}

// Exec runs a statement.
func (p *Pool) Exec(ctx context.Context, q string, args ...any) error {
	if _, err := p.of(ctx).Exec(ctx, q, args...); err != nil {
		return fmt.Errorf("exec: %w", err)
	}
	return nil
}

// Row looks for a row.
func (p *Pool) Row(ctx context.Context, q string, args ...any) pgx.Row {
	return p.of(ctx).QueryRow(ctx, q, args...)
}
