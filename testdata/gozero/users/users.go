// Package users is laid out as goctl lays out a model of one table.
package users

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/zeromicro/go-zero/core/stores/sqlc"
	"github.com/zeromicro/go-zero/core/stores/sqlx"
)

// ErrNotFound says that there is no such user.
var ErrNotFound = sqlx.ErrNotFound

var (
	names      = fieldNames(&User{})
	columns    = strings.Join(names, ",")
	insertable = strings.Join(remove(names, "id"), ",")
)

// User is a row.
type User struct {
	Id    int64  `db:"id"`
	Email string `db:"email"`
	Name  string `db:"name"`
}

// Table is the table. goctl has it behind an interface.
type Table struct {
	sqlc.CachedConn
	table string
}

// New returns the table.
func New(conn sqlc.CachedConn) *Table {
	return &Table{CachedConn: conn, table: "`users`"}
}

// FindOne looks for a user by the primary key.
func (m *Table) FindOne(ctx context.Context, id int64) (*User, error) {
	var resp User
	err := m.QueryRowCtx(ctx, &resp, fmt.Sprintf("cache:users:id:%v", id), func(ctx context.Context, conn sqlx.SqlConn, v any) error {
		query := fmt.Sprintf("select %s from %s where `id` = ? limit 1", columns, m.table)
		return conn.QueryRowCtx(ctx, v, query, id)
	})
	switch err {
	case nil:
		return &resp, nil
	case sqlc.ErrNotFound:
		return nil, ErrNotFound
	default:
		return nil, err
	}
}

// FindOneByEmail looks for a user by a unique key.
func (m *Table) FindOneByEmail(ctx context.Context, email string) (*User, error) {
	var resp User
	err := m.QueryRowIndexCtx(ctx, &resp, fmt.Sprintf("cache:users:email:%v", email), m.formatPrimary,
		func(ctx context.Context, conn sqlx.SqlConn, v any) (i any, e error) {
			query := fmt.Sprintf("select %s from %s where `email` = ? limit 1", columns, m.table)
			if err := conn.QueryRowCtx(ctx, &resp, query, email); err != nil {
				return nil, err
			}
			return resp.Id, nil
		}, m.queryPrimary)
	switch err {
	case nil:
		return &resp, nil
	case sqlc.ErrNotFound:
		return nil, ErrNotFound
	default:
		return nil, err
	}
}

// Insert inserts a user.
func (m *Table) Insert(ctx context.Context, data *User) (sql.Result, error) {
	id := fmt.Sprintf("cache:users:id:%v", data.Id)
	email := fmt.Sprintf("cache:users:email:%v", data.Email)
	ret, err := m.ExecCtx(ctx, func(ctx context.Context, conn sqlx.SqlConn) (result sql.Result, err error) {
		query := fmt.Sprintf("insert into %s (%s) values (?, ?)", m.table, insertable)
		return conn.ExecCtx(ctx, query, data.Email, data.Name)
	}, email, id)
	return ret, err
}

// Ensure leaves a user that exists as it is.
func (m *Table) Ensure(ctx context.Context, data *User) error {
	_, err := m.ExecCtx(ctx, func(ctx context.Context, conn sqlx.SqlConn) (sql.Result, error) {
		query := fmt.Sprintf("insert ignore into %s (%s) values (?, ?)", m.table, insertable)
		return conn.ExecCtx(ctx, query, data.Email, data.Name)
	})
	return err
}

func (m *Table) formatPrimary(primary any) string {
	return fmt.Sprintf("cache:users:id:%v", primary)
}

func (m *Table) queryPrimary(ctx context.Context, conn sqlx.SqlConn, v, primary any) error {
	query := fmt.Sprintf("select %s from %s where `id` = ? limit 1", columns, m.table)
	return conn.QueryRowCtx(ctx, v, query, primary)
}

// Find hands on what the store says.
func Find(ctx context.Context, conn sqlx.SqlConn, email string) (u User, err error) {
	return u, conn.QueryRowCtx(ctx, &u, "select * from users where email = ?", email)
}

// register is what a service would do, in this package.
func (m *Table) register(ctx context.Context, email string) error {
	_, err := m.FindOneByEmail(ctx, email)
	if err != ErrNotFound {
		return err
	}
	_, err = m.Insert(ctx, &User{Email: email}) // want "duplicate: .*users.*email"
	return err
}

func fieldNames(row any) []string { return strings.Fields(fmt.Sprintf("%+v", row)) }

func remove(names []string, name string) []string {
	return strings.Split(strings.ReplaceAll(strings.Join(names, " "), name, ""), " ")
}
