// Package guards has what looks like a guard with pgx and is none: the message says so.
package guards

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	schema = "CREATE TABLE tags (id bigserial PRIMARY KEY, name text NOT NULL UNIQUE, parent bigint REFERENCES tags)"
	find   = "SELECT id FROM tags WHERE name = $1"
	insert = "INSERT INTO tags (name) VALUES ($1) RETURNING id"
)

var errTaken = errors.New("taken")

func isUnique(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && e.Code == "23505"
}

// sameTransaction: what comes after the violation is refused.
func sameTransaction(ctx context.Context, db *pgxpool.Pool, name string) (id int64, err error) {
	tx, err := db.Begin(ctx)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback(ctx)
	err = tx.QueryRow(ctx, find, name).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		err = tx.QueryRow(ctx, insert, name).Scan(&id) // want "conflict: .*looking again at line 37 fails: PostgreSQL has aborted the transaction"
		if isUnique(err) {
			err = tx.QueryRow(ctx, find, name).Scan(&id)
		}
	}
	if err != nil {
		return 0, err
	}
	return id, tx.Commit(ctx)
}

func given(ctx context.Context, tx pgx.Tx, name string) (id int64, err error) {
	err = tx.QueryRow(ctx, find, name).Scan(&id)
	if !errors.Is(err, pgx.ErrNoRows) {
		return id, err
	}
	if err = tx.QueryRow(ctx, insert, name).Scan(&id); err != nil { // want "conflict: .*PostgreSQL has aborted the transaction"
		if err2 := tx.QueryRow(ctx, find, name).Scan(&id); err2 != nil {
			return 0, err2
		}
	}
	return id, nil
}

// savepoint: the inner transaction is one, and only that is given up.
func savepoint(ctx context.Context, tx pgx.Tx, name string) (id int64, err error) {
	err = tx.QueryRow(ctx, find, name).Scan(&id)
	if !errors.Is(err, pgx.ErrNoRows) {
		return id, err
	}
	inner, err := tx.Begin(ctx)
	if err != nil {
		return 0, err
	}
	err = inner.QueryRow(ctx, insert, name).Scan(&id)
	if isUnique(err) {
		if err := inner.Rollback(ctx); err != nil {
			return 0, err
		}
		err = tx.QueryRow(ctx, find, name).Scan(&id)
		return id, err
	}
	if err != nil {
		return 0, err
	}
	return id, inner.Commit(ctx)
}

func savepointBySQL(ctx context.Context, tx pgx.Tx, name string) (id int64, err error) {
	err = tx.QueryRow(ctx, find, name).Scan(&id)
	if !errors.Is(err, pgx.ErrNoRows) {
		return id, err
	}
	if _, err = tx.Exec(ctx, "SAVEPOINT before_insert"); err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, insert, name).Scan(&id)
	if isUnique(err) {
		if _, err = tx.Exec(ctx, "ROLLBACK TO SAVEPOINT before_insert"); err != nil {
			return 0, err
		}
		err = tx.QueryRow(ctx, find, name).Scan(&id)
	}
	return id, err
}

// helper: what it does with the transaction is not known here.
func helper(ctx context.Context, tx pgx.Tx, back func(pgx.Tx) error, name string) (id int64, err error) {
	err = tx.QueryRow(ctx, find, name).Scan(&id)
	if !errors.Is(err, pgx.ErrNoRows) {
		return id, err
	}
	err = tx.QueryRow(ctx, insert, name).Scan(&id)
	if isUnique(err) {
		if err = back(tx); err != nil {
			return 0, err
		}
		err = tx.QueryRow(ctx, find, name).Scan(&id)
	}
	return id, err
}

// outside looks again where no transaction is.
func outside(ctx context.Context, db *pgxpool.Pool, name string) (id int64, err error) {
	err = db.QueryRow(ctx, find, name).Scan(&id)
	if !errors.Is(err, pgx.ErrNoRows) {
		return id, err
	}
	tx, err := db.Begin(ctx)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback(ctx)
	err = tx.QueryRow(ctx, insert, name).Scan(&id)
	if isUnique(err) {
		return id, db.QueryRow(ctx, find, name).Scan(&id)
	}
	if err != nil {
		return 0, err
	}
	return id, tx.Commit(ctx)
}

// querier is a pool as well as a transaction.
type querier interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// either: it may be a pool.
func either(ctx context.Context, q querier, name string) (id int64, err error) {
	err = q.QueryRow(ctx, find, name).Scan(&id)
	if !errors.Is(err, pgx.ErrNoRows) {
		return id, err
	}
	err = q.QueryRow(ctx, insert, name).Scan(&id)
	if isUnique(err) {
		err = q.QueryRow(ctx, find, name).Scan(&id)
	}
	return id, err
}

// refuses whoever finds it, so that any error will do.
func refuses(ctx context.Context, tx pgx.Tx, name string) error {
	var id int64
	if err := tx.QueryRow(ctx, find, name).Scan(&id); err == nil {
		return errTaken
	}
	err := tx.QueryRow(ctx, insert, name).Scan(&id)
	if isUnique(err) {
		return errTaken
	}
	return err
}
