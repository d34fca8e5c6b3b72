// Package service asks a model that goctl laid out.
package service

import (
	"context"
	"errors"

	"github.com/zeromicro/go-zero/core/stores/sqlx"

	"github.com/toctou-lint/toctou/testdata/gozero/users"
)

// Service registers users.
type Service struct{ users *users.Table }

var errTaken = errors.New("taken")

func (s *Service) register(ctx context.Context, email, name string) error {
	_, err := s.users.FindOneByEmail(ctx, email)
	switch {
	case err == nil:
		return errTaken
	case err != users.ErrNotFound:
		return err
	}
	_, err = s.users.Insert(ctx, &users.User{Email: email, Name: name}) // want "duplicate: .*users.*email"
	return err
}

// direct knows the package's own name of the error.
func direct(ctx context.Context, conn sqlx.SqlConn, email string) error {
	_, err := users.Find(ctx, conn, email)
	if err == users.ErrNotFound {
		_, err = conn.ExecCtx(ctx, "insert into users (email) values (?)", email) // want "duplicate: .*users.*email"
	}
	return err
}

// otherError is reached when something else went wrong.
func otherError(ctx context.Context, conn sqlx.SqlConn, email string) error {
	_, err := users.Find(ctx, conn, email)
	if err != nil && !errors.Is(err, users.ErrNotFound) {
		_, err = conn.ExecCtx(ctx, "insert into users (email) values (?)", email)
	}
	return err
}

// ensure inserts or leaves the row alone.
func (s *Service) ensure(ctx context.Context, email, name string) error {
	_, err := s.users.FindOneByEmail(ctx, email)
	if errors.Is(err, users.ErrNotFound) {
		err = s.users.Ensure(ctx, &users.User{Email: email, Name: name})
	}
	return err
}

// renamed creates what it did not look for.
func (s *Service) renamed(ctx context.Context, email, other string) error {
	_, err := s.users.FindOneByEmail(ctx, email)
	if errors.Is(err, users.ErrNotFound) {
		_, err = s.users.Insert(ctx, &users.User{Email: other})
	}
	return err
}
