// Package apache holds find-then-create with the successor of gocql.
package apache

import (
	"context"
	"errors"

	gocql "github.com/apache/cassandra-gocql-driver/v2"
)

var errTaken = errors.New("taken")

func register(ctx context.Context, s *gocql.Session, email, name string) error {
	var got string
	err := s.Query(`SELECT email FROM users WHERE email = ?`, email).ScanContext(ctx, &got)
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, gocql.ErrNotFound) {
		return err
	}
	return s.Query(`INSERT INTO users (email, name) VALUES (?, ?)`, email, name).ExecContext(ctx) // want "overwrite: .*users.*email"
}

func registerIter(s *gocql.Session, email string) error {
	iter := s.Query(`SELECT email FROM users WHERE email = ?`, email).Consistency(gocql.Quorum).Iter()
	n := iter.NumRows()
	if err := iter.Close(); err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	return s.Query(`INSERT INTO users (email) VALUES (?)`, email).Exec() // want "overwrite: .*users.*email"
}

// conditional inserts only where there is nothing.
func conditional(ctx context.Context, s *gocql.Session, email string) error {
	var got string
	if err := s.Query(`SELECT email FROM users WHERE email = ?`, email).ScanContext(ctx, &got); err == nil {
		return errTaken
	}
	applied, err := s.Query(`INSERT INTO users (email) VALUES (?) IF NOT EXISTS`, email).ScanCASContext(ctx)
	if err == nil && !applied {
		err = errTaken
	}
	return err
}

// otherKey creates what it did not look for.
func otherKey(ctx context.Context, s *gocql.Session, email, other string) error {
	var got string
	if err := s.Query(`SELECT email FROM users WHERE email = ?`, email).ScanContext(ctx, &got); err == nil {
		return errTaken
	}
	return s.Query(`INSERT INTO users (email) VALUES (?)`, other).ExecContext(ctx)
}
