package labels

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5"

	"github.com/toctou-lint/toctou/testdata/layers/conn"
)

// Label is a row.
type Label struct {
	ID   int    `db:"id"`
	Name string `db:"name"`
}

func named(ctx context.Context, x *conn.X, name string) error {
	if _, err := conn.One[Label](ctx, x.Base(), "SELECT * FROM pins WHERE name = $1", name); !errors.Is(err, conn.ErrNone) {
		return err
	}
	return x.ExecNamed(ctx, "INSERT INTO pins (name) VALUES (:name)", Label{Name: name}) // want `duplicate: .* pins with name = name`
}

func namedOther(ctx context.Context, x *conn.X, name, other string) error {
	if _, err := conn.One[Label](ctx, x.Base(), "SELECT * FROM pins WHERE name = $1", name); !errors.Is(err, conn.ErrNone) {
		return err
	}
	return x.ExecNamed(ctx, "INSERT INTO pins (name) VALUES (:name)", Label{Name: other})
}

func listed(d *conn.DB, name string) error {
	n, err := d.Int("SELECT COUNT(*) FROM pins WHERE name = ?", name)
	if err != nil || n > 0 {
		return err
	}
	return d.ExecList("INSERT INTO pins (name) VALUES (?)", []any{name}) // want `duplicate: .* pins with name = name`
}

func listedTwo(d *conn.DB, name, kind string) error {
	n, err := d.Int("SELECT COUNT(*) FROM pins WHERE name = ? AND kind = ?", name, kind)
	if err != nil || n > 0 {
		return err
	}
	return d.ExecList("INSERT INTO pins (kind, name) VALUES (?, ?)", []any{kind, name}) // want `duplicate: .* pins with name = name and kind = kind`
}

func listedUnknown(d *conn.DB, name string, args []any) error {
	n, err := d.Int("SELECT COUNT(*) FROM pins WHERE name = ?", name)
	if err != nil || n > 0 {
		return err
	}
	return d.ExecList("INSERT INTO pins (name) VALUES (?)", args)
}

func exists(d *conn.DB, name string) error {
	ok, err := d.Exists("SELECT 1 FROM pins WHERE name = ?", name)
	if err != nil || ok {
		return err
	}
	return d.ExecList("INSERT INTO pins (name) VALUES (?)", []any{name}) // want `duplicate: .* pins with name = name`
}

func existsAtomic(d *conn.DB, name string) error {
	ok, err := d.Exists("SELECT COUNT(*) FROM pins WHERE name = ?", name)
	if err != nil || ok {
		return err
	}
	return d.ExecList("INSERT IGNORE INTO pins (name) VALUES (?)", []any{name})
}

func prepared(c *conn.Cache, d *conn.DB, name string) error {
	find, err := c.Prepare("SELECT id FROM pins WHERE name = ?")
	if err != nil {
		return err
	}
	var id int
	if err := find.QueryRow(name).Scan(&id); err != sql.ErrNoRows {
		return err
	}
	return d.ExecList("INSERT INTO pins (name) VALUES (?)", []any{name}) // want `duplicate: .* pins with name = name`
}

func pooled(ctx context.Context, p *conn.Pool, name string) error {
	var id int
	err := p.Row(ctx, "SELECT id FROM pins WHERE name = $1", name).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return p.Exec(ctx, "INSERT INTO pins (name) VALUES ($1)", name) // want `duplicate: .* pins with name = name`
	}
	return err
}
