// Package basic holds find-then-create with doug-martin/goqu.
package basic

import (
	"context"
	"database/sql"
	"errors"

	"github.com/doug-martin/goqu/v9"
	"github.com/lib/pq"
)

// User is a row.
type User struct {
	ID    int64  `db:"id" goqu:"skipinsert"`
	Email string `db:"mail"`
	Name  string `db:"name"`
}

func ensure(ctx context.Context, db *goqu.Database, email string) (u User, err error) {
	found, err := db.From("users").Where(goqu.Ex{"mail": email}).ScanStructContext(ctx, &u)
	if err != nil || found {
		return u, err
	}
	_, err = db.Insert("users").Rows(User{Email: email}).Executor().ExecContext(ctx) // want "duplicate: .*mail"
	return u, err
}

func ensureCount(db *goqu.Database, email, name string) error {
	n, err := db.From(goqu.T("users")).Where(goqu.C("mail").Eq(email), goqu.I("users.name").Eq(name)).Count()
	if err != nil {
		return err
	}
	if n == 0 {
		_, err = db.Insert("users").Rows(goqu.Record{"mail": email, "name": name}).Executor().Exec() // want "duplicate: .*users.*mail"
	}
	return err
}

func ensureVal(db *goqu.Database, email, name string) error {
	var id int64
	found, err := db.From("users").Select("id").Where(goqu.Or(goqu.C("mail").Eq(email), goqu.C("name").Eq(name))).Executor().ScanVal(&id)
	if err != nil {
		return err
	}
	if !found {
		_, err = db.Insert("users").Cols("mail", "name").Vals([]any{email, name}).Executor().Exec() // want "duplicate: "
	}
	return err
}

func ensureText(db *sql.DB, email string) error {
	query, args, err := goqu.From("users").Where(goqu.L("mail = ?", email)).Prepared(true).ToSQL()
	if err != nil {
		return err
	}
	var u User
	err = db.QueryRow(query, args...).Scan(&u.ID, &u.Email, &u.Name)
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	query, args, err = goqu.Insert("users").Rows(goqu.Record{"mail": email}).ToSQL()
	if err != nil {
		return err
	}
	_, err = db.Exec(query, args...) // want "duplicate: .*mail"
	return err
}

func plainTransaction(db *goqu.Database, email string) error {
	return db.WithTx(func(tx *goqu.TxDatabase) error {
		var u User
		found, err := tx.From("users").Where(goqu.Ex{"mail": email}).ForUpdate(goqu.Wait).ScanStruct(&u)
		if err != nil || found {
			return err
		}
		_, err = tx.Insert("users").Rows(User{Email: email}).Executor().Exec() // want "duplicate: .*transaction"
		return err
	})
}

func serializable(ctx context.Context, db *goqu.Database, email string) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var u User
	found, err := tx.From("users").Where(goqu.Ex{"mail": email}).ScanStruct(&u)
	if err != nil || found {
		return err
	}
	if _, err := tx.Insert("users").Rows(User{Email: email}).Executor().Exec(); err != nil {
		return err
	}
	return tx.Commit()
}

func upsert(db *goqu.Database, email string) error {
	n, err := db.From("users").Where(goqu.Ex{"mail": email}).Count()
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Insert("users").Rows(User{Email: email}).OnConflict(goqu.DoNothing()).Executor().Exec()
	return err
}

var errTaken = errors.New("taken")

func handled(db *goqu.Database, email string) error {
	n, err := db.From("users").Where(goqu.Ex{"mail": email}).Count()
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	_, err = db.Insert("users").Rows(User{Email: email}).Executor().Exec()
	var pqErr *pq.Error
	if errors.As(err, &pqErr) && pqErr.Code == "23505" {
		return errTaken
	}
	return err
}

func otherKey(db *goqu.Database, email, other string) error {
	n, err := db.From("users").Where(goqu.Ex{"mail": email}).Count()
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Insert("users").Rows(User{Email: other}).Executor().Exec()
	return err
}

func otherOperator(db *goqu.Database, email string) error {
	n, err := db.From("users").Where(goqu.Ex{"mail": goqu.Op{"neq": email}}, goqu.C("name").Neq(email)).Count()
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Insert("users").Rows(User{Email: email, Name: email}).Executor().Exec()
	return err
}

func unknown(db *goqu.Database, where goqu.Expression, email string) error {
	n, err := db.From("users").Where(where).Count()
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Insert("users").Rows(User{Email: email}).Executor().Exec()
	return err
}
