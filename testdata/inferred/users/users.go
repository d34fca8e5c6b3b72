// Package users declares repositories that something implements elsewhere.
package users

import (
	"context"
	"errors"
)

// ErrNotFound and ErrTaken are the repository's words.
var (
	ErrNotFound = errors.New("not found")
	ErrTaken    = errors.New("taken")
)

// User is a row.
type User struct {
	ID    int64
	Email string
	Team  string
}

// Invite is another.
type Invite struct {
	ID    int64
	Email string
}

// Repository has both halves for User.
type Repository interface {
	FindByEmail(ctx context.Context, email string) (*User, error)
	FindByEmailAndTeam(ctx context.Context, email, team string) (*User, error)
	ExistsByEmail(ctx context.Context, email string) (bool, error)
	CountByEmail(ctx context.Context, email string) (int64, error)
	Create(ctx context.Context, u *User) error
	CreateOrUpdate(ctx context.Context, u *User) error
}

// Invites has both halves for Invite, and creates from columns.
type Invites interface {
	GetInvite(ctx context.Context, email string) (*Invite, error)
	AddInvite(ctx context.Context, email string) (*Invite, error)
}

// Reader has one half only.
type Reader interface {
	FindByEmail(ctx context.Context, email string) (*User, error)
}

// Writer has the other.
type Writer interface {
	Create(ctx context.Context, u *User) error
}

// Memory goes nowhere: it takes no context.
type Memory interface {
	Get(email string) (*User, bool)
	Store(u *User) error
}
