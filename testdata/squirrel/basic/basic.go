// Package basic holds find-then-create with Masterminds/squirrel.
package basic

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	sq "github.com/Masterminds/squirrel"
	"github.com/lib/pq"
)

var psql = sq.StatementBuilder.PlaceholderFormat(sq.Dollar)

func ensure(ctx context.Context, db *sql.DB, email string) (id int64, err error) {
	err = psql.Select("id").From("users").Where(sq.Eq{"email": email}).RunWith(db).QueryRowContext(ctx).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = psql.Insert("users").Columns("email", "name").Values(email, "").RunWith(db).ExecContext(ctx) // want "duplicate: .*users.*email"
	}
	return id, err
}

func ensureScan(db *sql.DB, name string) error {
	var id int
	err := sq.Select("u.id").From("users u").Where("LOWER(u.name) = ?", strings.ToLower(name)).RunWith(db).Scan(&id)
	if err == sql.ErrNoRows {
		return sq.Insert("users").Columns("name, email").Values(name, "").Suffix("RETURNING id").RunWith(db).QueryRow().Scan(&id) // want "duplicate: .*users.*name"
	}
	return err
}

func ensureExists(db *sql.Tx, tenant, email string) error {
	where := sq.Eq{"tenant": tenant}
	where["LOWER(email)"] = strings.ToLower(email)
	var taken bool
	err := psql.Select("1").From("users").Where(where).Prefix("SELECT EXISTS (").Suffix(")").RunWith(db).QueryRow().Scan(&taken)
	if err != nil || taken {
		return err
	}
	_, err = psql.Insert("users").SetMap(map[string]any{"tenant": tenant, "email": email}).RunWith(db).Exec() // want "duplicate: .*tenant"
	return err
}

func ensureCount(db *sql.DB, email, name string) error {
	var n int
	q := psql.Select("count(*)").From("users").Where(sq.Or{sq.Eq{"email": email}, sq.Eq{"name": name}})
	if err := q.RunWith(db).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return nil
	}
	_, err := psql.Insert("users").SetMap(sq.Eq{"email": email, "name": name}).RunWith(db).Exec() // want "duplicate: "
	return err
}

func ensureText(ctx context.Context, db *sql.DB, email string) error {
	query, args, err := psql.Select("id").From("users").Where(sq.And{sq.Eq{"email": email}, sq.Gt{"age": 18}}).ToSql()
	if err != nil {
		return err
	}
	var id int
	err = db.QueryRowContext(ctx, query, args...).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	query, args = psql.Insert("users").Columns("email").Values(email).MustSql()
	_, err = db.ExecContext(ctx, query, args...) // want "duplicate: .*email"
	return err
}

// sameMap does not know the columns, but they are the same.
func sameMap(db *sql.DB, columns func() map[string]any) error {
	cols := columns()
	var one int
	err := psql.Select("1").From("uses").Where(sq.Eq(cols)).RunWith(db).QueryRow().Scan(&one)
	if err != sql.ErrNoRows {
		return err
	}
	_, err = psql.Insert("uses").SetMap(cols).RunWith(db).Exec() // want "duplicate: "
	return err
}

func byName(name string) sq.SelectBuilder {
	return psql.Select("id").From("users").Where(sq.Expr("name = ?", name))
}

func helper(db *sql.DB, name string) error {
	var id int
	if err := byName(name).Limit(1).RunWith(db).Scan(&id); err != sql.ErrNoRows {
		return err
	}
	insert := psql.Insert("users").Columns("name")
	insert = insert.Values(name)
	_, err := insert.RunWith(db).Exec() // want "duplicate: .*name"
	return err
}

func serializable(ctx context.Context, db *sql.DB, email string) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id int
	if err := psql.Select("id").From("users").Where(sq.Eq{"email": email}).RunWith(tx).Scan(&id); err != sql.ErrNoRows {
		return err
	}
	if _, err := psql.Insert("users").Columns("email").Values(email).RunWith(tx).Exec(); err != nil {
		return err
	}
	return tx.Commit()
}

func plainTransaction(ctx context.Context, db *sql.DB, email string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id int
	if err := psql.Select("id").From("users").Where(sq.Eq{"email": email}).Suffix("FOR UPDATE").RunWith(tx).Scan(&id); err != sql.ErrNoRows {
		return err
	}
	if _, err := psql.Insert("users").Columns("email").Values(email).RunWith(tx).Exec(); err != nil { // want "duplicate: .*transaction"
		return err
	}
	return tx.Commit()
}

func upsert(db *sql.DB, email, column string) error {
	var id int
	if err := psql.Select("id").From("users").Where(sq.Eq{"email": email}).RunWith(db).Scan(&id); err != sql.ErrNoRows {
		return err
	}
	return psql.Insert("users").Columns("email").Values(email).
		Suffix("ON CONFLICT (" + column + ") DO UPDATE SET email = EXCLUDED.email RETURNING id").RunWith(db).QueryRow().Scan(&id)
}

func ignore(db *sql.DB, email string) error {
	var id int
	if err := sq.Select("id").From("users").Where(sq.Eq{"email": email}).RunWith(db).Scan(&id); err != sql.ErrNoRows {
		return err
	}
	_, err := sq.Insert("users").Options("IGNORE").Columns("email").Values(email).RunWith(db).Exec()
	return err
}

func unknownTail(db *sql.DB, email, tail string) error {
	var id int
	if err := sq.Select("id").From("users").Where(sq.Eq{"email": email}).RunWith(db).Scan(&id); err != sql.ErrNoRows {
		return err
	}
	_, err := sq.Insert("users").Columns("email").Values(email).Suffix(tail).RunWith(db).Exec()
	return err
}

var errTaken = errors.New("taken")

func handled(db *sql.DB, email string) error {
	var id int
	err := sq.Select("id").From("users").Where(sq.Eq{"email": email}).RunWith(db).Scan(&id)
	if err == nil {
		return errTaken
	}
	if err != sql.ErrNoRows {
		return err
	}
	_, err = sq.Insert("users").Columns("email").Values(email).RunWith(db).Exec()
	if pqErr, ok := err.(*pq.Error); ok && pqErr.Code == "23505" {
		return errTaken
	}
	return err
}

func otherKey(db *sql.DB, email, other string) error {
	var id int
	if err := psql.Select("id").From("users").Where(sq.Eq{"email": email}).RunWith(db).Scan(&id); err != sql.ErrNoRows {
		return err
	}
	_, err := psql.Insert("users").Columns("name", "email").Values(email, other).RunWith(db).Exec()
	return err
}

func otherTable(db *sql.DB, email string) error {
	var id int
	if err := psql.Select("id").From("users").Where(sq.Eq{"email": email}).RunWith(db).Scan(&id); err != sql.ErrNoRows {
		return err
	}
	_, err := psql.Insert("invitations").Columns("email").Values(email).RunWith(db).Exec()
	return err
}

func notEqual(db *sql.DB, email string) error {
	var id int
	if err := psql.Select("id").From("users").Where(sq.NotEq{"email": email}).RunWith(db).Scan(&id); err != sql.ErrNoRows {
		return err
	}
	_, err := psql.Insert("users").Columns("email").Values(email).RunWith(db).Exec()
	return err
}

func scalar(db *sql.DB, email string) error {
	var last sql.NullInt64
	if err := psql.Select("max(rank)").From("users").Where(sq.Eq{"email": email}).RunWith(db).Scan(&last); err != nil {
		return err
	}
	if last.Valid {
		return nil
	}
	_, err := psql.Insert("users").Columns("email").Values(email).RunWith(db).Exec()
	return err
}
