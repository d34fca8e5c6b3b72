// Package basic holds find-then-create with scany.
package basic

import (
	"context"
	"database/sql"
	"errors"

	"github.com/georgysavva/scany/v2/pgxscan"
	"github.com/georgysavva/scany/v2/sqlscan"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

type user struct {
	ID    int64
	Email string
}

var errTaken = errors.New("taken")

func ensure(ctx context.Context, pool *pgxpool.Pool, email string) (id int64, err error) {
	err = pgxscan.Get(ctx, pool, &id, `SELECT id FROM users WHERE email = $1`, email)
	if pgxscan.NotFound(err) {
		_, err = pool.Exec(ctx, `INSERT INTO users (email) VALUES ($1)`, email) // want "duplicate: .*users.*email"
	}
	return id, err
}

func ensureSentinel(ctx context.Context, pool *pgxpool.Pool, email string) error {
	var u user
	if err := pgxscan.Get(ctx, pool, &u, `SELECT * FROM users WHERE email = $1`, email); !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	_, err := pool.Exec(ctx, `INSERT INTO users (email) VALUES ($1)`, email) // want "duplicate: .*users.*email"
	return err
}

func ensureList(ctx context.Context, db *sql.DB, email string) error {
	var found []*user
	if err := sqlscan.Select(ctx, db, &found, `SELECT * FROM users WHERE email = ?`, email); err != nil || len(found) > 0 {
		return err
	}
	_, err := db.ExecContext(ctx, `INSERT INTO users (email) VALUES (?)`, email) // want "duplicate: .*users.*email"
	return err
}

func ensureRows(ctx context.Context, db *sql.DB, email string) error {
	rows, err := db.QueryContext(ctx, `SELECT * FROM users WHERE email = ?`, email)
	if err != nil {
		return err
	}
	var u user
	if err := sqlscan.ScanOne(&u, rows); !sqlscan.NotFound(err) {
		return err
	}
	_, err = db.ExecContext(ctx, `INSERT INTO users (email) VALUES (?)`, email) // want "duplicate: .*users.*email"
	return err
}

// transaction runs at the default isolation level.
func transaction(ctx context.Context, pool *pgxpool.Pool, email string) error {
	return pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		var id int64
		err := pgxscan.Get(ctx, tx, &id, `SELECT id FROM users WHERE email = $1`, email)
		if pgxscan.NotFound(err) {
			_, err = tx.Exec(ctx, `INSERT INTO users (email) VALUES ($1)`, email) // want "duplicate: .*transaction begun"
		}
		return err
	})
}

func serializable(ctx context.Context, pool *pgxpool.Pool, email string) error {
	return pgx.BeginTxFunc(ctx, pool, pgx.TxOptions{IsoLevel: pgx.Serializable}, func(tx pgx.Tx) error {
		var id int64
		err := pgxscan.Get(ctx, tx, &id, `SELECT id FROM users WHERE email = $1`, email)
		if pgxscan.NotFound(err) {
			_, err = tx.Exec(ctx, `INSERT INTO users (email) VALUES ($1)`, email)
		}
		return err
	})
}

func upsert(ctx context.Context, pool *pgxpool.Pool, email string) (id int64, err error) {
	err = pgxscan.Get(ctx, pool, &id, `SELECT id FROM users WHERE email = $1`, email)
	if pgxscan.NotFound(err) {
		err = pgxscan.Get(ctx, pool, &id, `INSERT INTO users (email) VALUES ($1)
			ON CONFLICT (email) DO UPDATE SET email = EXCLUDED.email RETURNING id`, email)
	}
	return id, err
}

// handled tells the loser what happened.
func handled(ctx context.Context, pool *pgxpool.Pool, email string) error {
	var id int64
	err := pgxscan.Get(ctx, pool, &id, `SELECT id FROM users WHERE email = $1`, email)
	if err == nil {
		return errTaken
	}
	if !pgxscan.NotFound(err) {
		return err
	}
	_, err = pool.Exec(ctx, `INSERT INTO users (email) VALUES ($1)`, email)
	var taken *pgconn.PgError
	if errors.As(err, &taken) && taken.Code == "23505" {
		return errTaken
	}
	return err
}

// otherKey creates what it did not look for.
func otherKey(ctx context.Context, pool *pgxpool.Pool, email, other string) error {
	var id int64
	err := pgxscan.Get(ctx, pool, &id, `SELECT id FROM users WHERE email = $1`, email)
	if pgxscan.NotFound(err) {
		_, err = pool.Exec(ctx, `INSERT INTO users (email) VALUES ($1)`, other)
	}
	return err
}
