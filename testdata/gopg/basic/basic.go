// Package basic holds find-then-create with go-pg.
package basic

import (
	"context"
	"errors"

	"github.com/go-pg/pg/v10"
)

// User has no unique key but its primary one.
type User struct {
	ID    int64  `pg:",pk"`
	Email string `pg:"mail"`
}

// Account has unique keys.
type Account struct {
	ID    int64  `pg:",pk"`
	Login string `pg:",unique"`
}

func ensure(db *pg.DB, email string) (*User, error) {
	u := new(User)
	err := db.Model(u).Where("mail = ?", email).Select()
	if errors.Is(err, pg.ErrNoRows) {
		u.Email = email
		_, err = db.Model(u).Insert() // want "duplicate: .*mail"
	}
	return u, err
}

func ensureExists(db pg.DBI, email string) error {
	ok, err := db.Model((*User)(nil)).Where("mail = ?", email).Exists()
	if err != nil || ok {
		return err
	}
	_, err = db.Model(&User{Email: email}).Insert() // want "duplicate: "
	return err
}

func ensureList(ctx context.Context, db *pg.DB, email string) error {
	var users []User
	if err := db.ModelContext(ctx, &users).Where("mail = ?", email).Select(); err != nil {
		return err
	}
	if len(users) > 0 {
		return nil
	}
	_, err := db.Model(&User{Email: email}).Insert() // want "duplicate: "
	return err
}

func raw(db *pg.DB, email string) error {
	var u User
	_, err := db.QueryOne(&u, "SELECT * FROM users WHERE mail = ?", email)
	if errors.Is(err, pg.ErrNoRows) {
		_, err = db.Exec("INSERT INTO users (mail) VALUES (?)", email) // want "duplicate: "
	}
	return err
}

func conflict(db *pg.DB, login string) error {
	n, err := db.Model(&Account{}).Where("login = ?", login).Count()
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Model(&Account{Login: login}).Insert() // want "conflict: "
	return err
}

func upsert(db *pg.DB, login string) error {
	n, err := db.Model(&Account{}).Where("login = ?", login).Count()
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Model(&Account{Login: login}).OnConflict("(login) DO NOTHING").Insert()
	return err
}

func selectOrInsert(db *pg.DB, login string) error {
	_, err := db.Model(&Account{Login: login}).Where("login = ?", login).OnConflict("DO NOTHING").SelectOrInsert()
	return err
}

func plainTransaction(ctx context.Context, db *pg.DB, email string) error {
	return db.RunInTransaction(ctx, func(tx *pg.Tx) error {
		ok, err := tx.Model((*User)(nil)).Where("mail = ?", email).For("UPDATE").Exists()
		if err != nil || ok {
			return err
		}
		_, err = tx.Model(&User{Email: email}).Insert() // want "duplicate: "
		return err
	})
}

var errTaken = errors.New("taken")

func handled(db *pg.DB, login string) error {
	ok, err := db.Model((*Account)(nil)).Where("login = ?", login).Exists()
	if err != nil {
		return err
	}
	if ok {
		return errTaken
	}
	_, err = db.Model(&Account{Login: login}).Insert()
	var pgErr pg.Error
	if errors.As(err, &pgErr) && pgErr.Field('C') == "23505" {
		return errTaken
	}
	return err
}

func otherKey(db *pg.DB, email, other string) error {
	ok, err := db.Model((*User)(nil)).Where("mail = ?", email).Exists()
	if err != nil || ok {
		return err
	}
	_, err = db.Model(&User{Email: other}).Insert()
	return err
}
