// Package sends hands statements under construction to helpers that send them.
package sends

import (
	"context"
	"database/sql"
	"errors"

	sq "github.com/Masterminds/squirrel"
	"github.com/jmoiron/sqlx"
)

// Store is a connection.
type Store struct{ db *sqlx.DB }

var errNone = errors.New("none")

func (s *Store) get(ctx context.Context, dest any, q sq.Sqlizer) error {
	query, args, err := q.ToSql()
	if err != nil {
		return err
	}
	err = s.db.GetContext(ctx, dest, query, args...)
	if errors.Is(err, sql.ErrNoRows) {
		return errNone
	}
	return err
}

// statement is what the helpers ask of a builder.
type statement interface {
	ToSql() (string, []any, error)
}

func (s *Store) exec(ctx context.Context, q statement) error {
	query, args, err := q.ToSql()
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, query, args...)
	return err
}

func (s *Store) insert(ctx context.Context, q sq.InsertBuilder) error {
	query, args, err := q.PlaceholderFormat(sq.Dollar).ToSql()
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, query, args...)
	return err
}

func ensure(ctx context.Context, s *Store, name string) error {
	var id int
	err := s.get(ctx, &id, sq.Select("id").From("labels").Where(sq.Eq{"name": name}))
	if errors.Is(err, errNone) {
		return s.exec(ctx, sq.Insert("labels").Columns("name").Values(name)) // want "duplicate: .* labels with name = name"
	}
	return err
}

func kept(ctx context.Context, s *Store, name string) error {
	find := sq.Select("id").From("labels").Where(sq.Eq{"name": name})
	var id int
	if err := s.get(ctx, &id, find); !errors.Is(err, errNone) {
		return err
	}
	create := sq.Insert("labels").Columns("name").Values(name)
	return s.exec(ctx, create) // want "duplicate: .* labels with name = name"
}

func ignored(ctx context.Context, s *Store, name string) error {
	var id int
	err := s.get(ctx, &id, sq.Select("id").From("labels").Where(sq.Eq{"name": name}))
	if errors.Is(err, errNone) {
		return s.exec(ctx, sq.Insert("labels").Columns("name").Values(name).Suffix("ON CONFLICT (name) DO NOTHING"))
	}
	return err
}

func elsewhere(ctx context.Context, s *Store, name string) error {
	var id int
	err := s.get(ctx, &id, sq.Select("id").From("labels").Where(sq.Eq{"name": name}))
	if errors.Is(err, errNone) {
		return s.exec(ctx, sq.Insert("aliases").Columns("name").Values(name))
	}
	return err
}

// any: what the statement is, nobody says here.
func whichever(ctx context.Context, s *Store, find, create sq.Sqlizer) error {
	var id int
	err := s.get(ctx, &id, find)
	if errors.Is(err, errNone) {
		return s.exec(ctx, create)
	}
	return err
}

func concrete(ctx context.Context, s *Store, name string) error {
	var id int
	err := s.get(ctx, &id, sq.Select("id").From("labels").Where(sq.Eq{"name": name}))
	if errors.Is(err, errNone) {
		return s.insert(ctx, sq.Insert("labels").Columns("name").Values(name)) // want "duplicate: .* labels with name = name"
	}
	return err
}
