// Package sqlc declares those names of github.com/zeromicro/go-zero/core/stores/sqlc
// that the model and the code of goctl speak of; see package sqlx.
package sqlc

import (
	"context"
	"database/sql"

	"github.com/zeromicro/go-zero/core/stores/sqlx"
)

// ErrNotFound says that there is no row.
var ErrNotFound = sqlx.ErrNotFound

type (
	ExecFn            func(conn sqlx.SqlConn) (sql.Result, error)
	ExecCtxFn         func(ctx context.Context, conn sqlx.SqlConn) (sql.Result, error)
	IndexQueryFn      func(conn sqlx.SqlConn, v any) (any, error)
	IndexQueryCtxFn   func(ctx context.Context, conn sqlx.SqlConn, v any) (any, error)
	PrimaryQueryFn    func(conn sqlx.SqlConn, v, primary any) error
	PrimaryQueryCtxFn func(ctx context.Context, conn sqlx.SqlConn, v, primary any) error
	QueryFn           func(conn sqlx.SqlConn, v any) error
	QueryCtxFn        func(ctx context.Context, conn sqlx.SqlConn, v any) error
)

// CachedConn is a connection with a cache in front.
type CachedConn struct{ db sqlx.SqlConn }

func (CachedConn) Exec(exec ExecFn, keys ...string) (sql.Result, error) { return nil, nil }
func (CachedConn) ExecCtx(ctx context.Context, exec ExecCtxFn, keys ...string) (sql.Result, error) {
	return nil, nil
}
func (CachedConn) ExecNoCache(q string, args ...any) (sql.Result, error) { return nil, nil }
func (CachedConn) ExecNoCacheCtx(ctx context.Context, q string, args ...any) (sql.Result, error) {
	return nil, nil
}
func (CachedConn) QueryRow(v any, key string, query QueryFn) error { return nil }
func (CachedConn) QueryRowCtx(ctx context.Context, v any, key string, query QueryCtxFn) error {
	return nil
}
func (CachedConn) QueryRowIndex(v any, key string, keyer func(primary any) string, indexQuery IndexQueryFn, primaryQuery PrimaryQueryFn) error {
	return nil
}
func (CachedConn) QueryRowIndexCtx(ctx context.Context, v any, key string, keyer func(primary any) string, indexQuery IndexQueryCtxFn, primaryQuery PrimaryQueryCtxFn) error {
	return nil
}
func (CachedConn) QueryRowNoCache(v any, q string, args ...any) error        { return nil }
func (CachedConn) QueryRowPartialNoCache(v any, q string, args ...any) error { return nil }
func (CachedConn) QueryRowNoCacheCtx(ctx context.Context, v any, q string, args ...any) error {
	return nil
}
func (CachedConn) QueryRowPartialNoCacheCtx(ctx context.Context, v any, q string, args ...any) error {
	return nil
}
func (CachedConn) QueryRowsNoCache(v any, q string, args ...any) error        { return nil }
func (CachedConn) QueryRowsPartialNoCache(v any, q string, args ...any) error { return nil }
func (CachedConn) QueryRowsNoCacheCtx(ctx context.Context, v any, q string, args ...any) error {
	return nil
}
func (CachedConn) QueryRowsPartialNoCacheCtx(ctx context.Context, v any, q string, args ...any) error {
	return nil
}
func (CachedConn) Transact(fn func(sqlx.Session) error) error { return nil }
func (CachedConn) TransactCtx(ctx context.Context, fn func(context.Context, sqlx.Session) error) error {
	return nil
}
func (cc CachedConn) WithSession(session sqlx.Session) CachedConn { return cc }
