// Package basic holds find-then-create with gocql.
package basic

import (
	"context"
	"errors"

	"github.com/gocql/gocql"
)

var errTaken = errors.New("taken")

// register refuses who finds the row, and overwrites it for who does not.
func register(s *gocql.Session, email, name string) error {
	var got string
	err := s.Query(`SELECT email FROM users WHERE email = ?`, email).Scan(&got)
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, gocql.ErrNotFound) {
		return err
	}
	return s.Query(`INSERT INTO users (email, name) VALUES (?, ?)`, email, name).Exec() // want "overwrite: .*users.*email"
}

func registerCount(ctx context.Context, s *gocql.Session, email, name string) error {
	var n int
	q := s.Query(`SELECT COUNT(*) FROM users WHERE email = ?`, email).WithContext(ctx).Consistency(gocql.Quorum)
	if err := q.Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	return s.Query(`INSERT INTO users (email, name) VALUES (?, ?) USING TTL 60`, email, name).Exec() // want "overwrite: .*users.*email"
}

func registerIter(s *gocql.Session, email, name string) error {
	iter := s.Query(`SELECT email FROM users WHERE email = ?`, email).Iter()
	var got string
	found := iter.Scan(&got)
	if err := iter.Close(); err != nil {
		return err
	}
	if found {
		return errTaken
	}
	return s.Query(`INSERT INTO users (email, name) VALUES (?, ?)`, email, name).Exec() // want "overwrite: .*users.*email"
}

// conditional inserts only where there is nothing.
func conditional(s *gocql.Session, email, name string) error {
	var got string
	err := s.Query(`SELECT email FROM users WHERE email = ?`, email).Scan(&got)
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, gocql.ErrNotFound) {
		return err
	}
	applied, err := s.Query(`INSERT INTO users (email, name) VALUES (?, ?) IF NOT EXISTS`, email, name).ScanCAS()
	if err == nil && !applied {
		err = errTaken
	}
	return err
}

// unasked does not ask whether it was applied; the row is safe.
func unasked(s *gocql.Session, email, name string) error {
	var got string
	err := s.Query(`SELECT email FROM users WHERE email = ?`, email).Scan(&got)
	if err == nil {
		return errTaken
	}
	return s.Query(`INSERT INTO users (email, name) VALUES (?, ?) IF NOT EXISTS`, email, name).Exec()
}

// filled stores the same again: nobody is harmed.
func filled(s *gocql.Session, email string, load func() string) error {
	var got string
	err := s.Query(`SELECT name FROM names WHERE email = ?`, email).Scan(&got)
	if errors.Is(err, gocql.ErrNotFound) {
		return s.Query(`INSERT INTO names (email, name) VALUES (?, ?)`, email, load()).Exec()
	}
	return err
}

// otherKey creates what it did not look for.
func otherKey(s *gocql.Session, email, other string) error {
	var got string
	err := s.Query(`SELECT email FROM users WHERE email = ?`, email).Scan(&got)
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, gocql.ErrNotFound) {
		return err
	}
	return s.Query(`INSERT INTO users (email) VALUES (?)`, other).Exec()
}
