package conn

import (
	"context"
	"database/sql"
)

// Tx is a transaction.
type Tx struct{ tx *sql.Tx }

// Begin begins a serializable transaction.
func (d *DB) Begin(ctx context.Context) (*Tx, error) {
	t, err := d.sql.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return nil, err
	}
	return &Tx{tx: t}, nil
}

// Plain begins a transaction at the default level.
func (d *DB) Plain(ctx context.Context) (*Tx, error) {
	t, err := d.sql.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &Tx{tx: t}, nil
}

// Exec runs a statement.
func (t *Tx) Exec(ctx context.Context, q string, args ...any) error {
	_, err := t.tx.ExecContext(ctx, q, args...)
	return err
}

// QueryRow looks for a row.
func (t *Tx) QueryRow(ctx context.Context, q string, args ...any) *sql.Row {
	return t.tx.QueryRowContext(ctx, q, args...)
}

// Commit commits.
func (t *Tx) Commit() error { return t.tx.Commit() }

// Rollback rolls back.
func (t *Tx) Rollback() error { return t.tx.Rollback() }

// InTx runs f in a serializable transaction.
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
