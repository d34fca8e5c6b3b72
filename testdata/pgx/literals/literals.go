// Package literals runs function literals with pgx: locks that statements take,
// isolation, and what is tried again, in the function that runs the literal.
package literals

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

type sender interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

type queries struct{ db sender }

func (q *queries) lock(ctx context.Context, key int64) error {
	_, err := q.db.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", key)
	return err
}

func (q *queries) get(ctx context.Context, name string) (id int64, err error) {
	err = q.db.QueryRow(ctx, "SELECT id FROM parts WHERE name = $1", name).Scan(&id)
	return id, err
}

func (q *queries) add(ctx context.Context, name string) (id int64, err error) {
	err = q.db.QueryRow(ctx, "INSERT INTO parts (name) VALUES ($1) RETURNING id", name).Scan(&id)
	return id, err
}

type store struct {
	*queries
	pool *pgxpool.Pool
}

func (s *store) in(ctx context.Context, fn func(*queries) error) error {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return err
	}
	if err := fn(&queries{tx}); err != nil {
		if undo := tx.Rollback(ctx); undo != nil {
			return fmt.Errorf("%w, %w", err, undo)
		}
		return err
	}
	return tx.Commit(ctx)
}

func (s *store) locked(ctx context.Context, key int64, fn func(*queries) error) error {
	return s.in(ctx, func(q *queries) error {
		if err := q.lock(ctx, key); err != nil {
			return err
		}
		return fn(q)
	})
}

func (s *store) inLocked(ctx context.Context, key int64, name string) (id int64, err error) {
	err = s.locked(ctx, key, func(q *queries) error {
		id, err = q.get(ctx, name)
		if errors.Is(err, pgx.ErrNoRows) {
			id, err = q.add(ctx, name)
		}
		return err
	})
	return id, err
}

// Only some wait for the lock.
func (s *store) maybeLocked(ctx context.Context, key int64, fn func(*queries) error) error {
	return s.in(ctx, func(q *queries) error {
		if key != 0 {
			if err := q.lock(ctx, key); err != nil {
				return err
			}
		}
		return fn(q)
	})
}

func (s *store) inMaybeLocked(ctx context.Context, key int64, name string) (id int64, err error) {
	err = s.maybeLocked(ctx, key, func(q *queries) error {
		id, err = q.get(ctx, name)
		if errors.Is(err, pgx.ErrNoRows) {
			id, err = q.add(ctx, name) // want "duplicate: .*name"
		}
		return err
	})
	return id, err
}

// level runs at the level that it is written with, and again where two collided.
func (s *store) serial(ctx context.Context, fn func(*queries) error) error {
	for range 5 {
		err := pgx.BeginTxFunc(ctx, s.pool, pgx.TxOptions{IsoLevel: pgx.Serializable}, func(tx pgx.Tx) error {
			return fn(&queries{tx})
		})
		var e *pgconn.PgError
		if errors.As(err, &e) && e.Code == "40001" {
			continue
		}
		return err
	}
	return errors.New("busy")
}

func (s *store) inSerial(ctx context.Context, name string) (id int64, err error) {
	err = s.serial(ctx, func(q *queries) error {
		id, err = q.get(ctx, name)
		if errors.Is(err, pgx.ErrNoRows) {
			id, err = q.add(ctx, name)
		}
		return err
	})
	return id, err
}

// At read committed nothing is tried again that a violation ends.
func (s *store) committed(ctx context.Context, fn func(*queries) error) error {
	for range 5 {
		err := pgx.BeginTxFunc(ctx, s.pool, pgx.TxOptions{IsoLevel: pgx.ReadCommitted}, func(tx pgx.Tx) error {
			return fn(&queries{tx})
		})
		var e *pgconn.PgError
		if errors.As(err, &e) && e.Code == "40001" {
			continue
		}
		return err
	}
	return errors.New("busy")
}

func (s *store) inCommitted(ctx context.Context, name string) (id int64, err error) {
	err = s.committed(ctx, func(q *queries) error {
		id, err = q.get(ctx, name)
		if errors.Is(err, pgx.ErrNoRows) {
			id, err = q.add(ctx, name) // want "duplicate: .*name"
		}
		return err
	})
	return id, err
}

// The check is outside.
func (s *store) outside(ctx context.Context, name string) (id int64, err error) {
	id, err = s.get(ctx, name)
	if err == nil {
		return id, nil
	}
	if !errors.Is(err, pgx.ErrNoRows) {
		return 0, err
	}
	err = s.in(ctx, func(q *queries) error {
		id, err = q.add(ctx, name) // want "duplicate: .*name"
		return err
	})
	return id, err
}
