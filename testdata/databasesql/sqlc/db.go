// Package sqlc has the shape of generated query code.
package sqlc

import (
	"context"
	"database/sql"
)

// DBTX is a pool or a transaction.
type DBTX interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
	PrepareContext(context.Context, string) (*sql.Stmt, error)
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// New makes queries on a handle.
func New(db DBTX) *Queries { return &Queries{db: db} }

// Queries has a method for each statement.
type Queries struct{ db DBTX }

// WithTx makes the same queries in a transaction.
func (q *Queries) WithTx(tx *sql.Tx) *Queries { return &Queries{db: tx} }

// User is a row of users.
type User struct {
	ID    int64
	Email string
	Name  string
}

const countUsersByEmail = `-- name: CountUsersByEmail :one
SELECT count(*) FROM users WHERE email = $1
`

// CountUsersByEmail counts.
func (q *Queries) CountUsersByEmail(ctx context.Context, email string) (int64, error) {
	row := q.db.QueryRowContext(ctx, countUsersByEmail, email)
	var count int64
	err := row.Scan(&count)
	return count, err
}

const createUser = `-- name: CreateUser :one
INSERT INTO users (
  email, name
) VALUES (
  $1, $2
)
RETURNING id, email, name
`

// CreateUserParams are the created row's columns.
type CreateUserParams struct {
	Email string
	Name  string
}

// CreateUser inserts.
func (q *Queries) CreateUser(ctx context.Context, arg CreateUserParams) (User, error) {
	row := q.db.QueryRowContext(ctx, createUser, arg.Email, arg.Name)
	var i User
	err := row.Scan(&i.ID, &i.Email, &i.Name)
	return i, err
}

const getUserByEmail = `-- name: GetUserByEmail :one
SELECT id, email, name FROM users
WHERE email = $1 LIMIT 1
`

// GetUserByEmail finds.
func (q *Queries) GetUserByEmail(ctx context.Context, email string) (User, error) {
	row := q.db.QueryRowContext(ctx, getUserByEmail, email)
	var i User
	err := row.Scan(&i.ID, &i.Email, &i.Name)
	return i, err
}

const upsertUser = `-- name: UpsertUser :exec
INSERT INTO users (email, name) VALUES ($1, $2)
ON CONFLICT (email) DO UPDATE SET name = EXCLUDED.name
`

// UpsertUserParams are the row's columns.
type UpsertUserParams struct {
	Email string
	Name  string
}

// UpsertUser inserts or updates.
func (q *Queries) UpsertUser(ctx context.Context, arg UpsertUserParams) error {
	_, err := q.db.ExecContext(ctx, upsertUser, arg.Email, arg.Name)
	return err
}

const listUsersByName = `-- name: ListUsersByName :many
SELECT id, email, name FROM users
WHERE name = $1
`

// ListUsersByName finds all of a name.
func (q *Queries) ListUsersByName(ctx context.Context, name string) ([]User, error) {
	rows, err := q.db.QueryContext(ctx, listUsersByName, name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var items []User
	for rows.Next() {
		var i User
		if err := rows.Scan(&i.ID, &i.Email, &i.Name); err != nil {
			return nil, err
		}
		items = append(items, i)
	}
	if err := rows.Close(); err != nil {
		return nil, err
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return items, nil
}
