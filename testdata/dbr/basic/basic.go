// Package basic holds find-then-create with gocraft/dbr.
package basic

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/gocraft/dbr/v2"
)

type user struct {
	Id     int64
	Email  string
	Tenant int64
}

var errTaken = errors.New("taken")

func ensure(s *dbr.Session, email string) (id int64, err error) {
	err = s.Select("id").From("users").Where(dbr.Eq("email", email)).LoadOne(&id)
	if errors.Is(err, dbr.ErrNotFound) {
		_, err = s.InsertInto("users").Pair("email", email).Exec() // want "duplicate: .*users.*email"
	}
	return id, err
}

func ensureRecord(ctx context.Context, s dbr.SessionRunner, u *user) error {
	var found []user
	n, err := s.Select("*").From("users").Where("email = ? AND tenant = ?", u.Email, u.Tenant).LoadContext(ctx, &found)
	if err != nil || n > 0 {
		return err
	}
	_, err = s.InsertInto("users").Columns("email", "tenant").Record(u).ExecContext(ctx) // want "duplicate: .*users.*email.*tenant"
	return err
}

func ensureSQL(s *dbr.Session, email string) error {
	n, err := s.SelectBySql("SELECT COUNT(*) FROM users WHERE email = ?", email).ReturnInt64()
	if err != nil || n > 0 {
		return err
	}
	_, err = s.InsertBySql("INSERT INTO users (email) VALUES (?)", email).Exec() // want "duplicate: .*users.*email"
	return err
}

// inPlace drops what the calls return: they change the statement.
func inPlace(s *dbr.Session, email string) error {
	find := s.Select("id").From("users")
	find.Where(dbr.Eq("email", email))
	if _, err := find.ReturnString(); err != dbr.ErrNotFound {
		return err
	}
	insert := s.InsertInto("users")
	insert.Columns("email").Values(email)
	_, err := insert.Exec() // want "duplicate: .*users.*email"
	return err
}

// transaction runs at the default isolation level.
func transaction(s *dbr.Session, email string) error {
	tx, err := s.Begin()
	if err != nil {
		return err
	}
	defer tx.RollbackUnlessCommitted()
	var id int64
	err = tx.Select("id").From("users").Where("email = ?", email).Suffix("FOR UPDATE").LoadOne(&id)
	if errors.Is(err, dbr.ErrNotFound) {
		if _, err := tx.InsertInto("users").Pair("email", email).Exec(); err != nil { // want "duplicate: .*FOR UPDATE"
			return err
		}
		return tx.Commit()
	}
	return err
}

func serializable(ctx context.Context, s *dbr.Session, email string) error {
	tx, err := s.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.RollbackUnlessCommitted()
	var id int64
	err = tx.Select("id").From("users").Where("email = ?", email).LoadOne(&id)
	if errors.Is(err, dbr.ErrNotFound) {
		if _, err := tx.InsertInto("users").Pair("email", email).Exec(); err != nil {
			return err
		}
		return tx.Commit()
	}
	return err
}

func ignore(s *dbr.Session, email string) error {
	_, err := s.Select("id").From("users").Where(dbr.Eq("email", email)).ReturnInt64()
	if errors.Is(err, dbr.ErrNotFound) {
		_, err = s.InsertInto("users").Ignore().Pair("email", email).Exec()
	}
	return err
}

// handled tells the loser what happened.
func handled(s *dbr.Session, email string) error {
	_, err := s.Select("id").From("users").Where(dbr.Eq("email", email)).ReturnInt64()
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, dbr.ErrNotFound) {
		return err
	}
	_, err = s.InsertInto("users").Pair("email", email).Exec()
	if err != nil && strings.Contains(err.Error(), "Duplicate entry") {
		return errTaken
	}
	return err
}

// otherKey creates what it did not look for.
func otherKey(s *dbr.Session, email, other string) error {
	_, err := s.Select("id").From("users").Where(dbr.Eq("email", email)).ReturnInt64()
	if errors.Is(err, dbr.ErrNotFound) {
		_, err = s.InsertInto("users").Pair("email", other).Exec()
	}
	return err
}

// greater says nothing of one key.
func greater(s *dbr.Session, tenant int64) error {
	_, err := s.Select("id").From("users").Where(dbr.Gt("tenant", tenant)).ReturnInt64()
	if errors.Is(err, dbr.ErrNotFound) {
		_, err = s.InsertInto("users").Pair("tenant", tenant).Exec()
	}
	return err
}
