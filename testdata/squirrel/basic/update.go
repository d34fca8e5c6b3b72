package basic

import (
	"context"
	"database/sql"
	"errors"

	sq "github.com/Masterminds/squirrel"
)

// touch asks whether there was a row to update.
func touch(ctx context.Context, db *sql.DB, email string) error {
	res, err := psql.Update("users").Set("seen", sq.Expr("now()")).Where(sq.Eq{"email": email}).RunWith(db).ExecContext(ctx)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n > 0 {
		return err
	}
	_, err = psql.Insert("users").Columns("email").Values(email).RunWith(db).ExecContext(ctx) // want "duplicate: .*users.*email"
	return err
}

// Tx is the program's own.
type Tx interface {
	sq.BaseRunner
	Commit() error
	Rollback() error
}

type conn interface{ Begin() (Tx, error) }

type job struct {
	c        conn
	id       int
	pipeline int
	name     string
}

// count locks the job's row for its callers.
func (j *job) count(tx Tx) (n int, err error) {
	err = psql.Update("jobs").Set("last", sq.Expr("last + 1")).Where(sq.Eq{"name": j.name, "pipeline": j.pipeline}).
		Suffix("RETURNING last").RunWith(tx).QueryRow().Scan(&n)
	return n, err
}

// build has the job's row to itself. Safe.
func (j *job) build() error {
	tx, err := j.c.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	n, err := j.count(tx)
	if err != nil {
		return err
	}
	var id int
	err = psql.Select("id").From("builds").Where(sq.Eq{"job": j.id, "status": "pending"}).RunWith(tx).QueryRow().Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = psql.Insert("builds").Columns("job", "status", "number").Values(j.id, "pending", n).RunWith(tx).Exec()
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}

// buildFirst counts too late.
func (j *job) buildFirst() error {
	tx, err := j.c.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id int
	err = psql.Select("id").From("builds").Where(sq.Eq{"job": j.id, "status": "pending"}).RunWith(tx).QueryRow().Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		n, err := j.count(tx)
		if err != nil {
			return err
		}
		_, err = psql.Insert("builds").Columns("job", "status", "number").Values(j.id, "pending", n).RunWith(tx).Exec() // want "duplicate: .*builds.*"
		if err != nil {
			return err
		}
	}
	return tx.Commit()
}
