// Package given sends statements through helpers that are given their text.
package given

import (
	"context"
	"database/sql"
	"errors"
)

type user struct {
	ID          int64
	Email, Name string
}

type users struct{ db *sql.DB }

var errTaken = errors.New("taken")

func (u *users) one(ctx context.Context, query string, args ...any) (*user, error) {
	var row user
	err := u.db.QueryRowContext(ctx, query, args...).Scan(&row.ID, &row.Email, &row.Name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &row, nil
}

func (u *users) all(ctx context.Context, query string, args ...any) ([]user, error) {
	rows, err := u.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []user
	for rows.Next() {
		var row user
		if err := rows.Scan(&row.ID, &row.Email, &row.Name); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, rows.Err()
}

func (u *users) scalar(ctx context.Context, dest any, where string, args ...any) error {
	return u.db.QueryRowContext(ctx, "SELECT count(*) FROM users WHERE "+where, args...).Scan(dest)
}

func (u *users) exec(ctx context.Context, query string, args ...any) error {
	_, err := u.db.ExecContext(ctx, query, args...)
	return err
}

func (u *users) byEmail(ctx context.Context, email string) (*user, error) {
	return u.one(ctx, "SELECT id, email, name FROM users WHERE email = $1", email)
}

func (u *users) named(ctx context.Context, name string) (row user, err error) {
	list, err := u.all(ctx, "SELECT id, email, name FROM users WHERE name = $1", name)
	if err != nil {
		return user{}, err
	}
	if len(list) > 0 {
		row = list[0]
	} else {
		return row, sql.ErrNoRows
	}
	return
}

func (u *users) insert(ctx context.Context, email, name string) error {
	return u.exec(ctx, "INSERT INTO users (email, name) VALUES ($1, $2)", email, name)
}

func (u *users) register(ctx context.Context, email, name string) error {
	row, err := u.byEmail(ctx, email)
	if err != nil {
		return err
	}
	if row != nil {
		return errTaken
	}
	return u.insert(ctx, email, name) // want "duplicate: .*users with email = email"
}

func (u *users) registerName(ctx context.Context, email, name string) error {
	if row, _ := u.named(ctx, name); row != (user{}) {
		return errTaken
	}
	return u.exec(ctx, "INSERT INTO users (email, name) VALUES ($1, $2)", email, name) // want "duplicate: .*users with name = name"
}

func (u *users) registerCounted(ctx context.Context, email, name string) error {
	var n int
	if err := u.scalar(ctx, &n, "email = $1", email); err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	return u.insert(ctx, email, name) // want "duplicate: "
}

// The same helper sends an upsert. Safe.
func (u *users) upsert(ctx context.Context, email, name string) error {
	row, err := u.byEmail(ctx, email)
	if err != nil || row != nil {
		return errTaken
	}
	return u.exec(ctx, "INSERT INTO users (email, name) VALUES ($1, $2) ON CONFLICT (email) DO NOTHING", email, name)
}

// Another table. Safe.
func (u *users) audit(ctx context.Context, email string) error {
	row, err := u.byEmail(ctx, email)
	if err != nil || row != nil {
		return err
	}
	return u.exec(ctx, "INSERT INTO audit (email) VALUES ($1)", email)
}

// Another key. Safe.
func (u *users) other(ctx context.Context) error {
	row, err := u.byEmail(ctx, "a@example.com")
	if err != nil || row != nil {
		return err
	}
	return u.insert(ctx, "b@example.com", "b")
}

// What is sent, only the callers of unknown know.
func (u *users) unknown(ctx context.Context, query, email string) error {
	row, err := u.one(ctx, query, email)
	if err != nil || row != nil {
		return err
	}
	return u.insert(ctx, email, "")
}

// The arguments are a list from elsewhere.
func (u *users) list(ctx context.Context, args []any, email string) error {
	row, err := u.one(ctx, "SELECT id, email, name FROM users WHERE email = $1", args...)
	if err != nil || row != nil {
		return err
	}
	return u.insert(ctx, email, "")
}
