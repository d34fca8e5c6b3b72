// Package protected has what makes the pair atomic with pgx, and what does not.
package protected

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

var errTaken = errors.New("taken")

const (
	find   = "SELECT id FROM users WHERE email = $1"
	insert = "INSERT INTO users (email) VALUES ($1)"
)

func isUniqueViolation(err error) bool {
	var pgErr *pgconn.PgError
	return errors.As(err, &pgErr) && pgErr.Code == "23505"
}

// Safe.

func upsert(ctx context.Context, db *pgxpool.Pool, email string) (created bool, err error) {
	var id int64
	if err = db.QueryRow(ctx, find, email).Scan(&id); !errors.Is(err, pgx.ErrNoRows) {
		return false, err
	}
	tag, err := db.Exec(ctx, insert+" ON CONFLICT DO NOTHING", email)
	return tag.RowsAffected() == 1, err
}

func conflict(ctx context.Context, db *pgxpool.Pool, email string) error {
	var id int64
	if err := db.QueryRow(ctx, find, email).Scan(&id); err == nil {
		return errTaken
	}
	_, err := db.Exec(ctx, insert, email)
	if isUniqueViolation(err) {
		return errTaken
	}
	return err
}

func beginTx(ctx context.Context, db *pgxpool.Pool, email string) error {
	tx, err := db.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.Serializable})
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	var id int64
	err = tx.QueryRow(ctx, find, email).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		_, err = tx.Exec(ctx, insert, email)
	}
	if err != nil {
		return err
	}
	return tx.Commit(ctx)
}

func beginTxFunc(ctx context.Context, db *pgxpool.Pool, email string) error {
	return pgx.BeginTxFunc(ctx, db, pgx.TxOptions{IsoLevel: pgx.Serializable}, func(tx pgx.Tx) error {
		var id int64
		err := tx.QueryRow(ctx, find, email).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			_, err = tx.Exec(ctx, insert, email)
		}
		return err
	})
}

func advisory(ctx context.Context, db *pgxpool.Pool, email string) error {
	return pgx.BeginFunc(ctx, db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", email); err != nil {
			return err
		}
		var id int64
		err := tx.QueryRow(ctx, find, email).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			_, err = tx.Exec(ctx, insert, email)
		}
		return err
	})
}

func parent(ctx context.Context, tx pgx.Tx, team int64, email string) error {
	var id int64
	if err := tx.QueryRow(ctx, "SELECT id FROM teams WHERE id = $1 FOR NO KEY UPDATE", team).Scan(&id); err != nil {
		return err
	}
	err := tx.QueryRow(ctx, "SELECT id FROM users WHERE team_id = $1 AND email = $2", team, email).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		_, err = tx.Exec(ctx, "INSERT INTO users (team_id, email) VALUES ($1, $2)", team, email)
	}
	return err
}

func tableLock(ctx context.Context, tx pgx.Tx, email string) error {
	if _, err := tx.Exec(ctx, "LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE"); err != nil {
		return err
	}
	var id int64
	err := tx.QueryRow(ctx, find, email).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		_, err = tx.Exec(ctx, insert, email)
	}
	return err
}

// Racy.

func beginFunc(ctx context.Context, db *pgxpool.Pool, email string) error {
	return pgx.BeginFunc(ctx, db, func(tx pgx.Tx) error {
		var id int64
		err := tx.QueryRow(ctx, find, email).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			_, err = tx.Exec(ctx, insert, email) // want "duplicate: "
		}
		return err
	})
}

func repeatableRead(ctx context.Context, db *pgxpool.Pool, email string) error {
	return pgx.BeginTxFunc(ctx, db, pgx.TxOptions{IsoLevel: pgx.RepeatableRead}, func(tx pgx.Tx) error {
		var id int64
		err := tx.QueryRow(ctx, find, email).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			_, err = tx.Exec(ctx, insert, email) // want "duplicate: "
		}
		return err
	})
}

func begin(ctx context.Context, db *pgxpool.Pool, email string) error {
	tx, err := db.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	var id int64
	if err := tx.QueryRow(ctx, find, email).Scan(&id); err == nil {
		return errTaken
	}
	if _, err := tx.Exec(ctx, insert, email); err != nil { // want "duplicate: "
		return err
	}
	return tx.Commit(ctx)
}

func absentRow(ctx context.Context, tx pgx.Tx, email string) error {
	rows, err := tx.Query(ctx, "SELECT id FROM users WHERE email = $1 FOR UPDATE", email)
	if err != nil {
		return err
	}
	_, err = pgx.CollectOneRow(rows, pgx.RowTo[int64])
	if errors.Is(err, pgx.ErrNoRows) {
		_, err = tx.Exec(ctx, insert, email) // want "duplicate: "
	}
	return err
}

// otherCode tests another violation than that of a unique key.
func otherCode(ctx context.Context, db *pgxpool.Pool, email string) error {
	var id int64
	if err := db.QueryRow(ctx, find, email).Scan(&id); err == nil {
		return errTaken
	}
	_, err := db.Exec(ctx, insert, email) // want "(duplicate|conflict): "
	var pgErr *pgconn.PgError
	if errors.As(err, &pgErr) && pgErr.Code == "23503" {
		return errors.New("no such team")
	}
	return err
}

func whereNotExists(ctx context.Context, db *pgxpool.Pool, email string) error {
	_, err := db.Exec(ctx, "INSERT INTO users (email) SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM users WHERE email = $1)", email) // want "helper: "
	return err
}
