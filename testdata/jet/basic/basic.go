// Package basic holds find-then-create with jet.
package basic

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	. "github.com/go-jet/jet/v2/postgres"
	"github.com/go-jet/jet/v2/qrm"

	. "github.com/toctou-lint/toctou/testdata/jet/table"
)

type user struct {
	ID       int64 `sql:"primary_key"`
	Email    string
	TenantID int64
}

var errTaken = errors.New("taken")

func ensure(ctx context.Context, db qrm.DB, email string) (u user, err error) {
	err = SELECT(Users.AllColumns).FROM(Users).WHERE(Users.Email.EQ(String(email))).QueryContext(ctx, db, &u)
	if errors.Is(err, qrm.ErrNoRows) {
		_, err = Users.INSERT(Users.Email).VALUES(email).ExecContext(ctx, db) // want "duplicate: .*email"
	}
	return u, err
}

func ensureModel(ctx context.Context, db qrm.DB, email string, tenant int64) error {
	var found []user
	stmt := Users.SELECT(Users.AllColumns).WHERE(Users.Email.EQ(String(email)).AND(Users.TenantID.EQ(Int64(tenant)))).LIMIT(1)
	if err := stmt.QueryContext(ctx, db, &found); err != nil || len(found) > 0 {
		return err
	}
	u := user{Email: email, TenantID: tenant}
	return Users.INSERT(Users.Email, Users.TenantID).MODEL(u).RETURNING(Users.AllColumns).QueryContext(ctx, db, &u) // want "duplicate: .*email.*tenant_id"
}

// transaction runs at the default isolation level.
func transaction(ctx context.Context, db *sql.DB, email string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var u user
	err = SELECT(Users.ID).FROM(Users).WHERE(Users.Email.EQ(String(email))).QueryContext(ctx, tx, &u)
	if errors.Is(err, qrm.ErrNoRows) {
		if _, err := Users.INSERT(Users.Email).VALUES(email).ExecContext(ctx, tx); err != nil { // want "duplicate: .*transaction begun"
			return err
		}
		return tx.Commit()
	}
	return err
}

func serializable(ctx context.Context, db *sql.DB, email string) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var u user
	err = SELECT(Users.ID).FROM(Users).WHERE(Users.Email.EQ(String(email))).QueryContext(ctx, tx, &u)
	if errors.Is(err, qrm.ErrNoRows) {
		if _, err := Users.INSERT(Users.Email).VALUES(email).ExecContext(ctx, tx); err != nil {
			return err
		}
		return tx.Commit()
	}
	return err
}

func upsert(ctx context.Context, db qrm.DB, email string) error {
	var u user
	err := SELECT(Users.ID).FROM(Users).WHERE(Users.Email.EQ(String(email))).QueryContext(ctx, db, &u)
	if errors.Is(err, qrm.ErrNoRows) {
		_, err = Users.INSERT(Users.Email).VALUES(email).ON_CONFLICT(Users.Email).DO_NOTHING().ExecContext(ctx, db)
	}
	return err
}

// handled tells the loser what happened.
func handled(ctx context.Context, db qrm.DB, email string) error {
	var u user
	err := SELECT(Users.ID).FROM(Users).WHERE(Users.Email.EQ(String(email))).QueryContext(ctx, db, &u)
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, qrm.ErrNoRows) {
		return err
	}
	_, err = Users.INSERT(Users.Email).VALUES(email).ExecContext(ctx, db)
	if err != nil && strings.Contains(err.Error(), "duplicate key") {
		return errTaken
	}
	return err
}

// otherKey creates what it did not look for.
func otherKey(ctx context.Context, db qrm.DB, email, other string) error {
	var u user
	err := SELECT(Users.ID).FROM(Users).WHERE(Users.Email.EQ(String(email))).QueryContext(ctx, db, &u)
	if errors.Is(err, qrm.ErrNoRows) {
		_, err = Users.INSERT(Users.Email).VALUES(other).ExecContext(ctx, db)
	}
	return err
}

// updated changes a row, or inserts one that has another key.
func updated(ctx context.Context, db qrm.DB, email, other string) error {
	res, err := Users.UPDATE(Users.TenantID).SET(1).WHERE(Users.Email.EQ(String(email))).ExecContext(ctx, db)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n > 0 {
		return err
	}
	_, err = Users.INSERT(Users.Email).VALUES(other).ExecContext(ctx, db)
	return err
}
