// Package helpers spreads find and create over methods, with a handle that is a pool or a transaction.
package helpers

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// DBTX is what *sql.DB, *sql.Tx and *sql.Conn have.
type DBTX interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Author is a row.
type Author struct {
	ID    int64
	Email string
	Name  string
}

var (
	errNoAuthor = errors.New("no such author")
	errExists   = errors.New("author exists")
)

// Store is the usual repository.
type Store struct{ db DBTX }

// ByEmail maps absence to errNoAuthor.
func (s *Store) ByEmail(ctx context.Context, email string) (*Author, error) {
	var a Author
	err := s.db.QueryRowContext(ctx, `SELECT id, email, name FROM authors WHERE email = $1`, email).
		Scan(&a.ID, &a.Email, &a.Name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errNoAuthor
	}
	if err != nil {
		return nil, fmt.Errorf("author by email: %w", err)
	}
	return &a, nil
}

// Taken answers with a bool.
func (s *Store) Taken(ctx context.Context, email string) (taken bool, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT EXISTS(SELECT 1 FROM authors WHERE email = $1)`, email).Scan(&taken)
	return taken, err
}

// Insert stores the row.
func (s *Store) Insert(ctx context.Context, a *Author) error {
	return s.db.QueryRowContext(ctx, `INSERT INTO authors (email, name) VALUES ($1, $2) RETURNING id`, a.Email, a.Name).
		Scan(&a.ID)
}

// InsertOnce leaves a row that is there.
func (s *Store) InsertOnce(ctx context.Context, a *Author) error {
	_, err := s.db.ExecContext(ctx,
		`INSERT INTO authors (email, name) VALUES ($1, $2) ON CONFLICT (email) DO NOTHING`, a.Email, a.Name)
	return err
}

// NewAuthor builds a row.
func NewAuthor(email, name string) *Author {
	return &Author{Email: strings.ToLower(email), Name: name}
}

func register(ctx context.Context, s *Store, email, name string) error {
	_, err := s.ByEmail(ctx, email)
	if err == nil {
		return errExists
	}
	if !errors.Is(err, errNoAuthor) {
		return err
	}
	return s.Insert(ctx, &Author{Email: email, Name: name}) // want "duplicate: .*authors.*email"
}

func registerTaken(ctx context.Context, s *Store, a Author) error {
	taken, err := s.Taken(ctx, a.Email)
	if err != nil {
		return err
	}
	if taken {
		return errExists
	}
	return s.Insert(ctx, &a) // want "duplicate: "
}

func getOrCreate(ctx context.Context, s *Store, email, name string) (*Author, error) {
	email = strings.ToLower(email)
	if a, err := s.ByEmail(ctx, email); err == nil {
		return a, nil
	}
	a := &Author{Name: name}
	a.Email = email
	if err := s.Insert(ctx, a); err != nil { // want "duplicate: "
		return nil, err
	}
	return a, nil
}

func constructed(ctx context.Context, s *Store, email, name string) error {
	if taken, err := s.Taken(ctx, strings.ToLower(email)); err != nil || taken {
		return err
	}
	return s.Insert(ctx, NewAuthor(email, name)) // want "duplicate: "
}

// inTransaction runs both on a transaction of the default level.
func inTransaction(ctx context.Context, db *sql.DB, email string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	s := &Store{db: tx}
	if taken, err := s.Taken(ctx, email); err != nil || taken {
		return err
	}
	if err := s.Insert(ctx, &Author{Email: email}); err != nil { // want "duplicate: "
		return err
	}
	return tx.Commit()
}

// once inserts with an upsert. Safe.
func once(ctx context.Context, s *Store, email string) error {
	if taken, err := s.Taken(ctx, email); err != nil || taken {
		return err
	}
	return s.InsertOnce(ctx, &Author{Email: email})
}

// other creates another author. Safe.
func other(ctx context.Context, s *Store, email, invited string) error {
	if taken, err := s.Taken(ctx, email); err != nil || taken {
		return err
	}
	return s.Insert(ctx, &Author{Email: invited})
}

// mustExist creates when it is there. Safe.
func mustExist(ctx context.Context, s *Store, email string) error {
	a, err := s.ByEmail(ctx, email)
	if err != nil {
		return err
	}
	return s.Insert(ctx, &Author{Email: a.Email, Name: a.Name + " (2)"})
}

// inside finds and creates: reported here, once.
func inside(ctx context.Context, db DBTX, email string) (id int64, err error) {
	err = db.QueryRowContext(ctx, `SELECT id FROM authors WHERE email = $1`, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = db.QueryRowContext(ctx, `INSERT INTO authors (email) VALUES ($1) RETURNING id`, email).Scan(&id) // want "duplicate: "
	}
	return id, err
}

func fromPool(ctx context.Context, db *sql.DB, email string) (int64, error) {
	return inside(ctx, db, email)
}

func fromTx(ctx context.Context, tx *sql.Tx, email string) (int64, error) {
	return inside(ctx, tx, email)
}

// exec hides the statement's call behind the package's own function.
func exec(ctx context.Context, db DBTX, query string, args ...any) error {
	_, err := db.ExecContext(ctx, query, args...)
	return err
}

func viaExec(ctx context.Context, s *Store, email string) error {
	if taken, err := s.Taken(ctx, email); err != nil || taken {
		return err
	}
	return exec(ctx, s.db, `INSERT INTO authors (email) VALUES ($1)`, email) // want "duplicate: "
}
