// Package begun begins transactions in functions of its own.
package begun

import (
	"context"
	"database/sql"
)

// DB is a connection.
type DB struct{ sql *sql.DB }

// Tx is a transaction.
type Tx struct{ tx *sql.Tx }

func (d *DB) Begin(ctx context.Context) (*Tx, error) {
	t, err := d.sql.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return nil, err
	}
	return &Tx{tx: t}, nil
}

func (d *DB) Plain(ctx context.Context) (*Tx, error) {
	t, err := d.sql.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &Tx{tx: t}, nil
}

func (t *Tx) Exec(ctx context.Context, q string, args ...any) error {
	_, err := t.tx.ExecContext(ctx, q, args...)
	return err
}
func (t *Tx) QueryRow(ctx context.Context, q string, args ...any) *sql.Row {
	return t.tx.QueryRowContext(ctx, q, args...)
}
func (t *Tx) Commit() error   { return t.tx.Commit() }
func (t *Tx) Rollback() error { return t.tx.Rollback() }

func (d *DB) InTx(ctx context.Context, f func(*Tx) error) error {
	t, err := d.Begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if err := f(t); err != nil {
		return err
	}
	return t.Commit()
}

func inside(ctx context.Context, t *Tx, name string) error {
	var id int
	err := t.QueryRow(ctx, "SELECT id FROM a WHERE name = $1", name).Scan(&id)
	if err == sql.ErrNoRows {
		return t.Exec(ctx, "INSERT INTO a (name) VALUES ($1)", name) // want `duplicate: .* a with name = name`
	}
	return err
}

func serial(ctx context.Context, d *DB, name string) error {
	t, err := d.Begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	var id int
	err = t.QueryRow(ctx, "SELECT id FROM b WHERE name = $1", name).Scan(&id)
	if err == sql.ErrNoRows {
		if err := t.Exec(ctx, "INSERT INTO b (name) VALUES ($1)", name); err != nil {
			return err
		}
	}
	return t.Commit()
}

func plainly(ctx context.Context, d *DB, name string) error {
	t, err := d.Plain(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	var id int
	err = t.QueryRow(ctx, "SELECT id FROM c WHERE name = $1", name).Scan(&id)
	if err == sql.ErrNoRows {
		if err := t.Exec(ctx, "INSERT INTO c (name) VALUES ($1)", name); err != nil { // want `duplicate: .* c with name = name`
			return err
		}
	}
	return t.Commit()
}

func within(ctx context.Context, d *DB, name string) error {
	return d.InTx(ctx, func(t *Tx) error {
		var id int
		err := t.QueryRow(ctx, "SELECT id FROM d WHERE name = $1", name).Scan(&id)
		if err == sql.ErrNoRows {
			return t.Exec(ctx, "INSERT INTO d (name) VALUES ($1)", name)
		}
		return err
	})
}

func locked(ctx context.Context, d *DB, name string) error {
	t, err := d.Plain(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if err := t.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtext($1))", name); err != nil {
		return err
	}
	var id int
	err = t.QueryRow(ctx, "SELECT id FROM e WHERE name = $1", name).Scan(&id)
	if err == sql.ErrNoRows {
		if err := t.Exec(ctx, "INSERT INTO e (name) VALUES ($1)", name); err != nil {
			return err
		}
	}
	return t.Commit()
}

func leveled(ctx context.Context, d *DB, name string) error {
	t, err := d.Plain(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if err := t.Exec(ctx, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"); err != nil {
		return err
	}
	var id int
	err = t.QueryRow(ctx, "SELECT id FROM f WHERE name = $1", name).Scan(&id)
	if err == sql.ErrNoRows {
		if err := t.Exec(ctx, "INSERT INTO f (name) VALUES ($1)", name); err != nil {
			return err
		}
	}
	return t.Commit()
}

// two transactions: what the first has seen is of no use to the second.
func two(ctx context.Context, d *DB, name string) error {
	t, err := d.Begin(ctx)
	if err != nil {
		return err
	}
	var id int
	missing := t.QueryRow(ctx, "SELECT id FROM g WHERE name = $1", name).Scan(&id) == sql.ErrNoRows
	if err := t.Commit(); err != nil || !missing {
		return err
	}
	u, err := d.Begin(ctx)
	if err != nil {
		return err
	}
	if err := u.Exec(ctx, "INSERT INTO g (name) VALUES ($1)", name); err != nil { // want `duplicate: .* g with name = name`
		return err
	}
	return u.Commit()
}

// open begins a transaction and ends it: what it returns is in none.
func open(ctx context.Context, s *sql.DB) (*DB, error) {
	t, err := s.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return nil, err
	}
	if _, err := t.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS h (name TEXT)"); err != nil {
		return nil, err
	}
	return &DB{sql: s}, t.Commit()
}

func (d *DB) row(ctx context.Context, q string, args ...any) *sql.Row {
	return d.sql.QueryRowContext(ctx, q, args...)
}

func (d *DB) exec(ctx context.Context, q string, args ...any) error {
	_, err := d.sql.ExecContext(ctx, q, args...)
	return err
}

func opened(ctx context.Context, s *sql.DB, name string) error {
	d, err := open(ctx, s)
	if err != nil {
		return err
	}
	var id int
	if d.row(ctx, "SELECT id FROM h WHERE name = $1", name).Scan(&id) == sql.ErrNoRows {
		return d.exec(ctx, "INSERT INTO h (name) VALUES ($1)", name) // want `duplicate: .* h with name = name`
	}
	return nil
}

// either begins one or the other: who knows which.
func (d *DB) either(ctx context.Context, strict bool) (*Tx, error) {
	if !strict {
		t, err := d.sql.BeginTx(ctx, nil)
		return &Tx{tx: t}, err
	}
	t, err := d.sql.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	return &Tx{tx: t}, err
}

func whichever(ctx context.Context, d *DB, strict bool, name string) error {
	t, err := d.either(ctx, strict)
	if err != nil {
		return err
	}
	defer t.Rollback()
	var id int
	if t.QueryRow(ctx, "SELECT id FROM i WHERE name = $1", name).Scan(&id) == sql.ErrNoRows {
		if err := t.Exec(ctx, "INSERT INTO i (name) VALUES ($1)", name); err != nil {
			return err
		}
	}
	return t.Commit()
}
