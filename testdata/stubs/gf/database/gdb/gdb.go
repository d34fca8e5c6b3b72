// Package gdb declares those names of github.com/gogf/gf/v2/database/gdb that the
// model and generated code speak of, because the module brings 140 packages along
// that say nothing of it. It does nothing; its signatures are those of v2.9.8.
package gdb

import (
	"context"
	"database/sql"

	"github.com/gogf/gf/v2/container/gvar"
)

type (
	Map          = map[string]any
	Value        = *gvar.Var
	Array        []Value
	Record       map[string]Value
	Result       []Record
	ModelHandler func(m *Model) *Model
	Propagation  string
)

func (r Record) IsEmpty() bool            { return len(r) == 0 }
func (r Record) Struct(pointer any) error { return nil }
func (r Result) IsEmpty() bool            { return len(r) == 0 }
func (r Result) Len() int                 { return len(r) }
func (r Result) Size() int                { return len(r) }

// TxOptions are those of a transaction.
type TxOptions struct {
	Propagation Propagation
	Isolation   sql.IsolationLevel
	ReadOnly    bool
}

// DB is a connection.
type DB interface {
	Model(tableNameOrStruct ...any) *Model
	Raw(rawSql string, args ...any) *Model
	Schema(schema string) *Schema
	Ctx(ctx context.Context) DB
	Query(ctx context.Context, sql string, args ...any) (Result, error)
	Exec(ctx context.Context, sql string, args ...any) (sql.Result, error)
	Insert(ctx context.Context, table string, data any, batch ...int) (sql.Result, error)
	InsertIgnore(ctx context.Context, table string, data any, batch ...int) (sql.Result, error)
	InsertAndGetId(ctx context.Context, table string, data any, batch ...int) (int64, error)
	Replace(ctx context.Context, table string, data any, batch ...int) (sql.Result, error)
	Save(ctx context.Context, table string, data any, batch ...int) (sql.Result, error)
	GetAll(ctx context.Context, sql string, args ...any) (Result, error)
	GetOne(ctx context.Context, sql string, args ...any) (Record, error)
	GetValue(ctx context.Context, sql string, args ...any) (Value, error)
	GetArray(ctx context.Context, sql string, args ...any) (Array, error)
	GetCount(ctx context.Context, sql string, args ...any) (int, error)
	GetScan(ctx context.Context, objPointer any, sql string, args ...any) error
	Begin(ctx context.Context) (TX, error)
	BeginWithOptions(ctx context.Context, opts TxOptions) (TX, error)
	Transaction(ctx context.Context, f func(ctx context.Context, tx TX) error) error
	TransactionWithOptions(ctx context.Context, opts TxOptions, f func(ctx context.Context, tx TX) error) error
}

// Schema is a connection to another schema.
type Schema struct{ DB }

// TX is a transaction.
type TX interface {
	Ctx(ctx context.Context) TX
	Raw(rawSql string, args ...any) *Model
	Model(tableNameQueryOrStruct ...any) *Model
	Commit() error
	Rollback() error
	Query(sql string, args ...any) (result Result, err error)
	Exec(sql string, args ...any) (sql.Result, error)
	GetAll(sql string, args ...any) (Result, error)
	GetOne(sql string, args ...any) (Record, error)
	GetScan(pointer any, sql string, args ...any) error
	GetValue(sql string, args ...any) (Value, error)
	GetCount(sql string, args ...any) (int64, error)
	Insert(table string, data any, batch ...int) (sql.Result, error)
	InsertIgnore(table string, data any, batch ...int) (sql.Result, error)
	InsertAndGetId(table string, data any, batch ...int) (int64, error)
	Replace(table string, data any, batch ...int) (sql.Result, error)
	Save(table string, data any, batch ...int) (sql.Result, error)
}

// WhereBuilder is a condition under construction.
type WhereBuilder struct{ parts []any }

func (b *WhereBuilder) Where(where any, args ...any) *WhereBuilder         { return b }
func (b *WhereBuilder) WhereIn(column string, in any) *WhereBuilder        { return b }
func (b *WhereBuilder) WhereOr(where any, args ...any) *WhereBuilder       { return b }
func (b *WhereBuilder) WherePri(where any, args ...any) *WhereBuilder      { return b }
func (b *WhereBuilder) WhereNot(column string, value any) *WhereBuilder    { return b }
func (b *WhereBuilder) WhereLike(column string, like string) *WhereBuilder { return b }
func (b *WhereBuilder) WhereGT(column string, value any) *WhereBuilder     { return b }
func (b *WhereBuilder) WhereLT(column string, value any) *WhereBuilder     { return b }

// Model is a statement under construction.
type Model struct{ parts []any }

func (m *Model) Builder() *WhereBuilder                                      { return nil }
func (m *Model) Ctx(ctx context.Context) *Model                              { return m }
func (m *Model) DB(db DB) *Model                                             { return m }
func (m *Model) TX(tx TX) *Model                                             { return m }
func (m *Model) As(as string) *Model                                         { return m }
func (m *Model) Schema(schema string) *Model                                 { return m }
func (m *Model) Clone() *Model                                               { return m }
func (m *Model) Master() *Model                                              { return m }
func (m *Model) Slave() *Model                                               { return m }
func (m *Model) Safe(safe ...bool) *Model                                    { return m }
func (m *Model) Unscoped() *Model                                            { return m }
func (m *Model) Handler(handlers ...ModelHandler) *Model                     { return m }
func (m *Model) Fields(fieldNamesOrMapStruct ...any) *Model                  { return m }
func (m *Model) FieldsEx(fieldNamesOrMapStruct ...any) *Model                { return m }
func (m *Model) Order(orderBy ...any) *Model                                 { return m }
func (m *Model) OrderAsc(column string) *Model                               { return m }
func (m *Model) OrderDesc(column string) *Model                              { return m }
func (m *Model) Limit(limit ...int) *Model                                   { return m }
func (m *Model) Offset(offset int) *Model                                    { return m }
func (m *Model) Page(page, limit int) *Model                                 { return m }
func (m *Model) Group(groupBy ...string) *Model                              { return m }
func (m *Model) Distinct() *Model                                            { return m }
func (m *Model) With(objects ...any) *Model                                  { return m }
func (m *Model) WithAll() *Model                                             { return m }
func (m *Model) LeftJoin(tableOrSubQueryAndJoinConditions ...string) *Model  { return m }
func (m *Model) RightJoin(tableOrSubQueryAndJoinConditions ...string) *Model { return m }
func (m *Model) InnerJoin(tableOrSubQueryAndJoinConditions ...string) *Model { return m }
func (m *Model) OmitEmpty() *Model                                           { return m }
func (m *Model) OmitEmptyWhere() *Model                                      { return m }
func (m *Model) OmitEmptyData() *Model                                       { return m }
func (m *Model) OmitNil() *Model                                             { return m }
func (m *Model) OmitNilWhere() *Model                                        { return m }
func (m *Model) OmitNilData() *Model                                         { return m }
func (m *Model) LockUpdate() *Model                                          { return m }
func (m *Model) LockShared() *Model                                          { return m }
func (m *Model) Where(where any, args ...any) *Model                         { return m }
func (m *Model) Wheref(format string, args ...any) *Model                    { return m }
func (m *Model) WherePri(where any, args ...any) *Model                      { return m }
func (m *Model) WhereIn(column string, in any) *Model                        { return m }
func (m *Model) WhereNot(column string, value any) *Model                    { return m }
func (m *Model) WhereNotIn(column string, in any) *Model                     { return m }
func (m *Model) WhereNull(columns ...string) *Model                          { return m }
func (m *Model) WhereNotNull(columns ...string) *Model                       { return m }
func (m *Model) WhereLike(column string, like string) *Model                 { return m }
func (m *Model) WhereNotLike(column string, like any) *Model                 { return m }
func (m *Model) WhereBetween(column string, min, max any) *Model             { return m }
func (m *Model) WhereGT(column string, value any) *Model                     { return m }
func (m *Model) WhereGTE(column string, value any) *Model                    { return m }
func (m *Model) WhereLT(column string, value any) *Model                     { return m }
func (m *Model) WhereLTE(column string, value any) *Model                    { return m }
func (m *Model) WhereOr(where any, args ...any) *Model                       { return m }
func (m *Model) All(where ...any) (Result, error)                            { return nil, nil }
func (m *Model) One(where ...any) (Record, error)                            { return nil, nil }
func (m *Model) Array(fieldsAndWhere ...any) (Array, error)                  { return nil, nil }
func (m *Model) Scan(pointer any, where ...any) error                        { return nil }
func (m *Model) Value(fieldsAndWhere ...any) (Value, error)                  { return nil, nil }
func (m *Model) Count(where ...any) (int, error)                             { return 0, nil }
func (m *Model) Exist(where ...any) (bool, error)                            { return false, nil }
func (m *Model) Data(data ...any) *Model                                     { return m }
func (m *Model) OnConflict(onConflict ...any) *Model                         { return m }
func (m *Model) OnDuplicate(onDuplicate ...any) *Model                       { return m }
func (m *Model) OnDuplicateEx(onDuplicateEx ...any) *Model                   { return m }
func (m *Model) Insert(data ...any) (result sql.Result, err error)           { return nil, nil }
func (m *Model) InsertAndGetId(data ...any) (lastInsertId int64, err error)  { return 0, nil }
func (m *Model) InsertIgnore(data ...any) (result sql.Result, err error)     { return nil, nil }
func (m *Model) Replace(data ...any) (result sql.Result, err error)          { return nil, nil }
func (m *Model) Save(data ...any) (result sql.Result, err error)             { return nil, nil }
func (m *Model) Update(dataAndWhere ...any) (result sql.Result, err error)   { return nil, nil }
func (m *Model) UpdateAndGetAffected(dataAndWhere ...any) (affected int64, err error) {
	return 0, nil
}
func (m *Model) Delete(where ...any) (result sql.Result, err error) { return nil, nil }
func (m *Model) Transaction(ctx context.Context, f func(ctx context.Context, tx TX) error) (err error) {
	return nil
}
func (m *Model) TransactionWithOptions(ctx context.Context, opts TxOptions, f func(ctx context.Context, tx TX) error) (err error) {
	return nil
}
