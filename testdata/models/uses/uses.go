// Package uses calls modelled libraries in the ways that make a call's method
// hard to know: promoted, generic, through interfaces of the library and of
// the program. analyzer/internal/model looks the calls up by line comment.
package uses

import (
	"context"
	"database/sql"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

type user struct{ Email string }

// dbtx is what sqlc generates for database/sql.
type dbtx interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// pgxtx is what sqlc generates for pgx.
type pgxtx interface {
	Exec(context.Context, string, ...any) (pgconn.CommandTag, error)
	QueryRow(context.Context, string, ...any) pgx.Row
}

type scanner interface{ Scan(dest ...any) error }

type runner interface{ Do(func()) }

type store[T any] interface {
	Get(dest any, query string, args ...any) error
	Other(T)
}

type wrapped struct{ *sqlx.DB }

func calls(ctx context.Context, db *gorm.DB, x *sqlx.Tx, w wrapped, d dbtx, p pgxtx, tx pgx.Tx, s scanner, r runner, g store[int]) {
	db.Where("a = ?", 1).First(&user{})                 // want Where=filter First=find
	db.Clauses(clause.OnConflict{}).Create(&user{})     // want Clauses=nothing Create=create
	gorm.G[user](db).Where("a = ?", 1).First(ctx)       // want G=nothing Where=filter First=find
	gorm.G[user](db).Where("a").Or("b").Count(ctx, "*") // want Where=filter Or=filter Count=find
	gorm.G[user](db).Create(ctx, &user{})               // want Create=create
	x.ExecContext(ctx, "")                              // want ExecContext=sql:arg1
	x.GetContext(ctx, nil, "")                          // want GetContext=sql:arg2
	w.NamedExec("", nil)                                // want NamedExec=sql:arg0
	w.QueryRow("").Scan()                               // want QueryRow=sql:arg0 Scan=read
	d.ExecContext(ctx, "")                              // want ExecContext=sql:arg1
	d.QueryRowContext(ctx, "").Scan()                   // want QueryRowContext=sql:arg1 Scan=read
	p.QueryRow(ctx, "").Scan()                          // want QueryRow=sql:arg1 Scan=read
	tx.Exec(ctx, "")                                    // want Exec=sql:arg1
	s.Scan()                                            // want Scan=read
	r.Do(nil)                                           // want Do=
	g.Get(nil, "")                                      // want Get=
}

var (
	_ *pq.Error
	_ = calls
)
