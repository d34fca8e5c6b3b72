// Package handled has programs that need no repair: when the create fails on the
// unique key they find again. Toctou is silent on them, and reports them as soon
// as they no longer ask for the violation.
package handled

import (
	"context"
	"database/sql"
	"errors"

	"github.com/beego/beego/v2/client/orm"
	"github.com/glebarez/go-sqlite"
	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/uptrace/bun"
	"xorm.io/xorm"

	"github.com/toctou-lint/toctou/testdata/proving/programs/entclient"
	"github.com/toctou-lint/toctou/testdata/proving/programs/entclient/member"
)

// Account is a row, as all of the libraries see it.
type Account struct {
	bun.BaseModel `bun:"table:accounts" xorm:"-" orm:"-"`
	Id            int64  `bun:",pk,autoincrement" xorm:"pk autoincr"`
	Email         string `bun:",unique" xorm:"unique" orm:"unique"`
}

// TableName is what xorm and beego ask for.
func (*Account) TableName() string { return "accounts" }

// violated reports whether an error says that a row is there already, whichever
// of the drivers it comes from.
func violated(err error) bool {
	var pg *pgconn.PgError
	var my *mysql.MySQLError
	var lite *sqlite.Error
	switch {
	case errors.As(err, &pg):
		return pg.Code == "23505"
	case errors.As(err, &my):
		return my.Number == 1062
	case errors.As(err, &lite):
		return lite.Code() == 2067
	}
	return false
}

// Bun returns the account of an email.
func Bun(ctx context.Context, db *bun.DB, email string) (int64, error) {
	a := new(Account)
	err := db.NewSelect().Model(a).Where("email = ?", email).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		a = &Account{Email: email}
		_, err = db.NewInsert().Model(a).Exec(ctx)
		if violated(err) {
			a = new(Account)
			err = db.NewSelect().Model(a).Where("email = ?", email).Scan(ctx)
		}
	}
	return a.Id, err
}

// Xorm returns the account of an email.
func Xorm(ctx context.Context, db *xorm.Engine, email string) (int64, error) {
	a := &Account{Email: email}
	has, err := db.Context(ctx).Get(a)
	if err != nil || has {
		return a.Id, err
	}
	_, err = db.Context(ctx).Insert(a)
	if violated(err) {
		a = &Account{Email: email}
		_, err = db.Context(ctx).Get(a)
	}
	return a.Id, err
}

// Beego returns the account of an email.
func Beego(ctx context.Context, db orm.Ormer, email string) (int64, error) {
	a := &Account{Email: email}
	err := db.ReadWithCtx(ctx, a, "Email")
	if errors.Is(err, orm.ErrNoRows) {
		_, err = db.InsertWithCtx(ctx, a)
		if violated(err) {
			err = db.ReadWithCtx(ctx, a, "Email")
		}
	}
	return a.Id, err
}

// Ent returns the member of an email.
func Ent(ctx context.Context, db *entclient.Client, email string) (int64, error) {
	a, err := db.Member.Query().Where(member.Email(email)).Only(ctx)
	if entclient.IsNotFound(err) {
		a, err = db.Member.Create().SetEmail(email).Save(ctx)
		if entclient.IsConstraintError(err) {
			a, err = db.Member.Query().Where(member.Email(email)).Only(ctx)
		}
	}
	if err != nil {
		return 0, err
	}
	return a.ID, nil
}
