// Package sqlx declares those names of github.com/zeromicro/go-zero/core/stores/sqlx
// that the model speaks of, because the module brings 90 packages along that
// say nothing of it. It does nothing; its signatures are those of v1.10.3.
package sqlx

import (
	"context"
	"database/sql"
)

// ErrNotFound says that there is no row.
var ErrNotFound = sql.ErrNoRows

// Session sends statements.
type Session interface {
	Exec(query string, args ...any) (sql.Result, error)
	ExecCtx(ctx context.Context, query string, args ...any) (sql.Result, error)
	Prepare(query string) (StmtSession, error)
	PrepareCtx(ctx context.Context, query string) (StmtSession, error)
	QueryRow(v any, query string, args ...any) error
	QueryRowCtx(ctx context.Context, v any, query string, args ...any) error
	QueryRowPartial(v any, query string, args ...any) error
	QueryRowPartialCtx(ctx context.Context, v any, query string, args ...any) error
	QueryRows(v any, query string, args ...any) error
	QueryRowsCtx(ctx context.Context, v any, query string, args ...any) error
	QueryRowsPartial(v any, query string, args ...any) error
	QueryRowsPartialCtx(ctx context.Context, v any, query string, args ...any) error
}

// SqlConn is a connection.
type SqlConn interface {
	Session
	RawDB() (*sql.DB, error)
	Transact(fn func(Session) error) error
	TransactCtx(ctx context.Context, fn func(context.Context, Session) error) error
}

// StmtSession is a prepared statement.
type StmtSession interface {
	Close() error
	Exec(args ...any) (sql.Result, error)
	ExecCtx(ctx context.Context, args ...any) (sql.Result, error)
	QueryRow(v any, args ...any) error
	QueryRowCtx(ctx context.Context, v any, args ...any) error
	QueryRowPartial(v any, args ...any) error
	QueryRowPartialCtx(ctx context.Context, v any, args ...any) error
	QueryRows(v any, args ...any) error
	QueryRowsCtx(ctx context.Context, v any, args ...any) error
	QueryRowsPartial(v any, args ...any) error
	QueryRowsPartialCtx(ctx context.Context, v any, args ...any) error
}

// NewSqlConnFromSession returns a session as a connection.
func NewSqlConnFromSession(Session) SqlConn { return nil }
