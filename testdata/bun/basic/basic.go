// Package basic holds find-then-create with uptrace/bun.
package basic

import (
	"context"
	"database/sql"
	"errors"

	"github.com/lib/pq"
	"github.com/uptrace/bun"
)

// User has no unique key but its primary one.
type User struct {
	bun.BaseModel `bun:"table:users,alias:u"`
	ID            int64  `bun:",pk,autoincrement"`
	Email         string `bun:"mail"`
	Name          string
}

// Account has unique keys.
type Account struct {
	ID    int64  `bun:",pk,autoincrement"`
	Login string `bun:",unique"`
	Org   int64  `bun:"org,unique:org_name"`
	Name  string `bun:"name,unique:org_name"`
}

func ensure(ctx context.Context, db bun.IDB, email string) (*User, error) {
	u := new(User)
	err := db.NewSelect().Model(u).Where("mail = ?", email).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		u.Email = email
		_, err = db.NewInsert().Model(u).Exec(ctx) // want "duplicate: .*mail"
	}
	return u, err
}

func ensureExists(ctx context.Context, db *bun.DB, email string) error {
	ok, err := db.NewSelect().Model((*User)(nil)).Where("mail = ?", email).Exists(ctx)
	if err != nil || ok {
		return err
	}
	_, err = db.NewInsert().Model(&User{Email: email}).Exec(ctx) // want "duplicate: "
	return err
}

func ensureCount(ctx context.Context, db *bun.DB, name string) error {
	n, err := db.NewSelect().Model(&User{}).Where("u.name = ?", name).Count(ctx)
	if err != nil {
		return err
	}
	if n == 0 {
		_, err = db.NewInsert().Model(&User{Name: name}).Returning("id").Exec(ctx) // want "duplicate: "
	}
	return err
}

func ensureList(ctx context.Context, db *bun.DB, email string) error {
	var users []User
	if err := db.NewSelect().Model(&users).Where("mail = ?", email).Scan(ctx); err != nil {
		return err
	}
	if len(users) > 0 {
		return nil
	}
	_, err := db.NewInsert().Model(&User{Email: email}).Exec(ctx) // want "duplicate: "
	return err
}

// listError waits for an error that a list never gives.
func listError(ctx context.Context, db *bun.DB, email string) error {
	var users []User
	err := db.NewSelect().Model(&users).Where("mail = ?", email).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.NewInsert().Model(&User{Email: email}).Exec(ctx)
	}
	return err
}

func raw(ctx context.Context, db *bun.DB, email string) error {
	var id int64
	err := db.NewRaw("SELECT id FROM users WHERE mail = ?", email).Scan(ctx, &id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.NewInsert().Model(&User{Email: email}).Exec(ctx) // want "duplicate: "
	}
	return err
}

func conflict(ctx context.Context, db *bun.DB, org int64, name string) error {
	ok, err := db.NewSelect().Model((*Account)(nil)).Where("org = ?", org).Where("name = ?", name).Exists(ctx)
	if err != nil || ok {
		return err
	}
	_, err = db.NewInsert().Model(&Account{Org: org, Name: name}).Exec(ctx) // want "conflict: "
	return err
}

func upsert(ctx context.Context, db *bun.DB, login string) error {
	ok, err := db.NewSelect().Model((*Account)(nil)).Where("login = ?", login).Exists(ctx)
	if err != nil || ok {
		return err
	}
	_, err = db.NewInsert().Model(&Account{Login: login}).On("CONFLICT (login) DO UPDATE").Set("login = EXCLUDED.login").Exec(ctx)
	return err
}

func ignore(ctx context.Context, db *bun.DB, login string) error {
	ok, err := db.NewSelect().Model((*Account)(nil)).Where("login = ?", login).Exists(ctx)
	if err != nil || ok {
		return err
	}
	_, err = db.NewInsert().Model(&Account{Login: login}).Ignore().Exec(ctx)
	return err
}

func plainTransaction(ctx context.Context, db *bun.DB, email string) error {
	return db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		ok, err := tx.NewSelect().Model((*User)(nil)).Where("mail = ?", email).For("UPDATE").Exists(ctx)
		if err != nil || ok {
			return err
		}
		_, err = tx.NewInsert().Model(&User{Email: email}).Exec(ctx) // want "duplicate: "
		return err
	})
}

func serializable(ctx context.Context, db *bun.DB, email string) error {
	return db.RunInTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable}, func(ctx context.Context, tx bun.Tx) error {
		ok, err := tx.NewSelect().Model((*User)(nil)).Where("mail = ?", email).Exists(ctx)
		if err != nil || ok {
			return err
		}
		_, err = tx.NewInsert().Model(&User{Email: email}).Exec(ctx)
		return err
	})
}

var errTaken = errors.New("taken")

func handled(ctx context.Context, db *bun.DB, login string) error {
	ok, err := db.NewSelect().Model((*Account)(nil)).Where("login = ?", login).Exists(ctx)
	if err != nil {
		return err
	}
	if ok {
		return errTaken
	}
	_, err = db.NewInsert().Model(&Account{Login: login}).Exec(ctx)
	var pqErr *pq.Error
	if errors.As(err, &pqErr) && pqErr.Code == "23505" {
		return errTaken
	}
	return err
}

func otherKey(ctx context.Context, db *bun.DB, email, other string) error {
	ok, err := db.NewSelect().Model((*User)(nil)).Where("mail = ?", email).Exists(ctx)
	if err != nil || ok {
		return err
	}
	_, err = db.NewInsert().Model(&User{Email: other}).Exec(ctx)
	return err
}

func unknown(ctx context.Context, db *bun.DB, where, email string) error {
	ok, err := db.NewSelect().Model((*User)(nil)).Where(where).Exists(ctx)
	if err != nil || ok {
		return err
	}
	_, err = db.NewInsert().Model(&User{Email: email}).Exec(ctx)
	return err
}
