package labels

import (
	"context"
	"database/sql"

	"github.com/toctou-lint/toctou/testdata/layers/conn"
)

func inside(ctx context.Context, t *conn.Tx, name string) error {
	var id int
	err := t.QueryRow(ctx, "SELECT id FROM a WHERE name = $1", name).Scan(&id)
	if err == sql.ErrNoRows {
		return t.Exec(ctx, "INSERT INTO a (name) VALUES ($1)", name) // want `duplicate: .* a with name = name`
	}
	return err
}

func serial(ctx context.Context, d *conn.DB, name string) error {
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

func plainly(ctx context.Context, d *conn.DB, name string) error {
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

func within(ctx context.Context, d *conn.DB, name string) error {
	return d.InTx(ctx, func(t *conn.Tx) error {
		var id int
		err := t.QueryRow(ctx, "SELECT id FROM d WHERE name = $1", name).Scan(&id)
		if err == sql.ErrNoRows {
			return t.Exec(ctx, "INSERT INTO d (name) VALUES ($1)", name)
		}
		return err
	})
}

func locked(ctx context.Context, d *conn.DB, name string) error {
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

func leveled(ctx context.Context, d *conn.DB, name string) error {
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
