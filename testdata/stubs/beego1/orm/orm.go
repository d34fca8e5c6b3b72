// Package orm declares those names of github.com/astaxie/beego/orm that the
// model speaks of, because the module proxy does not serve the module. It does
// nothing; its signatures are those of v1.12.
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

// Ormer is a connection, and a transaction after Begin.
type Ormer interface {
	Read(md any, cols ...string) error
	ReadForUpdate(md any, cols ...string) error
	ReadOrCreate(md any, col1 string, cols ...string) (bool, int64, error)
	Insert(any) (int64, error)
	InsertOrUpdate(md any, colConflitAndArgs ...string) (int64, error)
	InsertMulti(bulk int, mds any) (int64, error)
	Update(md any, cols ...string) (int64, error)
	Delete(md any, cols ...string) (int64, error)
	QueryTable(ptrStructOrTableName any) QuerySeter
	Begin() error
	BeginTx(ctx context.Context, opts *sql.TxOptions) error
	Commit() error
	Rollback() error
	Raw(query string, args ...any) RawSeter
}

// QuerySeter is a query under construction.
type QuerySeter interface {
	Filter(string, ...any) QuerySeter
	Exclude(string, ...any) QuerySeter
	SetCond(*Condition) QuerySeter
	Limit(limit any, args ...any) QuerySeter
	Offset(offset any) QuerySeter
	GroupBy(exprs ...string) QuerySeter
	OrderBy(exprs ...string) QuerySeter
	RelatedSel(params ...any) QuerySeter
	Distinct() QuerySeter
	ForUpdate() QuerySeter
	Count() (int64, error)
	Exist() bool
	Update(values Params) (int64, error)
	Delete() (int64, error)
	All(container any, cols ...string) (int64, error)
	One(container any, cols ...string) error
}

// RawSeter is a statement.
type RawSeter interface {
	Exec() (sql.Result, error)
	QueryRow(containers ...any) error
	QueryRows(containers ...any) (int64, error)
}
