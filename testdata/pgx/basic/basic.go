// Package basic has find-then-create with jackc/pgx.
package basic

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// User is a row.
type User struct {
	ID    int64
	Email string
}

var errTaken = errors.New("taken")

func pool(ctx context.Context, db *pgxpool.Pool, email string) (id int64, err error) {
	err = db.QueryRow(ctx, "SELECT id FROM users WHERE email = $1", email).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		err = db.QueryRow(ctx, "INSERT INTO users (email) VALUES ($1) RETURNING id", email).Scan(&id) // want "duplicate: .*users.*email"
	}
	return id, err
}

func conn(ctx context.Context, db *pgx.Conn, email string) error {
	var id int64
	err := db.QueryRow(ctx, "SELECT id FROM users WHERE email = $1", email).Scan(&id)
	if err == pgx.ErrNoRows {
		_, err = db.Exec(ctx, "INSERT INTO users (email) VALUES ($1)", email) // want "duplicate: "
	}
	return err
}

// sqlSentinel: pgx.ErrNoRows wraps sql.ErrNoRows.
func sqlSentinel(ctx context.Context, db *pgx.Conn, email string) error {
	var id int64
	err := db.QueryRow(ctx, "SELECT id FROM users WHERE email = $1", email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec(ctx, "INSERT INTO users (email) VALUES ($1)", email) // want "duplicate: "
	}
	return err
}

func exists(ctx context.Context, tx pgx.Tx, email string) error {
	var found bool
	if err := tx.QueryRow(ctx, "SELECT EXISTS(SELECT 1 FROM users WHERE email = $1)", email).Scan(&found); err != nil {
		return err
	}
	if found {
		return errTaken
	}
	_, err := tx.Exec(ctx, "INSERT INTO users (email) VALUES ($1)", email) // want "duplicate: "
	return err
}

func namedArgs(ctx context.Context, db *pgxpool.Pool, email string) error {
	var id int64
	err := db.QueryRow(ctx, "SELECT id FROM users WHERE email = @email", pgx.NamedArgs{"email": email}).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		_, err = db.Exec(ctx, "INSERT INTO users (email) VALUES (@email)", pgx.NamedArgs{"email": email}) // want "duplicate: "
	}
	return err
}

func collectOne(ctx context.Context, db *pgxpool.Pool, email string) error {
	rows, err := db.Query(ctx, "SELECT id, email FROM users WHERE email = $1", email)
	if err != nil {
		return err
	}
	_, err = pgx.CollectOneRow(rows, pgx.RowToStructByPos[User])
	if errors.Is(err, pgx.ErrNoRows) {
		_, err = db.Exec(ctx, "INSERT INTO users (email) VALUES ($1)", email) // want "duplicate: "
	}
	return err
}

func collectRows(ctx context.Context, db *pgxpool.Pool, email string) error {
	rows, _ := db.Query(ctx, "SELECT id FROM users WHERE email = $1", email)
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil || len(ids) > 0 {
		return err
	}
	_, err = db.Exec(ctx, "INSERT INTO users (email) VALUES ($1)", email) // want "duplicate: "
	return err
}

func next(ctx context.Context, db *pgxpool.Pool, email string) error {
	rows, err := db.Query(ctx, "SELECT id FROM users WHERE email = $1", email)
	if err != nil {
		return err
	}
	found := rows.Next()
	rows.Close()
	if !found {
		_, err = db.Exec(ctx, "INSERT INTO users (email) VALUES ($1)", email) // want "duplicate: "
	}
	return err
}

// dbtx is what sqlc generates for pgx.
type dbtx interface {
	Exec(context.Context, string, ...any) (pgconn.CommandTag, error)
	QueryRow(context.Context, string, ...any) pgx.Row
}

type queries struct{ db dbtx }

func (q *queries) userByEmail(ctx context.Context, email string) (u User, err error) {
	err = q.db.QueryRow(ctx, "SELECT id, email FROM users WHERE email = $1", email).Scan(&u.ID, &u.Email)
	return u, err
}

func (q *queries) createUser(ctx context.Context, u User) error {
	_, err := q.db.Exec(ctx, "INSERT INTO users (email) VALUES ($1)", u.Email)
	return err
}

func register(ctx context.Context, q *queries, email string) error {
	if _, err := q.userByEmail(ctx, email); err == nil {
		return errTaken
	} else if !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	return q.createUser(ctx, User{Email: email}) // want "duplicate: "
}

// identity: pgx.ErrNoRows is not the same value as sql.ErrNoRows, so the create is not reached. Safe.
func identity(ctx context.Context, db *pgx.Conn, email string) error {
	var id int64
	err := db.QueryRow(ctx, "SELECT id FROM users WHERE email = $1", email).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = db.Exec(ctx, "INSERT INTO users (email) VALUES ($1)", email)
	}
	return err
}

// otherTable. Safe.
func otherTable(ctx context.Context, db *pgxpool.Pool, email string) error {
	var id int64
	err := db.QueryRow(ctx, "SELECT id FROM users WHERE email = $1", email).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		_, err = db.Exec(ctx, "INSERT INTO invites (email) VALUES ($1)", email)
	}
	return err
}

// unknownText. Silent.
func unknownText(ctx context.Context, db *pgxpool.Pool, query, email string) error {
	var id int64
	err := db.QueryRow(ctx, query, email).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		_, err = db.Exec(ctx, "INSERT INTO users (email) VALUES ($1)", email)
	}
	return err
}
