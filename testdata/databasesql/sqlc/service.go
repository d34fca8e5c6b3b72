package sqlc

import (
	"context"
	"database/sql"
	"errors"
)

var errTaken = errors.New("taken")

func register(ctx context.Context, q *Queries, email, name string) error {
	_, err := q.GetUserByEmail(ctx, email)
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	_, err = q.CreateUser(ctx, CreateUserParams{Email: email, Name: name}) // want "duplicate: .*users.*email"
	return err
}

func getOrCreate(ctx context.Context, db *sql.DB, email string) (User, error) {
	q := New(db)
	u, err := q.GetUserByEmail(ctx, email)
	if errors.Is(err, sql.ErrNoRows) {
		return q.CreateUser(ctx, CreateUserParams{Email: email}) // want "duplicate: "
	}
	return u, err
}

func counted(ctx context.Context, q *Queries, arg CreateUserParams) error {
	n, err := q.CountUsersByEmail(ctx, arg.Email)
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	_, err = q.CreateUser(ctx, arg) // want "duplicate: "
	return err
}

func listed(ctx context.Context, q *Queries, email, name string) error {
	users, err := q.ListUsersByName(ctx, name)
	if err != nil || len(users) > 0 {
		return err
	}
	_, err = q.CreateUser(ctx, CreateUserParams{Email: email, Name: name}) // want "duplicate: "
	return err
}

func transaction(ctx context.Context, db *sql.DB, email string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	qtx := New(db).WithTx(tx)
	if _, err := qtx.GetUserByEmail(ctx, email); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if _, err := qtx.CreateUser(ctx, CreateUserParams{Email: email}); err != nil { // want "duplicate: "
		return err
	}
	return tx.Commit()
}

// upserted. Safe.
func upserted(ctx context.Context, q *Queries, email, name string) error {
	_, err := q.GetUserByEmail(ctx, email)
	if errors.Is(err, sql.ErrNoRows) {
		return q.UpsertUser(ctx, UpsertUserParams{Email: email, Name: name})
	}
	return err
}

// serializable. Safe.
func serializable(ctx context.Context, db *sql.DB, email string) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	qtx := New(tx)
	if _, err := qtx.GetUserByEmail(ctx, email); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if _, err := qtx.CreateUser(ctx, CreateUserParams{Email: email}); err != nil {
		return err
	}
	return tx.Commit()
}

// otherAddress. Safe.
func otherAddress(ctx context.Context, q *Queries, old, next string) error {
	if _, err := q.GetUserByEmail(ctx, old); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	_, err := q.CreateUser(ctx, CreateUserParams{Email: next})
	return err
}
