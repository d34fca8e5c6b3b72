// Package basic holds find-then-create with GoFrame.
package basic

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/gogf/gf/v2/database/gdb"
	"github.com/gogf/gf/v2/frame/g"

	"github.com/toctou-lint/toctou/testdata/gf/dao"
	"github.com/toctou-lint/toctou/testdata/gf/do"
)

type user struct {
	Id    int64
	Email string
}

var errTaken = errors.New("taken")

func ensure(ctx context.Context, email string) error {
	one, err := g.Model("users").Ctx(ctx).Where("email", email).One()
	if err != nil {
		return err
	}
	if !one.IsEmpty() {
		return errTaken
	}
	_, err = g.Model("users").Ctx(ctx).Data(g.Map{"email": email}).Insert() // want "duplicate: .*users.*email"
	return err
}

func ensureNil(ctx context.Context, email string) error {
	one, err := g.DB().Model("users").Ctx(ctx).Where("email = ?", email).One()
	if err != nil || one != nil {
		return err
	}
	_, err = g.DB().Insert(ctx, "users", g.Map{"email": email}) // want "duplicate: .*users.*email"
	return err
}

func ensureCount(ctx context.Context, email string) error {
	n, err := dao.Users.Ctx(ctx).Where(g.Map{"email": email}).Count()
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	_, err = dao.Users.Ctx(ctx).Data(do.Users{Email: email}).Insert() // want "duplicate: .*users.*email"
	return err
}

func ensureColumns(ctx context.Context, email string, tenant int64) (int64, error) {
	columns := dao.Users.Columns()
	exist, err := dao.Users.Ctx(ctx).Where(columns.Email, email).Where(columns.TenantId, tenant).Exist()
	if err != nil || exist {
		return 0, err
	}
	return dao.Users.Ctx(ctx).Data(g.Map{
		dao.Users.Columns().Email:    email,
		dao.Users.Columns().TenantId: tenant,
	}).InsertAndGetId() // want "duplicate: .*users.*email.*tenant_id"
}

func ensureDo(ctx context.Context, email string) error {
	id, err := dao.Users.Ctx(ctx).Fields("id").Where(do.Users{Email: email}).Value()
	if err != nil {
		return err
	}
	if id.IsEmpty() {
		_, err = dao.Users.Ctx(ctx).Insert(do.Users{Email: email}) // want "duplicate: .*users.*email"
	}
	return err
}

// pointer stays nil where there is no row.
func pointer(ctx context.Context, email string) error {
	var found *user
	if err := dao.Users.Ctx(ctx).Where("email", email).Scan(&found); err != nil {
		return err
	}
	if found != nil {
		return errTaken
	}
	_, err := dao.Users.Ctx(ctx).Data(do.Users{Email: email}).Insert() // want "duplicate: .*users.*email"
	return err
}

// value cannot stay nil.
func value(ctx context.Context, db gdb.DB, email string) error {
	var found user
	err := db.GetScan(ctx, &found, "SELECT * FROM users WHERE email = ?", email)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec(ctx, "INSERT INTO users (email) VALUES (?)", email) // want "duplicate: .*users.*email"
	}
	return err
}

func counted(ctx context.Context, db gdb.DB, email string) error {
	n, err := db.GetCount(ctx, "SELECT COUNT(*) FROM users WHERE email = ?", email)
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Exec(ctx, "INSERT INTO users (email) VALUES (?)", email) // want "duplicate: .*users.*email"
	return err
}

// failed inserts when the look-up failed.
func failed(ctx context.Context, email string) error {
	var found *user
	err := dao.Users.Ctx(ctx).Where("email", email).Scan(&found)
	if err != nil {
		_, err = dao.Users.Ctx(ctx).Data(do.Users{Email: email}).Insert()
	}
	return err
}

// transaction runs at the default isolation level, and travels in the context.
func transaction(ctx context.Context, email string) error {
	return dao.Users.Transaction(ctx, func(ctx context.Context, tx gdb.TX) error {
		n, err := dao.Users.Ctx(ctx).Where("email", email).LockUpdate().Count()
		if err != nil || n > 0 {
			return err
		}
		_, err = dao.Users.Ctx(ctx).Data(do.Users{Email: email}).Insert() // want "duplicate: .*transaction begun"
		return err
	})
}

func transactionOf(ctx context.Context, email string) error {
	return g.DB().Transaction(ctx, func(ctx context.Context, tx gdb.TX) error {
		n, err := tx.Model("users").Where("email", email).Count()
		if err != nil || n > 0 {
			return err
		}
		_, err = tx.Model("users").Data("email", email).Insert(g.Map{"email": email}) // want "duplicate: .*transaction begun"
		return err
	})
}

func serializable(ctx context.Context, email string) error {
	options := gdb.TxOptions{Isolation: sql.LevelSerializable}
	return g.DB().TransactionWithOptions(ctx, options, func(ctx context.Context, tx gdb.TX) error {
		n, err := dao.Users.Ctx(ctx).Where("email", email).Count()
		if err != nil || n > 0 {
			return err
		}
		_, err = dao.Users.Ctx(ctx).Data(do.Users{Email: email}).Insert()
		return err
	})
}

func upsert(ctx context.Context, email string) error {
	n, err := dao.Users.Ctx(ctx).Where("email", email).Count()
	if err != nil || n > 0 {
		return err
	}
	if _, err = dao.Users.Ctx(ctx).Data(do.Users{Email: email}).InsertIgnore(); err != nil {
		return err
	}
	_, err = dao.Users.Ctx(ctx).Data(do.Users{Email: email}).OnConflict("email").Save()
	return err
}

// handled tells the loser what happened.
func handled(ctx context.Context, email string) error {
	n, err := dao.Users.Ctx(ctx).Where("email", email).Count()
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	_, err = dao.Users.Ctx(ctx).Data(do.Users{Email: email}).Insert()
	if err != nil && strings.Contains(err.Error(), "Duplicate entry") {
		return errTaken
	}
	return err
}

// otherKey creates what it did not look for.
func otherKey(ctx context.Context, email, other string) error {
	n, err := dao.Users.Ctx(ctx).Where("email", email).Count()
	if err != nil || n > 0 {
		return err
	}
	_, err = dao.Users.Ctx(ctx).Data(do.Users{Email: other}).Insert()
	return err
}

// comparisons say nothing of one key.
func comparisons(ctx context.Context, id int64) error {
	n, err := dao.Users.Ctx(ctx).Where(g.Map{"id >": id}).Count()
	if err != nil || n > 0 {
		return err
	}
	if n, err = dao.Users.Ctx(ctx).WhereNot("id", id).Count(); err != nil || n > 0 {
		return err
	}
	_, err = dao.Users.Ctx(ctx).Data(do.Users{Id: id}).Insert()
	return err
}
