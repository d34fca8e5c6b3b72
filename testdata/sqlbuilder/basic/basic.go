// Package basic holds find-then-create with huandu/go-sqlbuilder.
package basic

import (
	"context"
	"database/sql"
	"errors"

	"github.com/huandu/go-sqlbuilder"
	"github.com/lib/pq"
)

type User struct {
	ID    int64  `db:"id"`
	Email string `db:"email"`
	Name  string `db:"name"`
}

func chained(db *sql.DB, email string) (id int64, err error) {
	sb := sqlbuilder.PostgreSQL.NewSelectBuilder()
	query, args := sb.Select("id").From("users").Where(sb.Equal("email", email)).Build()
	err = db.QueryRow(query, args...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		ib := sqlbuilder.PostgreSQL.NewInsertBuilder()
		query, args = ib.InsertInto("users").Cols("email", "name").Values(email, "").Build()
		_, err = db.Exec(query, args...) // want "duplicate: .*users.*email"
	}
	return id, err
}

// inPlace uses the builders as most programs do: each call changes them.
func inPlace(ctx context.Context, db *sql.DB, email, name string) error {
	sb := sqlbuilder.NewSelectBuilder()
	sb.Select("COUNT(*)")
	sb.From("users")
	if name != "" {
		sb.Where(sb.Equal("name", name))
	}
	sb.Where(sb.EQ("email", email))
	sb.Limit(1)
	query, args := sb.Build()
	var n int
	if err := db.QueryRowContext(ctx, query, args...).Scan(&n); err != nil || n > 0 {
		return err
	}
	ib := sqlbuilder.NewInsertBuilder()
	ib.InsertInto("users")
	ib.Cols("email", "name")
	ib.Values(email, name)
	query, args = ib.Build()
	_, err := db.ExecContext(ctx, query, args...) // want "duplicate: .*users.*email"
	return err
}

func rows(db *sql.DB, u *User) error {
	users := sqlbuilder.NewStruct(new(User)).For(sqlbuilder.PostgreSQL)
	sb := users.SelectFrom("users")
	sb.Where(sb.Equal("email", u.Email))
	query, args := sb.Build()
	err := db.QueryRow(query, args...).Scan(users.Addr(u)...)
	if err != sql.ErrNoRows {
		return err
	}
	query, args = users.InsertInto("users", u).Build()
	_, err = db.Exec(query, args...) // want "duplicate: .*users.*email"
	return err
}

// plainTransaction runs at READ COMMITTED, and FOR UPDATE locks no absent row.
func plainTransaction(db *sql.DB, email string) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	sb := sqlbuilder.NewSelectBuilder()
	query, args := sb.Select("id").From("users").Where(sb.Equal("email", email)).ForUpdate().Build()
	var id int64
	if err := tx.QueryRow(query, args...).Scan(&id); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	query, args = sqlbuilder.InsertInto("users").Cols("email").Values(email).Build()
	if _, err := tx.Exec(query, args...); err != nil { // want "duplicate: .*FOR UPDATE at line [0-9]+ locks no row"
		return err
	}
	return tx.Commit()
}

func serializable(ctx context.Context, db *sql.DB, email string) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	sb := sqlbuilder.NewSelectBuilder()
	query, args := sb.Select("id").From("users").Where(sb.Equal("email", email)).Build()
	var id int64
	if err := tx.QueryRow(query, args...).Scan(&id); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	query, args = sqlbuilder.InsertInto("users").Cols("email").Values(email).Build()
	if _, err := tx.Exec(query, args...); err != nil {
		return err
	}
	return tx.Commit()
}

func find(db *sql.DB, email string) error {
	sb := sqlbuilder.NewSelectBuilder()
	query, args := sb.Select("id").From("users").Where(sb.Equal("email", email)).Build()
	var id int64
	return db.QueryRow(query, args...).Scan(&id)
}

func upsert(db *sql.DB, email string) error {
	if err := find(db, email); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	query, args := sqlbuilder.InsertInto("users").Cols("email").Values(email).SQL("ON CONFLICT (email) DO NOTHING").Build()
	_, err := db.Exec(query, args...)
	return err
}

func ignore(db *sql.DB, email string) error {
	if err := find(db, email); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	query, args := sqlbuilder.InsertIgnoreInto("users").Cols("email").Values(email).Build()
	_, err := db.Exec(query, args...)
	return err
}

// handled looks again when the insert loses the race.
func handled(db *sql.DB, email string) error {
	if err := find(db, email); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	query, args := sqlbuilder.InsertInto("users").Cols("email").Values(email).Build()
	_, err := db.Exec(query, args...)
	var conflict *pq.Error
	if errors.As(err, &conflict) && conflict.Code == "23505" {
		return find(db, email)
	}
	return err
}

// otherKey creates what it did not look for.
func otherKey(db *sql.DB, email, other string) error {
	if err := find(db, email); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	query, args := sqlbuilder.InsertInto("users").Cols("email").Values(other).Build()
	_, err := db.Exec(query, args...)
	return err
}

// extended hands the builder to somebody else: its conditions are not known,
// but the one that is stays one.
func extended(db *sql.DB, email string, more func(*sqlbuilder.SelectBuilder)) error {
	sb := sqlbuilder.NewSelectBuilder()
	sb.Select("id").From("users").Where(sb.Equal("email", email))
	more(sb)
	query, args := sb.Build()
	var id int64
	if err := db.QueryRow(query, args...).Scan(&id); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	query, args = sqlbuilder.InsertInto("users").Cols("email").Values(email).Build()
	_, err := db.Exec(query, args...) // want "duplicate: "
	return err
}

// ranges asks for rows by a range only, and no key is known.
func ranges(db *sql.DB, age int) error {
	sb := sqlbuilder.NewSelectBuilder()
	query, args := sb.Select("id").From("users").Where(sb.GreaterThan("age", age)).Build()
	var id int64
	if err := db.QueryRow(query, args...).Scan(&id); !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	query, args = sqlbuilder.InsertInto("users").Cols("age").Values(age).Build()
	_, err := db.Exec(query, args...)
	return err
}
