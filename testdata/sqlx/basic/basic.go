// Package basic has find-then-create with jmoiron/sqlx.
package basic

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jmoiron/sqlx"
)

// User is a row.
type User struct {
	ID    int64  `db:"id"`
	Email string `db:"email"`
	Name  string `db:"name"`
}

var errTaken = errors.New("taken")

func get(ctx context.Context, db *sqlx.DB, email string) error {
	var u User
	err := db.GetContext(ctx, &u, "SELECT * FROM users WHERE email = $1", email)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, "INSERT INTO users (email) VALUES ($1)", email) // want "duplicate: .*users.*email"
	}
	return err
}

func getCount(db *sqlx.DB, email string) error {
	var n int
	if err := db.Get(&n, "SELECT COUNT(*) FROM users WHERE email = ?", email); err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	_, err := db.Exec("INSERT INTO users (email) VALUES (?)", email) // want "duplicate: .*users"
	return err
}

func getExists(db *sqlx.DB, email string) error {
	var exists bool
	if err := db.Get(&exists, "SELECT EXISTS(SELECT 1 FROM users WHERE email = $1)", email); err != nil {
		return err
	}
	if !exists {
		db.MustExec("INSERT INTO users (email) VALUES ($1)", email) // want "duplicate: "
	}
	return nil
}

func selectSlice(ctx context.Context, db *sqlx.DB, email string) error {
	var users []User
	if err := db.SelectContext(ctx, &users, "SELECT id, email, name FROM users WHERE email = $1", email); err != nil {
		return err
	}
	if len(users) == 0 {
		_, err := db.ExecContext(ctx, "INSERT INTO users (email) VALUES ($1)", email) // want "duplicate: "
		return err
	}
	return nil
}

func queryRowx(db *sqlx.DB, email string) error {
	var u User
	err := db.QueryRowx("SELECT * FROM users WHERE email = ?", email).StructScan(&u)
	if err == sql.ErrNoRows {
		_, err = db.Exec("INSERT INTO users (email) VALUES (?)", email) // want "duplicate: "
	}
	return err
}

func packageFunctions(ctx context.Context, q sqlx.ExtContext, email string) error {
	var id int64
	err := sqlx.GetContext(ctx, q, &id, "SELECT id FROM users WHERE email = $1", email)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = q.ExecContext(ctx, "INSERT INTO users (email) VALUES ($1)", email) // want "duplicate: "
	}
	return err
}

func rebound(db *sqlx.DB, email string) error {
	var id int64
	err := db.Get(&id, db.Rebind("SELECT id FROM users WHERE email = ?"), email)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec(db.Rebind("INSERT INTO users (email) VALUES (?)"), email) // want "duplicate: "
	}
	return err
}

func transaction(db *sqlx.DB, email string) error {
	tx, err := db.Beginx()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var u User
	if err := tx.Get(&u, "SELECT * FROM users WHERE email = ?", email); err == nil {
		return errTaken
	}
	if _, err := tx.Exec("INSERT INTO users (email) VALUES (?)", email); err != nil { // want "duplicate: "
		return err
	}
	return tx.Commit()
}

type store struct{ db *sqlx.DB }

func (s *store) byEmail(email string) (*User, error) {
	u := new(User)
	if err := s.db.Get(u, "SELECT * FROM users WHERE email = $1", email); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return nil, nil
		}
		return nil, err
	}
	return u, nil
}

func (s *store) create(u *User) error {
	_, err := s.db.Exec("INSERT INTO users (email, name) VALUES ($1, $2)", u.Email, u.Name)
	return err
}

func (s *store) register(email, name string) error {
	u, err := s.byEmail(email)
	if err != nil {
		return err
	}
	if u != nil {
		return errTaken
	}
	return s.create(&User{Email: email, Name: name}) // want "duplicate: "
}

// otherTable. Safe.
func otherTable(db *sqlx.DB, email string) error {
	var id int64
	err := db.Get(&id, "SELECT id FROM users WHERE email = ?", email)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO invites (email) VALUES (?)", email)
	}
	return err
}

// selectSentinel: Select gives no ErrNoRows, so the create is not reached. Safe.
func selectSentinel(db *sqlx.DB, email string) error {
	var users []User
	err := db.Select(&users, "SELECT * FROM users WHERE email = ?", email)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec("INSERT INTO users (email) VALUES (?)", email)
	}
	return err
}

// otherAddress. Safe.
func (s *store) otherAddress(email, next string) error {
	if u, err := s.byEmail(email); err != nil || u != nil {
		return err
	}
	return s.create(&User{Email: next})
}
