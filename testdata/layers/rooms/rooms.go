// Package rooms holds conflicts that are told apart behind an interface, or by a
// function that is a value.
package rooms

import (
	"context"
	"database/sql"
	"errors"

	"github.com/toctou-lint/toctou/testdata/layers/speak"
)

var errTaken = errors.New("taken")

type store struct {
	db    *sql.DB
	d     speak.Dialect
	link  speak.Link
	taken func(error) bool
	log   interface{ Failed(err error) }
}

func (s *store) get(ctx context.Context, name string) (id int, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT id FROM rooms WHERE name = ?", name).Scan(&id)
	return id, err
}

func (s *store) free(ctx context.Context, name string) error {
	_, err := s.get(ctx, name)
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return nil
}

func (s *store) asked(ctx context.Context, name string) error {
	if err := s.free(ctx, name); err != nil {
		return err
	}
	_, err := s.db.ExecContext(ctx, "INSERT INTO rooms (name) VALUES (?)", name)
	if s.d.Taken(err) {
		return errTaken
	}
	return err
}

func (s *store) reworded(ctx context.Context, name string) error {
	if err := s.free(ctx, name); err != nil {
		return err
	}
	_, err := s.db.ExecContext(ctx, "INSERT INTO rooms (name) VALUES (?)", name)
	return s.d.Plain(err)
}

func (s *store) again(ctx context.Context, name string) (int, error) {
	id, err := s.get(ctx, name)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	if _, err = s.db.ExecContext(ctx, "INSERT INTO rooms (name) VALUES (?)", name); err != nil && s.d.Taken(err) {
		return s.get(ctx, name)
	}
	return 0, err
}

// What a function tells apart that is a value nobody knows.
func (s *store) value(ctx context.Context, name string) error {
	if err := s.free(ctx, name); err != nil {
		return err
	}
	_, err := s.db.ExecContext(ctx, "INSERT INTO rooms (name) VALUES (?)", name)
	if s.taken(err) {
		return errTaken
	}
	return err
}

// Nobody behind the interface tells unique keys apart.
func (s *store) links(ctx context.Context, name string) error {
	if err := s.free(ctx, name); err != nil {
		return err
	}
	_, err := s.db.ExecContext(ctx, "INSERT INTO rooms (name) VALUES (?)", name) // linked
	if s.link.Missing(err) {
		return errTaken
	}
	return err
}

// To be told of it is not to answer.
func (s *store) logged(ctx context.Context, name string) error {
	if err := s.free(ctx, name); err != nil {
		return err
	}
	_, err := s.db.ExecContext(ctx, "INSERT INTO rooms (name) VALUES (?)", name) // want "duplicate: .*name"
	if err != nil {
		s.log.Failed(err)
	}
	return err
}

// One who wants the row gets an error where another was quicker.
func (s *store) ensure(ctx context.Context, name string) error {
	if _, err := s.get(ctx, name); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	_, err := s.db.ExecContext(ctx, "INSERT INTO rooms (name) VALUES (?)", name) // want "duplicate: .*name"
	if s.d.Taken(err) {
		return errTaken
	}
	return err
}
