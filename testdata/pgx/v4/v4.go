// Package v4 has find-then-create with version 4 of jackc/pgx.
package v4

import (
	"context"
	"errors"

	"github.com/jackc/pgconn"
	"github.com/jackc/pgx/v4"
	"github.com/jackc/pgx/v4/pgxpool"
)

const (
	find   = "SELECT id FROM users WHERE email = $1"
	insert = "INSERT INTO users (email) VALUES ($1)"
)

func pool(ctx context.Context, db *pgxpool.Pool, email string) (id int64, err error) {
	err = db.QueryRow(ctx, find, email).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		err = db.QueryRow(ctx, insert+" RETURNING id", email).Scan(&id) // want "duplicate: .*users.*email"
	}
	return id, err
}

func rows(ctx context.Context, db *pgx.Conn, email string) error {
	found, err := db.Query(ctx, find, email)
	if err != nil {
		return err
	}
	defer found.Close()
	if found.Next() {
		return nil
	}
	_, err = db.Exec(ctx, insert, email) // want "duplicate: "
	return err
}

func plainFunc(ctx context.Context, db *pgxpool.Pool, email string) error {
	return db.BeginFunc(ctx, func(tx pgx.Tx) error {
		var id int64
		if err := tx.QueryRow(ctx, find, email).Scan(&id); err != pgx.ErrNoRows {
			return err
		}
		_, err := tx.Exec(ctx, insert, email) // want "duplicate: .*transaction"
		return err
	})
}

func serializable(ctx context.Context, db *pgxpool.Pool, email string) error {
	return db.BeginTxFunc(ctx, pgx.TxOptions{IsoLevel: pgx.Serializable}, func(tx pgx.Tx) error {
		var id int64
		if err := tx.QueryRow(ctx, find, email).Scan(&id); err != pgx.ErrNoRows {
			return err
		}
		_, err := tx.Exec(ctx, insert, email)
		return err
	})
}

func upsert(ctx context.Context, db *pgxpool.Pool, email string) error {
	var id int64
	if err := db.QueryRow(ctx, find, email).Scan(&id); err != pgx.ErrNoRows {
		return err
	}
	tag, err := db.Exec(ctx, insert+" ON CONFLICT DO NOTHING", email)
	if err == nil && tag.RowsAffected() == 0 {
		return errTaken
	}
	return err
}

var errTaken = errors.New("taken")

func handled(ctx context.Context, db *pgxpool.Pool, email string) error {
	var id int64
	err := db.QueryRow(ctx, find, email).Scan(&id)
	if err == nil {
		return errTaken
	}
	if err != pgx.ErrNoRows {
		return err
	}
	_, err = db.Exec(ctx, insert, email)
	var pgErr *pgconn.PgError
	if errors.As(err, &pgErr) && pgErr.Code == "23505" {
		return errTaken
	}
	return err
}

func otherKey(ctx context.Context, db *pgxpool.Pool, email, other string) error {
	var id int64
	if err := db.QueryRow(ctx, find, email).Scan(&id); err != pgx.ErrNoRows {
		return err
	}
	_, err := db.Exec(ctx, insert, other)
	return err
}

func unknown(ctx context.Context, db *pgxpool.Pool, query, email string) error {
	var id int64
	if err := db.QueryRow(ctx, query, email).Scan(&id); err != pgx.ErrNoRows {
		return err
	}
	_, err := db.Exec(ctx, insert, email)
	return err
}
