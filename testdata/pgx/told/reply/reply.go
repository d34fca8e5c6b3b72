// Package reply answers requests that failed. It reaches no store.
package reply

import (
	"errors"
	"net/http"

	"github.com/jackc/pgx/v5/pgconn"
)

// Problem is what clients are told.
type Problem struct {
	Status int
	Title  string
}

func (p Problem) Error() string { return p.Title }

// Of makes a problem of what the database says.
func Of(err error) error {
	if err == nil {
		return nil
	}
	var e *pgconn.PgError
	if errors.As(err, &e) {
		switch e.Code {
		case "23505":
			return Problem{http.StatusConflict, "there is one"}
		case "23503":
			return Problem{http.StatusBadRequest, "of what is it"}
		}
	}
	return Problem{http.StatusInternalServerError, "sorry"}
}

// Write answers with a status by what the database says.
func Write(w http.ResponseWriter, err error) {
	var p Problem
	if errors.As(Of(err), &p) {
		w.WriteHeader(p.Status)
	}
}

// Deny tells violations of unique keys apart.
func Deny(w http.ResponseWriter, err error) {
	var e *pgconn.PgError
	if errors.As(err, &e) && e.Code == "23505" {
		w.WriteHeader(http.StatusConflict)
		return
	}
	w.WriteHeader(http.StatusInternalServerError)
}

// Missing tells violations of foreign keys apart.
func Missing(w http.ResponseWriter, err error) {
	var e *pgconn.PgError
	if errors.As(err, &e) && e.Code == "23503" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusInternalServerError)
}

// Fail tells nothing apart.
func Fail(w http.ResponseWriter, err error) {
	http.Error(w, err.Error(), http.StatusInternalServerError)
}
