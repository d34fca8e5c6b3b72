// Package basic holds find-then-create with pocketbase/dbx.
package basic

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/pocketbase/dbx"
)

type User struct {
	ID    int    `db:"pk,id"`
	Email string `db:"email"`
	Name  string `db:"name"`
}

func (User) TableName() string { return "users" }

func ensure(db *dbx.DB, email string) (u User, err error) {
	err = db.Select().From("users").Where(dbx.HashExp{"email": email}).One(&u)
	if errors.Is(err, sql.ErrNoRows) {
		u.Email = email
		err = db.Model(&u).Insert() // want "duplicate: .*User.*email"
	}
	return u, err
}

func ensureCount(b dbx.Builder, email string) error {
	var n int
	if err := b.NewQuery("SELECT COUNT(*) FROM users WHERE email={:e}").Bind(dbx.Params{"e": email}).Row(&n); err != nil || n > 0 {
		return err
	}
	_, err := b.Insert("users", dbx.Params{"email": email}).Execute() // want "duplicate: .*users.*email"
	return err
}

func ensureExp(db *dbx.DB, email, tenant string) error {
	query := db.Select("id").From("users")
	query.Where(dbx.NewExp("email = {:email}", dbx.Params{"email": email}))
	query.AndWhere(dbx.HashExp{"tenant": tenant})
	var id int
	if err := query.Row(&id); err != sql.ErrNoRows {
		return err
	}
	_, err := db.Insert("users", dbx.Params{"email": email, "tenant": tenant}).Execute() // want "duplicate: .*users.*email.*tenant"
	return err
}

func ensureAll(tx *dbx.Tx, email string) error {
	var found []User
	if err := tx.Select().Where(dbx.And(dbx.HashExp{"email": email})).All(&found); err != nil {
		return err
	}
	if len(found) > 0 {
		return nil
	}
	return tx.Model(&User{Email: email}).Insert() // want "duplicate: .*User.*email"
}

// transaction runs at the default isolation level.
func transaction(db *dbx.DB, email string) error {
	return db.Transactional(func(tx *dbx.Tx) error {
		var u User
		err := tx.Select().From("users").Where(dbx.HashExp{"email": email}).One(&u)
		if errors.Is(err, sql.ErrNoRows) {
			return tx.Model(&User{Email: email}).Insert() // want "duplicate: .*transaction begun"
		}
		return err
	})
}

func serializable(ctx context.Context, db *dbx.DB, email string) error {
	return db.TransactionalContext(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable}, func(tx *dbx.Tx) error {
		var u User
		err := tx.Select().From("users").Where(dbx.HashExp{"email": email}).One(&u)
		if errors.Is(err, sql.ErrNoRows) {
			return tx.Model(&User{Email: email}).Insert()
		}
		return err
	})
}

func upsert(db *dbx.DB, email string) error {
	var u User
	err := db.Select().From("users").Where(dbx.HashExp{"email": email}).One(&u)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Upsert("users", dbx.Params{"email": email}, "email").Execute()
	}
	return err
}

func handled(db *dbx.DB, email string) (u User, err error) {
	find := func() error { return db.Select().From("users").Where(dbx.HashExp{"email": email}).One(&u) }
	if err = find(); !errors.Is(err, sql.ErrNoRows) {
		return u, err
	}
	err = db.Model(&User{Email: email}).Insert()
	if err != nil && strings.Contains(err.Error(), "UNIQUE constraint failed") {
		err = find()
	}
	return u, err
}

// otherKey creates what it did not look for.
func otherKey(db *dbx.DB, email, other string) error {
	var u User
	err := db.Select().From("users").Where(dbx.HashExp{"email": email}).One(&u)
	if errors.Is(err, sql.ErrNoRows) {
		err = db.Model(&User{Email: other}).Insert()
	}
	return err
}

// elsewhere creates a row of another table.
func elsewhere(db *dbx.DB, email string) error {
	var u User
	err := db.Select().From("users").Where(dbx.HashExp{"email": email}).One(&u)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Insert("invitations", dbx.Params{"email": email}).Execute()
	}
	return err
}

// byName has a condition that says nothing of one key.
func byName(db *dbx.DB, name string) error {
	var u User
	err := db.Select().From("users").Where(dbx.Like("name", name)).One(&u)
	if errors.Is(err, sql.ErrNoRows) {
		err = db.Model(&User{Name: name}).Insert()
	}
	return err
}
