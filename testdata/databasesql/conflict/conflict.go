// Package conflict tells unique violations of the drivers apart. No schema is known here, so what is not handled
// is reported as duplicate; a test for a violation shows that there is a unique key.
package conflict

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/lib/pq"
)

var errTaken = errors.New("taken")

const (
	find   = "SELECT id FROM people WHERE email = $1"
	insert = "INSERT INTO people (email) VALUES ($1)"

	uniqueViolation = "23505"
	dupEntry        = 1062
)

// Safe.

func libpq(db *sql.DB, email string) error {
	var id int64
	if err := db.QueryRow(find, email).Scan(&id); err == nil {
		return errTaken
	}
	_, err := db.Exec(insert, email)
	var pqErr *pq.Error
	if errors.As(err, &pqErr) && pqErr.Code == uniqueViolation {
		return errTaken
	}
	return err
}

func libpqAssertion(db *sql.DB, email string) error {
	var id int64
	if err := db.QueryRow(find, email).Scan(&id); err == nil {
		return errTaken
	}
	if _, err := db.Exec(insert, email); err != nil {
		if pqErr, ok := err.(*pq.Error); ok && pqErr.Code.Name() == "unique_violation" {
			return errTaken
		}
		return err
	}
	return nil
}

func mysqlNumber(db *sql.DB, email string) error {
	var id int64
	if err := db.QueryRow("SELECT id FROM people WHERE email = ?", email).Scan(&id); err == nil {
		return errTaken
	}
	_, err := db.Exec("INSERT INTO people (email) VALUES (?)", email)
	var myErr *mysql.MySQLError
	if errors.As(err, &myErr) && myErr.Number == dupEntry {
		return errTaken
	}
	return err
}

func pgx(ctx context.Context, db *sql.DB, email string) error {
	var id int64
	if err := db.QueryRowContext(ctx, find, email).Scan(&id); err == nil {
		return errTaken
	}
	if _, err := db.ExecContext(ctx, insert, email); err != nil {
		var pgErr *pgconn.PgError
		if errors.As(err, &pgErr) {
			switch pgErr.Code {
			case uniqueViolation:
				return errTaken
			case "23503":
				return errors.New("no such parent")
			}
		}
		return err
	}
	return nil
}

// sqlState is what several drivers' errors have.
func sqlState(err error) string {
	var s interface{ SQLState() string }
	if errors.As(err, &s) {
		return s.SQLState()
	}
	return ""
}

func viaState(db *sql.DB, email string) error {
	var id int64
	if err := db.QueryRow(find, email).Scan(&id); err == nil {
		return errTaken
	}
	_, err := db.Exec(insert, email)
	if sqlState(err) == uniqueViolation {
		return errTaken
	}
	return err
}

func text(db *sql.DB, email string) error {
	var id int64
	if err := db.QueryRow("SELECT id FROM people WHERE email = ?", email).Scan(&id); err == nil {
		return errTaken
	}
	_, err := db.Exec("INSERT INTO people (email) VALUES (?)", email)
	if err != nil && strings.Contains(err.Error(), "UNIQUE constraint failed") {
		return errTaken
	}
	return err
}

func rereads(db *sql.DB, email string) (id int64, err error) {
	err = db.QueryRow(find, email).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	err = db.QueryRow("INSERT INTO people (email) VALUES ($1) RETURNING id", email).Scan(&id)
	if sqlState(err) == uniqueViolation {
		err = db.QueryRow(find, email).Scan(&id)
	}
	return id, err
}

// create is tested by its only caller.
func create(db *sql.DB, email string) error {
	var id int64
	if err := db.QueryRow(find, email).Scan(&id); err == nil {
		return errTaken
	}
	if _, err := db.Exec(insert, email); err != nil {
		return fmt.Errorf("create %s: %w", email, err)
	}
	return nil
}

func handle(db *sql.DB, email string) int {
	err := create(db, email)
	var pqErr *pq.Error
	switch {
	case err == nil:
		return 201
	case errors.Is(err, errTaken):
		return 409
	case errors.As(err, &pqErr) && pqErr.Code == uniqueViolation:
		return 409
	}
	return 500
}

// refuses says no with an error that is made elsewhere, and gives nothing: so
// does the loser.
func refuses(db *sql.DB, email string) (person, bool, error) {
	var p person
	err := db.QueryRow(find, email).Scan(&p.id)
	if err == nil {
		err := refresh(db, p.id)
		return person{}, false, err
	}
	if err := enter(db, email); err != nil {
		return person{}, false, err
	}
	return person{}, false, nil
}

// tellsApart answers the loser as one who finds the row is answered.
func tellsApart(db *sql.DB, email string) answer {
	var n int
	if err := db.QueryRow("SELECT count(*) FROM people WHERE email = $1", email).Scan(&n); err != nil {
		return answer{500, err.Error()}
	}
	if n > 0 {
		return answer{409, "taken"}
	}
	_, err := db.Exec(insert, email)
	switch {
	case sqlState(err) == uniqueViolation:
		return answer{409, "taken"}
	case err != nil:
		return answer{500, err.Error()}
	}
	return answer{200, ""}
}
