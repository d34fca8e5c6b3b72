// Package basic holds find-then-create with go-zero's sqlx, mon and redis.
package basic

import (
	"context"
	"database/sql"
	"errors"

	"github.com/go-sql-driver/mysql"
	"github.com/zeromicro/go-zero/core/stores/mon"
	"github.com/zeromicro/go-zero/core/stores/monc"
	"github.com/zeromicro/go-zero/core/stores/redis"
	"github.com/zeromicro/go-zero/core/stores/sqlc"
	"github.com/zeromicro/go-zero/core/stores/sqlx"
	"go.mongodb.org/mongo-driver/v2/bson"
)

type user struct {
	ID    int64  `db:"id"`
	Email string `db:"email"`
}

func ensure(ctx context.Context, conn sqlx.SqlConn, email string) (id int64, err error) {
	err = conn.QueryRowCtx(ctx, &id, "select id from users where email = ? limit 1", email)
	if errors.Is(err, sqlx.ErrNotFound) {
		_, err = conn.ExecCtx(ctx, "insert into users (email) values (?)", email) // want "duplicate: .*users.*email"
	}
	return id, err
}

// otherName compares with another name of the same variable.
func otherName(conn sqlx.SqlConn, email string) error {
	var u user
	if err := conn.QueryRowPartial(&u, "select * from users where email = ?", email); err != sql.ErrNoRows {
		return err
	}
	_, err := conn.Exec("insert into users (email) values (?)", email) // want "duplicate: .*users.*email"
	return err
}

func ensureMany(ctx context.Context, conn sqlx.SqlConn, email string) error {
	var found []user
	if err := conn.QueryRowsCtx(ctx, &found, "select * from users where email = ?", email); err != nil || len(found) > 0 {
		return err
	}
	_, err := conn.ExecCtx(ctx, "insert into users (email) values (?)", email) // want "duplicate: .*users.*email"
	return err
}

func ensurePrepared(ctx context.Context, conn sqlx.SqlConn, email string) error {
	find, err := conn.PrepareCtx(ctx, "select id from users where email = ?")
	if err != nil {
		return err
	}
	insert, err := conn.PrepareCtx(ctx, "insert into users (email) values (?)")
	if err != nil {
		return err
	}
	var id int64
	if err := find.QueryRowCtx(ctx, &id, email); err != sqlx.ErrNotFound {
		return err
	}
	_, err = insert.ExecCtx(ctx, email) // want "duplicate: .*users.*email"
	return err
}

func ensureCached(ctx context.Context, conn sqlc.CachedConn, email string) error {
	var u user
	err := conn.QueryRowNoCacheCtx(ctx, &u, "select * from users where email = ?", email)
	if err == sqlc.ErrNotFound {
		_, err = conn.ExecNoCacheCtx(ctx, "insert into users (email) values (?)", email) // want "duplicate: .*users.*email"
	}
	return err
}

// transaction runs at the default isolation level.
func transaction(ctx context.Context, conn sqlx.SqlConn, email string) error {
	return conn.TransactCtx(ctx, func(ctx context.Context, session sqlx.Session) error {
		var id int64
		err := session.QueryRowCtx(ctx, &id, "select id from users where email = ? for update", email)
		if errors.Is(err, sqlx.ErrNotFound) {
			_, err = session.ExecCtx(ctx, "insert into users (email) values (?)", email) // want "duplicate: .*transaction begun"
		}
		return err
	})
}

func upsert(ctx context.Context, conn sqlx.SqlConn, email string) error {
	var id int64
	err := conn.QueryRowCtx(ctx, &id, "select id from users where email = ?", email)
	if errors.Is(err, sqlx.ErrNotFound) {
		_, err = conn.ExecCtx(ctx, "insert ignore into users (email) values (?)", email)
	}
	return err
}

var errTaken = errors.New("taken")

// handled tells the loser what happened.
func handled(ctx context.Context, conn sqlx.SqlConn, email string) error {
	var id int64
	err := conn.QueryRowCtx(ctx, &id, "select id from users where email = ?", email)
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, sqlx.ErrNotFound) {
		return err
	}
	_, err = conn.ExecCtx(ctx, "insert into users (email) values (?)", email)
	var taken *mysql.MySQLError
	if errors.As(err, &taken) && taken.Number == 1062 {
		return errTaken
	}
	return err
}

// otherKey creates what it did not look for.
func otherKey(ctx context.Context, conn sqlx.SqlConn, email, other string) error {
	var id int64
	err := conn.QueryRowCtx(ctx, &id, "select id from users where email = ?", email)
	if errors.Is(err, sqlx.ErrNotFound) {
		_, err = conn.ExecCtx(ctx, "insert into users (email) values (?)", other)
	}
	return err
}

type account struct {
	Email string `bson:"email"`
}

type accounts struct{ conn *mon.Model }

func newAccounts(uri string) *accounts {
	return &accounts{conn: mon.MustNewModel(uri, "shop", "accounts")}
}

func (a *accounts) ensure(ctx context.Context, email string) error {
	var found account
	err := a.conn.FindOne(ctx, &found, bson.M{"email": email})
	if err == mon.ErrNotFound {
		_, err = a.conn.InsertOne(ctx, &account{Email: email}) // want "duplicate: .*email"
	}
	return err
}

// otherKey creates what it did not look for.
func (a *accounts) otherKey(ctx context.Context, email, other string) error {
	var found account
	err := a.conn.FindOne(ctx, &found, bson.M{"email": email})
	if err == mon.ErrNotFound {
		_, err = a.conn.InsertOne(ctx, &account{Email: other})
	}
	return err
}

type cachedAccounts struct{ conn *monc.Model }

func (a *cachedAccounts) ensure(ctx context.Context, email string) error {
	var found account
	err := a.conn.FindOneNoCache(ctx, &found, bson.M{"email": email})
	if errors.Is(err, mon.ErrNotFound) {
		_, err = a.conn.InsertOne(ctx, "account:"+email, &account{Email: email}) // want "duplicate: .*email"
	}
	return err
}

func (a *cachedAccounts) ensureCount(ctx context.Context, email string) error {
	n, err := a.conn.CountDocuments(ctx, bson.M{"email": email})
	if err != nil || n > 0 {
		return err
	}
	_, err = a.conn.InsertOneNoCache(ctx, &account{Email: email}) // want "duplicate: .*email"
	return err
}

type moved struct{ table string }

func newMoved() *moved { return &moved{table: "users"} }

func (m *moved) to(table string) { m.table = table }

// elsewhere asks a table that need not be the one it writes to.
func (m *moved) elsewhere(ctx context.Context, conn sqlx.SqlConn, email string) error {
	var id int64
	err := conn.QueryRowCtx(ctx, &id, "select id from "+m.table+" where email = ?", email)
	if errors.Is(err, sqlx.ErrNotFound) {
		_, err = conn.ExecCtx(ctx, "insert into users (email) values (?)", email)
	}
	return err
}

func once(ctx context.Context, store *redis.Redis, order string) error {
	done, err := store.ExistsCtx(ctx, "done:"+order)
	if err != nil {
		return err
	}
	if done {
		return errTaken
	}
	return store.SetexCtx(ctx, "done:"+order, "1", 60) // want "overwrite: .*done:"
}

func onceAtomic(ctx context.Context, store *redis.Redis, order string) error {
	won, err := store.SetnxExCtx(ctx, "done:"+order, "1", 60)
	if err == nil && !won {
		err = errTaken
	}
	return err
}

// locked looks and writes under a lock that all processes see.
func locked(ctx context.Context, store *redis.Redis, order string) error {
	lock := redis.NewRedisLock(store, "lock:"+order)
	if ok, err := lock.AcquireCtx(ctx); err != nil || !ok {
		return errTaken
	}
	defer lock.ReleaseCtx(ctx)
	done, err := store.GetCtx(ctx, "done:"+order)
	if err != nil {
		return err
	}
	if done != "" {
		return errTaken
	}
	return store.SetCtx(ctx, "done:"+order, "1")
}

// cached fills a cache.
func cached(ctx context.Context, store *redis.Redis, key string, load func() (string, error)) (string, error) {
	val, err := store.GetCtx(ctx, key)
	if err != nil || val != "" {
		return val, err
	}
	if val, err = load(); err != nil {
		return "", err
	}
	return val, store.SetexCtx(ctx, key, val, 60)
}
