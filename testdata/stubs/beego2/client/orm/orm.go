// Package orm declares those names of github.com/beego/beego/v2/client/orm
// that the model speaks of, because the module proxy does not serve the
// module. It does nothing; its signatures are those of v2.3.10.
package orm

import (
	"context"
	"database/sql"
	"errors"
)

// ErrNoRows says that there is no row.
var ErrNoRows = errors.New("no row")

// Params are columns and values.
type Params map[string]any

// Condition is a condition under construction.
type Condition struct{ params []any }

// NewCondition returns the empty condition.
func NewCondition() *Condition { return &Condition{} }

func (c Condition) And(expr string, args ...any) *Condition    { return c.add(expr, args) }
func (c Condition) AndNot(expr string, args ...any) *Condition { return c.add(expr, args) }
func (c Condition) Or(expr string, args ...any) *Condition     { return c.add(expr, args) }
func (c Condition) OrNot(expr string, args ...any) *Condition  { return c.add(expr, args) }
func (c *Condition) AndCond(cond *Condition) *Condition        { return c.add(cond) }
func (c *Condition) AndNotCond(cond *Condition) *Condition     { return c.add(cond) }
func (c *Condition) OrCond(cond *Condition) *Condition         { return c.add(cond) }

func (c *Condition) add(params ...any) *Condition {
	return &Condition{params: append(c.params, params...)}
}

// DML writes.
type DML interface {
	Insert(md any) (int64, error)
	InsertWithCtx(ctx context.Context, md any) (int64, error)
	InsertOrUpdate(md any, colConflitAndArgs ...string) (int64, error)
	InsertOrUpdateWithCtx(ctx context.Context, md any, colConflitAndArgs ...string) (int64, error)
	InsertMulti(bulk int, mds any) (int64, error)
	InsertMultiWithCtx(ctx context.Context, bulk int, mds any) (int64, error)
	Update(md any, cols ...string) (int64, error)
	UpdateWithCtx(ctx context.Context, md any, cols ...string) (int64, error)
	Delete(md any, cols ...string) (int64, error)
	DeleteWithCtx(ctx context.Context, md any, cols ...string) (int64, error)
	Raw(query string, args ...any) RawSeter
	RawWithCtx(ctx context.Context, query string, args ...any) RawSeter
}

// DQL reads.
type DQL interface {
	Read(md any, cols ...string) error
	ReadWithCtx(ctx context.Context, md any, cols ...string) error
	ReadForUpdate(md any, cols ...string) error
	ReadForUpdateWithCtx(ctx context.Context, md any, cols ...string) error
	ReadOrCreate(md any, col1 string, cols ...string) (bool, int64, error)
	ReadOrCreateWithCtx(ctx context.Context, md any, col1 string, cols ...string) (bool, int64, error)
	QueryTable(ptrStructOrTableName any) QuerySeter
	QueryTableWithCtx(ctx context.Context, ptrStructOrTableName any) QuerySeter
}

// QueryExecutor reads and writes.
type QueryExecutor interface {
	DQL
	DML
}

// TxBeginner begins transactions.
type TxBeginner interface {
	Begin() (TxOrmer, error)
	BeginWithCtx(ctx context.Context) (TxOrmer, error)
	BeginWithOpts(opts *sql.TxOptions) (TxOrmer, error)
	BeginWithCtxAndOpts(ctx context.Context, opts *sql.TxOptions) (TxOrmer, error)
	DoTx(task func(ctx context.Context, txOrm TxOrmer) error) error
	DoTxWithCtx(ctx context.Context, task func(ctx context.Context, txOrm TxOrmer) error) error
	DoTxWithOpts(opts *sql.TxOptions, task func(ctx context.Context, txOrm TxOrmer) error) error
	DoTxWithCtxAndOpts(ctx context.Context, opts *sql.TxOptions, task func(ctx context.Context, txOrm TxOrmer) error) error
}

// TxCommitter ends one.
type TxCommitter interface {
	Commit() error
	Rollback() error
	RollbackUnlessCommit() error
}

// Ormer is a connection.
type Ormer interface {
	QueryExecutor
	TxBeginner
}

// TxOrmer is a transaction.
type TxOrmer interface {
	QueryExecutor
	TxCommitter
}

// QuerySeter is a query under construction.
type QuerySeter interface {
	Filter(string, ...any) QuerySeter
	FilterRaw(string, string) QuerySeter
	Exclude(string, ...any) QuerySeter
	SetCond(*Condition) QuerySeter
	Limit(limit any, args ...any) QuerySeter
	Offset(offset any) QuerySeter
	GroupBy(exprs ...string) QuerySeter
	OrderBy(exprs ...string) QuerySeter
	OrderClauses(orders ...any) QuerySeter
	ForceIndex(indexes ...string) QuerySeter
	UseIndex(indexes ...string) QuerySeter
	IgnoreIndex(indexes ...string) QuerySeter
	RelatedSel(params ...any) QuerySeter
	Distinct() QuerySeter
	ForUpdate() QuerySeter
	Aggregate(s string) QuerySeter
	Count() (int64, error)
	CountWithCtx(context.Context) (int64, error)
	Exist() bool
	ExistWithCtx(context.Context) bool
	Update(values Params) (int64, error)
	UpdateWithCtx(ctx context.Context, values Params) (int64, error)
	Delete() (int64, error)
	DeleteWithCtx(context.Context) (int64, error)
	All(container any, cols ...string) (int64, error)
	AllWithCtx(ctx context.Context, container any, cols ...string) (int64, error)
	One(container any, cols ...string) error
	OneWithCtx(ctx context.Context, container any, cols ...string) error
}

// RawSeter is a statement.
type RawSeter interface {
	Exec() (sql.Result, error)
	QueryRow(containers ...any) error
	QueryRows(containers ...any) (int64, error)
	Values(container *[]Params, cols ...string) (int64, error)
}
