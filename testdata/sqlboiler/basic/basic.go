// Package basic holds find-then-create with models that sqlboiler generates.
package basic

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/aarondl/sqlboiler/v4/boil"
	"github.com/aarondl/sqlboiler/v4/queries/qm"

	"github.com/toctou-lint/toctou/testdata/sqlboiler/tables"
)

var errTaken = errors.New("taken")

func ensure(ctx context.Context, db boil.ContextExecutor, email string) (*tables.User, error) {
	u, err := tables.Users(tables.UserWhere.Email.EQ(email)).One(ctx, db)
	if errors.Is(err, sql.ErrNoRows) {
		u = &tables.User{Email: email}
		err = u.Insert(ctx, db, boil.Infer()) // want "duplicate: .*User.*email"
	}
	return u, err
}

func ensureExists(ctx context.Context, db *sql.DB, email string, tenant int64) error {
	ok, err := tables.Users(qm.Where("email = ?", email), qm.And("tenant_id = ?", tenant)).Exists(ctx, db)
	if err != nil || ok {
		return err
	}
	u := tables.User{Email: email, TenantID: tenant}
	return u.Insert(ctx, db, boil.Infer()) // want "duplicate: .*User.*email.*tenant_id"
}

func ensureCount(ctx context.Context, db *sql.DB, email string, tenant int64) error {
	mods := []qm.QueryMod{tables.UserWhere.Email.EQ(email), tables.UserWhere.TenantID.EQ(tenant), qm.Limit(1)}
	n, err := tables.Users(mods...).Count(ctx, db)
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	return (&tables.User{Email: email, TenantID: tenant}).Insert(ctx, db, boil.Infer()) // want "duplicate: .*User.*email.*tenant_id"
}

func ensureID(ctx context.Context, db *sql.DB, id int64) error {
	ok, err := tables.UserExists(ctx, db, id)
	if err != nil || ok {
		return err
	}
	return (&tables.User{ID: id}).Insert(ctx, db, boil.Infer()) // want "conflict: .*User.*id"
}

func ensureFound(ctx context.Context, db *sql.DB, id int64) error {
	if _, err := tables.FindUser(ctx, db, id); err != sql.ErrNoRows {
		return err
	}
	return (&tables.User{ID: id}).Insert(ctx, db, boil.Infer()) // want "conflict: .*User.*id"
}

// transaction runs at the default isolation level.
func transaction(ctx context.Context, db *sql.DB, email string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	all, err := tables.Users(tables.UserWhere.Email.EQ(email), qm.For("UPDATE")).All(ctx, tx)
	if err != nil || len(all) > 0 {
		return err
	}
	if err := (&tables.User{Email: email}).Insert(ctx, tx, boil.Infer()); err != nil { // want "duplicate: .*transaction begun"
		return err
	}
	return tx.Commit()
}

func serializable(ctx context.Context, email string) error {
	tx, err := boil.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	all, err := tables.Users(tables.UserWhere.Email.EQ(email)).All(ctx, tx)
	if err != nil || len(all) > 0 {
		return err
	}
	if err := (&tables.User{Email: email}).Insert(ctx, tx, boil.Infer()); err != nil {
		return err
	}
	return tx.Commit()
}

func upsert(ctx context.Context, db *sql.DB, email string) error {
	ok, err := tables.Users(tables.UserWhere.Email.EQ(email)).Exists(ctx, db)
	if err != nil || ok {
		return err
	}
	u := &tables.User{Email: email}
	return u.Upsert(ctx, db, false, []string{"email"}, boil.Infer(), boil.Infer())
}

// handled tells the loser what happened.
func handled(ctx context.Context, db *sql.DB, email string) error {
	ok, err := tables.Users(tables.UserWhere.Email.EQ(email)).Exists(ctx, db)
	if err != nil {
		return err
	}
	if ok {
		return errTaken
	}
	err = (&tables.User{Email: email}).Insert(ctx, db, boil.Infer())
	if err != nil && strings.Contains(err.Error(), "duplicate key") {
		return errTaken
	}
	return err
}

// otherKey creates what it did not look for.
func otherKey(ctx context.Context, db *sql.DB, email, other string) error {
	ok, err := tables.Users(tables.UserWhere.Email.EQ(email)).Exists(ctx, db)
	if err != nil || ok {
		return err
	}
	return (&tables.User{Email: other}).Insert(ctx, db, boil.Infer())
}

// others are conditions that say nothing of one key.
func others(ctx context.Context, db *sql.DB, email string) error {
	ok, err := tables.Users(tables.UserWhere.Email.NEQ(email)).Exists(ctx, db)
	if err != nil || ok {
		return err
	}
	return (&tables.User{Email: email}).Insert(ctx, db, boil.Infer())
}
