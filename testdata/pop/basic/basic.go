// Package basic holds find-then-create with gobuffalo/pop.
package basic

import (
	"context"
	"database/sql"
	"errors"

	"github.com/gobuffalo/pop/v6"
	"github.com/lib/pq"
)

// User is a row.
type User struct {
	ID    int    `db:"id"`
	Email string `db:"mail"`
	Name  string `db:"name"`
}

func ensure(c *pop.Connection, email string) (*User, error) {
	u := &User{}
	err := c.Where("mail = ?", email).First(u)
	if errors.Is(err, sql.ErrNoRows) {
		u.Email = email
		err = c.Create(u) // want "duplicate: .*mail"
	}
	return u, err
}

func ensureExists(c *pop.Connection, email string) error {
	ok, err := c.Where("mail = ?", email).Exists(&User{})
	if err != nil || ok {
		return err
	}
	return c.Create(&User{Email: email}) // want "duplicate: "
}

func ensureCount(c *pop.Connection, email string) error {
	n, err := c.Where("mail = ?", email).Where("name = ?", "x").Count(&User{})
	if err != nil {
		return err
	}
	if n > 0 {
		return errors.New("taken")
	}
	_, err = c.ValidateAndCreate(&User{Email: email, Name: "x"}) // want "duplicate: "
	return err
}

func ensureAll(c *pop.Connection, email string) error {
	var users []User
	if err := c.Where("mail = ?", email).All(&users); err != nil {
		return err
	}
	if len(users) == 0 {
		return c.Create(&User{Email: email}) // want "duplicate: "
	}
	return nil
}

func ensurePrimary(c *pop.Connection, id int) error {
	err := c.Find(&User{}, id)
	if errors.Is(err, sql.ErrNoRows) {
		return c.Create(&User{ID: id}) // want "conflict: .*id"
	}
	return err
}

func upsert(c *pop.Connection, email string) (*User, error) {
	u := &User{}
	err := c.Where("mail = ?", email).First(u)
	if errors.Is(err, sql.ErrNoRows) {
		err = c.RawQuery("INSERT INTO users (mail) VALUES (?) ON CONFLICT (mail) DO UPDATE SET mail = EXCLUDED.mail RETURNING *", email).First(u)
	}
	return u, err
}

func plainTransaction(c *pop.Connection, email string) error {
	return c.Transaction(func(tx *pop.Connection) error {
		ok, err := tx.Where("mail = ?", email).Exists(&User{})
		if err != nil || ok {
			return err
		}
		return tx.Create(&User{Email: email}) // want "duplicate: "
	})
}

func serializable(ctx context.Context, c *pop.Connection, email string) error {
	tx, err := c.NewTransactionContextOptions(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	ok, err := tx.Where("mail = ?", email).Exists(&User{})
	if err != nil || ok {
		return err
	}
	if err := tx.Create(&User{Email: email}); err != nil {
		return err
	}
	return tx.TX.Commit()
}

var errTaken = errors.New("taken")

func handled(c *pop.Connection, email string) error {
	ok, err := c.Where("mail = ?", email).Exists(&User{})
	if err != nil {
		return err
	}
	if ok {
		return errTaken
	}
	err = c.Create(&User{Email: email})
	var pqErr *pq.Error
	if errors.As(err, &pqErr) && pqErr.Code == "23505" {
		return errTaken
	}
	return err
}

func otherKey(c *pop.Connection, email, other string) error {
	ok, err := c.Where("mail = ?", email).Exists(&User{})
	if err != nil || ok {
		return err
	}
	return c.Create(&User{Email: other})
}
