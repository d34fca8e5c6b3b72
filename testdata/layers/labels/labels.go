// Package labels looks and creates through the calls of package conn.
package labels

import (
	"context"
	"database/sql"
	"errors"

	"github.com/Masterminds/squirrel"

	"github.com/toctou-lint/toctou/testdata/layers/conn"
)

// Ensure is a race.
func Ensure(ctx context.Context, d *conn.DB, name string) error {
	var id int
	err := d.QueryRow(ctx, "SELECT id FROM labels WHERE name = $1", name).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = d.Exec(ctx, "INSERT INTO labels (name) VALUES ($1)", name) // want `duplicate: .* labels with name = name`
	}
	return err
}

// Mark is a race.
func Mark(x *conn.X, name string) error {
	var id int
	err := x.Get(&id, conn.Quote("SELECT id FROM `marks` WHERE name = ?"), name)
	if errors.Is(err, sql.ErrNoRows) {
		return x.Exec("INSERT INTO `marks` (name) VALUES (?)", name) // want `duplicate: .* marks with name = name`
	}
	return err
}

// Upsert is none.
func Upsert(x *conn.X, name string) error {
	var id int
	err := x.Get(&id, "SELECT id FROM marks WHERE name = ?", name)
	if errors.Is(err, sql.ErrNoRows) {
		return x.Exec("INSERT INTO marks (name) VALUES (?) ON CONFLICT (name) DO NOTHING", name)
	}
	return err
}

// Told asks a function that has more to say than the call that it is made of.
func Told(x *conn.X, name string) error {
	var id int
	err := x.Find(&id, "SELECT id FROM marks WHERE name = ?", name)
	if errors.Is(err, conn.ErrNone) {
		return x.Exec("INSERT INTO marks (name) VALUES (?)", name) // want `duplicate: .* marks with name = name`
	}
	return err
}

// Counted counts by it.
func Counted(x *conn.X, name string) error {
	var n int
	if err := x.Find(&n, "SELECT COUNT(*) FROM marks WHERE name = ?", name); err != nil {
		return err
	}
	if n > 0 {
		return errors.New("taken")
	}
	return x.Exec("INSERT INTO marks (name) VALUES (?)", name) // want `duplicate: .* marks with name = name`
}

// Quiet is told of no violation: who loses goes on.
func Quiet(x *conn.X, name string) error {
	var id int
	err := x.Find(&id, "SELECT id FROM badges WHERE name = ?", name)
	if errors.Is(err, conn.ErrNone) {
		return x.Add("INSERT INTO badges (name) VALUES (?)", name)
	}
	return err
}

// Behind asks whatever stands behind an interface.
func Behind(r conn.Runner, name string) error {
	var id int
	err := r.Find(&id, "SELECT id FROM flags WHERE name = ?", name)
	if errors.Is(err, conn.ErrNone) {
		return r.Exec("INSERT INTO flags (name) VALUES (?)", name) // linked
	}
	return err
}

// BehindAtomic is none.
func BehindAtomic(r conn.Runner, name string) error {
	var id int
	err := r.Find(&id, "SELECT id FROM flags WHERE name = ?", name)
	if errors.Is(err, conn.ErrNone) {
		return r.Exec("INSERT INTO flags (name) VALUES (?) ON CONFLICT (name) DO NOTHING", name)
	}
	return err
}

// Built hands statements under construction over.
func Built(x *conn.X, name string) error {
	var id int
	err := x.First(&id, squirrel.Select("id").From("tags").Where(squirrel.Eq{"name": name}))
	if errors.Is(err, conn.ErrNone) {
		return x.Send(squirrel.Insert("tags").Columns("name").Values(name)) // want `duplicate: .* tags with name = name`
	}
	return err
}

// BuiltAtomic is none.
func BuiltAtomic(x *conn.X, name string) error {
	var id int
	err := x.First(&id, squirrel.Select("id").From("tags").Where(squirrel.Eq{"name": name}))
	if errors.Is(err, conn.ErrNone) {
		return x.Send(squirrel.Insert("tags").Columns("name").Values(name).Suffix("ON CONFLICT (name) DO NOTHING"))
	}
	return err
}
