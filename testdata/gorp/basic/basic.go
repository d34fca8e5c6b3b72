// Package basic holds find-then-create with gorp.
package basic

import (
	"database/sql"
	"errors"
	"strings"

	"github.com/go-gorp/gorp/v3"
)

// User is a row of users.
type User struct {
	Name  string `db:"name, primarykey"`
	Email string `db:"email"`
}

var errTaken = errors.New("taken")

func ensure(m *gorp.DbMap, name string) error {
	found, err := m.Get(User{}, name)
	if err != nil || found != nil {
		return err
	}
	return m.Insert(&User{Name: name}) // want "conflict: .*User.*name"
}

func ensureCount(m *gorp.DbMap, email string) error {
	n, err := m.SelectInt("select count(*) from users where email = ?", email)
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	return m.Insert(&User{Email: email}) // want "duplicate: .*User.*email"
}

func ensureOne(e gorp.SqlExecutor, email string) error {
	var u User
	err := e.SelectOne(&u, "select * from users where email = :email", map[string]any{"email": email})
	if errors.Is(err, sql.ErrNoRows) {
		err = e.Insert(&User{Email: email}) // want "duplicate: .*User.*email"
	}
	return err
}

func ensureList(e gorp.SqlExecutor, email string) error {
	var found []User
	if _, err := e.Select(&found, "select * from users where email = ?", email); err != nil || len(found) > 0 {
		return err
	}
	_, err := e.Exec("insert into users (email) values (?)", email) // want "duplicate: .*users.*email"
	return err
}

// transaction runs at the default isolation level.
func transaction(m *gorp.DbMap, email string) error {
	tx, err := m.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	id, err := tx.SelectInt("select id from users where email = ?", email)
	if err != nil || id != 0 {
		return err
	}
	if err := tx.Insert(&User{Email: email}); err != nil { // want "duplicate: .*transaction begun"
		return err
	}
	return tx.Commit()
}

func upsert(m *gorp.DbMap, name string) error {
	found, err := m.Get(User{}, name)
	if err != nil || found != nil {
		return err
	}
	_, err = m.Exec("insert into users (name) values (?) on conflict (name) do nothing", name)
	return err
}

// handled tells the loser what happened.
func handled(m *gorp.DbMap, email string) error {
	n, err := m.SelectInt("select count(*) from users where email = ?", email)
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	err = m.Insert(&User{Email: email})
	if err != nil && strings.Contains(err.Error(), "Duplicate entry") {
		return errTaken
	}
	return err
}

// otherKey creates what it did not look for.
func otherKey(m *gorp.DbMap, email, other string) error {
	n, err := m.SelectInt("select count(*) from users where email = ?", email)
	if err != nil || n > 0 {
		return err
	}
	return m.Insert(&User{Email: other})
}
