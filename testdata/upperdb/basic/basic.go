// Package basic holds find-then-create with upper/db.
package basic

import (
	"context"
	"database/sql"
	"errors"

	"github.com/lib/pq"
	"github.com/upper/db/v4"
)

type User struct {
	ID    int64  `db:"id,omitempty"`
	Email string `db:"email"`
	Name  string `db:"name"`
}

func ensure(sess db.Session, email string) (u User, err error) {
	err = sess.Collection("users").Find(db.Cond{"email": email}).One(&u)
	if errors.Is(err, db.ErrNoMoreRows) {
		u.Email = email
		_, err = sess.Collection("users").Insert(u) // want "duplicate: .*email"
	}
	return u, err
}

func ensureExists(sess db.Session, email string) error {
	users := sess.Collection("users")
	ok, err := users.Find("email", email).Exists()
	if err != nil || ok {
		return err
	}
	return users.InsertReturning(&User{Email: email}) // want "duplicate: .*email"
}

func ensureCount(sess db.Session, email, name string) error {
	n, err := sess.Collection("users").Find(db.Or(db.Cond{"email": email}, db.Cond{"name": name})).Count()
	if err != nil || n > 0 {
		return err
	}
	_, err = sess.Collection("users").Insert(&User{Email: email, Name: name}) // want "duplicate: "
	return err
}

func builder(sess db.Session, email string) error {
	var u User
	err := sess.SQL().SelectFrom("users").Where("email = ?", email).One(&u)
	if err != db.ErrNoMoreRows {
		return err
	}
	_, err = sess.SQL().InsertInto("users").Columns("email", "name").Values(email, "").Exec() // want "duplicate: .*email"
	return err
}

// transaction runs at the default isolation level.
func transaction(sess db.Session, email string) error {
	return sess.Tx(func(tx db.Session) error {
		found, err := tx.Collection("users").Find("email", email).Exists()
		if err != nil || found {
			return err
		}
		_, err = tx.Collection("users").Insert(User{Email: email}) // want "duplicate: .*transaction begun"
		return err
	})
}

func serializable(ctx context.Context, sess db.Session, email string) error {
	return sess.TxContext(ctx, func(tx db.Session) error {
		found, err := tx.Collection("users").Find("email", email).Exists()
		if err != nil || found {
			return err
		}
		_, err = tx.Collection("users").Insert(User{Email: email})
		return err
	}, &sql.TxOptions{Isolation: sql.LevelSerializable})
}

// handled looks again when the insert loses the race.
func handled(sess db.Session, email string) (u User, err error) {
	users := sess.Collection("users")
	if err = users.Find("email", email).One(&u); !errors.Is(err, db.ErrNoMoreRows) {
		return u, err
	}
	_, err = users.Insert(User{Email: email})
	var conflict *pq.Error
	if errors.As(err, &conflict) && conflict.Code == "23505" {
		err = users.Find("email", email).One(&u)
	}
	return u, err
}

func upsert(sess db.Session, email string) error {
	var u User
	err := sess.SQL().SelectFrom("users").Where("email = ?", email).One(&u)
	if err != db.ErrNoMoreRows {
		return err
	}
	_, err = sess.SQL().Exec("INSERT INTO users (email) VALUES (?) ON CONFLICT DO NOTHING", email)
	return err
}

// otherKey creates what it did not look for.
func otherKey(sess db.Session, email, other string) error {
	ok, err := sess.Collection("users").Find("email", email).Exists()
	if err != nil || ok {
		return err
	}
	_, err = sess.Collection("users").Insert(&User{Email: other})
	return err
}

// table asks whether the table exists, and looks for no row.
func table(sess db.Session, email string) error {
	ok, err := sess.Collection("users").Exists()
	if err != nil || ok {
		return err
	}
	_, err = sess.Collection("users").Insert(&User{Email: email})
	return err
}

// elsewhere creates a row of another table.
func elsewhere(sess db.Session, email string) error {
	ok, err := sess.Collection("users").Find("email", email).Exists()
	if err != nil || ok {
		return err
	}
	_, err = sess.Collection("invitations").Insert(&User{Email: email})
	return err
}
