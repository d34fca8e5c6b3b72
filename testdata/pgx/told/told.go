// Package told holds conflicts that are told apart by a value, or by functions of
// another package that answer the request.
package told

import (
	"context"
	"errors"
	"net/http"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/toctou-lint/toctou/testdata/pgx/told/reply"
)

type shop struct{ db *pgxpool.Pool }

func (s *shop) get(ctx context.Context, name string) (id int64, err error) {
	err = s.db.QueryRow(ctx, "SELECT id FROM goods WHERE name = $1", name).Scan(&id)
	return id, err
}

func (s *shop) add(ctx context.Context, name string) (id int64, err error) {
	err = s.db.QueryRow(ctx, "INSERT INTO goods (name) VALUES ($1) RETURNING id", name).Scan(&id)
	return id, err
}

// taken reports whether there is one, and answers if so.
func (s *shop) taken(w http.ResponseWriter, r *http.Request, name string) bool {
	_, err := s.get(r.Context(), name)
	switch {
	case err == nil:
		w.WriteHeader(http.StatusConflict)
		return true
	case !errors.Is(err, pgx.ErrNoRows):
		w.WriteHeader(http.StatusInternalServerError)
		return true
	}
	return false
}

// The status is a variable.
func (s *shop) variable(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if s.taken(w, r, name) {
		return
	}
	if _, err := s.add(r.Context(), name); err != nil {
		status := http.StatusInternalServerError
		var e *pgconn.PgError
		if errors.As(err, &e) && e.Code == "23505" {
			status = http.StatusConflict
		}
		w.WriteHeader(status)
	}
}

func statusOf(err error) int {
	var e *pgconn.PgError
	if errors.As(err, &e) && e.Code == "23505" {
		return http.StatusConflict
	}
	return http.StatusInternalServerError
}

// The status is what a function returns.
func (s *shop) returned(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if s.taken(w, r, name) {
		return
	}
	if _, err := s.add(r.Context(), name); err != nil {
		w.WriteHeader(statusOf(err))
	}
}

// Only foreign keys are told apart.
func (s *shop) foreign(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if s.taken(w, r, name) {
		return
	}
	if _, err := s.add(r.Context(), name); err != nil { // want "duplicate: .*name"
		status := http.StatusInternalServerError
		var e *pgconn.PgError
		if errors.As(err, &e) && e.Code == "23503" {
			status = http.StatusBadRequest
		}
		w.WriteHeader(status)
	}
}

// Another package answers.
func (s *shop) write(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if s.taken(w, r, name) {
		return
	}
	if _, err := s.add(r.Context(), name); err != nil {
		reply.Write(w, err)
	}
}

func (s *shop) deny(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if s.taken(w, r, name) {
		return
	}
	if _, err := s.add(r.Context(), name); err != nil {
		reply.Deny(w, err)
	}
}

func (s *shop) missing(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if s.taken(w, r, name) {
		return
	}
	if _, err := s.add(r.Context(), name); err != nil { // want "duplicate: .*name"
		reply.Missing(w, err)
	}
}

func (s *shop) fail(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if s.taken(w, r, name) {
		return
	}
	if _, err := s.add(r.Context(), name); err != nil { // want "duplicate: .*name"
		reply.Fail(w, err)
	}
}

// Who finds it is refused, and so is the loser, in the same words.
func (s *shop) problem(ctx context.Context, name string) error {
	if _, err := s.get(ctx, name); err == nil {
		return reply.Problem{Status: http.StatusConflict}
	} else if !errors.Is(err, pgx.ErrNoRows) {
		return reply.Of(err)
	}
	_, err := s.add(ctx, name)
	return reply.Of(err)
}

// Who finds it gets it; the loser is told that there is one.
func (s *shop) ensure(ctx context.Context, name string) (int64, error) {
	id, err := s.get(ctx, name)
	if errors.Is(err, pgx.ErrNoRows) {
		id, err = s.add(ctx, name) // want "duplicate: .*name"
	}
	return id, reply.Of(err)
}

// One whom nobody asks for: what is told apart elsewhere says nothing here.
func (s *shop) quiet(ctx context.Context, name string) bool {
	if _, err := s.get(ctx, name); err == nil {
		return false
	}
	_, err := s.add(ctx, name) // want "duplicate: .*name"
	return err == nil
}
