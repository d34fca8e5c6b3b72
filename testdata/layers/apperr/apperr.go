// Package apperr is an application's errors: one type for all, told apart by a code.
package apperr

import (
	"errors"
	"net/http"
)

type Code int

const (
	Internal Code = iota
	NotFound
	Exists
	Forbidden
)

type Error struct {
	Code   Code
	Status int
	Op     string
	Err    error
}

func (e *Error) Error() string { return e.Op }
func (e *Error) Unwrap() error { return e.Err }

// IsGone is asked of the error itself.
func (e *Error) IsGone() bool { return e.Code == NotFound }

// E is a constructor that is given the code.
func E(op string, code Code, err error) *Error { return &Error{Op: op, Code: code, Err: err} }

// Missing is one that knows it, and shows the interface only.
func Missing(op string) error { return &Error{Op: op, Code: NotFound, Status: http.StatusNotFound} }

// CodeOf answers with the code.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

func IsNotFound(err error) bool { return CodeOf(err) == NotFound }

// IsExpected answers for two codes.
func IsExpected(err error) bool {
	e, ok := err.(*Error)
	return ok && (e.Code == NotFound || e.Code == Forbidden)
}

func IsForbidden(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == Forbidden
}

// HasStatus compares with what it is given.
func HasStatus(err error, status int) bool {
	var e *Error
	return errors.As(err, &e) && e.Status == status
}

// Fault is the same as any other of its code, as it says itself.
type Fault struct{ Code Code }

func (f *Fault) Error() string { return "fault" }

func (f *Fault) Is(target error) bool {
	t, ok := target.(*Fault)
	return ok && t.Code == f.Code
}

// ErrGone stands for all faults of its code.
var ErrGone error = &Fault{Code: NotFound}
