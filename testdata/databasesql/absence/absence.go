// Package absence says "absent" in the ways of database/sql.
package absence

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

var (
	errNotFound = errors.New("account not found")
	errTaken    = errors.New("account taken")
)

const insert = "INSERT INTO accounts (email) VALUES (?)"

func anyError(db *sql.DB, email string) error {
	var id int64
	if err := db.QueryRow("SELECT id FROM accounts WHERE email = ?", email).Scan(&id); err != nil {
		_, err = db.Exec(insert, email) // want "duplicate: "
		return err
	}
	return nil
}

func alreadyExists(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM accounts WHERE email = ?", email).Scan(&id)
	if err == nil {
		return errTaken
	} else if err != sql.ErrNoRows {
		return err
	}
	_, err = db.Exec(insert, email) // want "duplicate: "
	return err
}

func zeroID(db *sql.DB, email string) error {
	var id int64
	_ = db.QueryRow("SELECT id FROM accounts WHERE email = ?", email).Scan(&id)
	if id == 0 {
		_, err := db.Exec(insert, email) // want "duplicate: "
		return err
	}
	return nil
}

func countScanned(db *sql.DB, email string) error {
	var n int
	err := db.QueryRow("SELECT COUNT(1) FROM accounts WHERE email = ?", email).Scan(&n)
	if err != nil || n != 0 {
		return err
	}
	_, err = db.Exec(insert, email) // want "duplicate: "
	return err
}

func existsScanned(db *sql.DB, email string) (created bool, err error) {
	var exists bool
	if err = db.QueryRow("SELECT EXISTS (SELECT * FROM accounts WHERE email = ?)", email).Scan(&exists); err != nil {
		return false, err
	}
	if !exists {
		_, err = db.Exec(insert, email) // want "duplicate: "
	}
	return !exists, err
}

// countPositive lets the database compare.
func countPositive(db *sql.DB, email string) error {
	var taken bool
	if err := db.QueryRow("SELECT COUNT(*) > 0 FROM accounts WHERE email = ?", email).Scan(&taken); err != nil {
		return err
	}
	if taken {
		return errTaken
	}
	_, err := db.Exec(insert, email) // want "duplicate: "
	return err
}

func flag(db *sql.DB, email string) error {
	var id int64
	found := true
	if err := db.QueryRow("SELECT id FROM accounts WHERE email = ?", email).Scan(&id); err != nil {
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		found = false
	}
	if found {
		return nil
	}
	_, err := db.Exec(insert, email) // want "duplicate: "
	return err
}

type repo struct{ db *sql.DB }

type account struct {
	id    int64
	email string
}

// find maps absence to nil.
func (r *repo) find(ctx context.Context, email string) (*account, error) {
	a := &account{}
	err := r.db.QueryRowContext(ctx, "SELECT id, email FROM accounts WHERE email = ?", email).Scan(&a.id, &a.email)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find account: %w", err)
	}
	return a, nil
}

func (r *repo) viaNil(ctx context.Context, email string) error {
	a, err := r.find(ctx, email)
	if err != nil {
		return err
	}
	if a == nil {
		_, err = r.db.ExecContext(ctx, insert, email) // want "duplicate: "
	}
	return err
}

// get maps it to the domain's error.
func (r *repo) get(ctx context.Context, email string) (a account, err error) {
	err = r.db.QueryRowContext(ctx, "SELECT id, email FROM accounts WHERE email = ?", email).Scan(&a.id, &a.email)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("%w: %s", errNotFound, email)
	}
	return a, err
}

func (r *repo) viaDomain(ctx context.Context, email string) error {
	if _, err := r.get(ctx, email); !errors.Is(err, errNotFound) {
		return err
	}
	_, err := r.db.ExecContext(ctx, insert, email) // want "duplicate: "
	return err
}

// mustBeFree returns an error when it finds something.
func (r *repo) mustBeFree(ctx context.Context, email string) error {
	var one int
	switch err := r.db.QueryRowContext(ctx, "SELECT 1 FROM accounts WHERE email = ?", email).Scan(&one); {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	return errTaken
}

func (r *repo) viaValidator(ctx context.Context, email string) error {
	if err := r.mustBeFree(ctx, email); err != nil {
		return err
	}
	_, err := r.db.ExecContext(ctx, insert, email) // want "duplicate: "
	return err
}

// noRowsFromCount: a COUNT always gives a row, so the create is not reached. Safe.
func noRowsFromCount(db *sql.DB, email string) error {
	var n int
	err := db.QueryRow("SELECT COUNT(*) FROM accounts WHERE email = ?", email).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.Exec(insert, email)
	}
	return err
}

// present creates when the row is there. Safe.
func present(db *sql.DB, email string) error {
	var id int64
	if err := db.QueryRow("SELECT id FROM accounts WHERE email = ?", email).Scan(&id); err != nil {
		return errNotFound
	}
	_, err := db.Exec(insert, email)
	return err
}
