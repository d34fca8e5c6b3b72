// Package members looks and creates through package dao.
package members

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"

	"github.com/toctou-lint/toctou/testdata/layers/dao"
)

type User struct {
	ID    uint
	Email string `bson:"email"`
}

type S struct {
	dao   *dao.Dao
	users *dao.Repo[User]
	coll  *dao.Coll
}

var errTaken = errors.New("taken")

func (s *S) A(ctx context.Context, email string) error {
	var u User
	err := s.dao.First(ctx, &u, "email = ?", email)
	if errors.Is(err, dao.ErrNotFound) {
		return s.dao.Create(ctx, &User{Email: email}) // want `duplicate: .* with email = email`
	}
	return err
}
func (s *S) A2(ctx context.Context, email string) error {
	var u User
	err := s.dao.First(ctx, &u, &User{Email: email})
	if errors.Is(err, dao.ErrNotFound) {
		return s.dao.Create(ctx, &User{Email: email}) // want `duplicate: .* with email = email`
	}
	return err
}
func (s *S) A3(ctx context.Context, email string) error {
	var u User
	err := s.dao.First(ctx, &u, map[string]any{"email": email})
	if errors.Is(err, dao.ErrNotFound) {
		return s.dao.Upsert(ctx, &User{Email: email})
	}
	return err
}
func (s *S) B(ctx context.Context, email string) error {
	u, err := s.users.FindBy(ctx, "email", email)
	if err != nil {
		return err
	}
	if u == nil {
		return s.users.Add(ctx, &User{Email: email}) // want `duplicate: .* with email = email`
	}
	return errTaken
}
func (s *S) C(ctx context.Context, email string) error {
	_, err := s.users.FindWhere(ctx, map[string]any{"email": email})
	if errors.Is(err, dao.ErrNotFound) {
		return s.users.Add(ctx, &User{Email: email}) // want `duplicate: .* with email = email`
	}
	return err
}
func (s *S) D(ctx context.Context, email string) error {
	ok, err := s.users.Exists(ctx, &User{Email: email})
	if err != nil || ok {
		return err
	}
	return s.users.Add(ctx, &User{Email: email}) // want `duplicate: .* with email = email`
}
func (s *S) E(ctx context.Context, email string) error {
	_, err := s.users.One(ctx, dao.Eq("email", email))
	if errors.Is(err, dao.ErrNotFound) {
		return s.users.Add(ctx, &User{Email: email}) // want `duplicate: .* with email = email`
	}
	return err
}
func (s *S) F(ctx context.Context, email string) error {
	var u User
	err := s.coll.FindOne(ctx, bson.M{"email": email}, &u)
	if errors.Is(err, dao.ErrNotFound) {
		return s.coll.Insert(ctx, &User{Email: email}) // want `duplicate: .* with email = email`
	}
	return err
}
func (s *S) G(ctx context.Context, email string) error {
	n, err := s.coll.Count(ctx, bson.M{"email": email})
	if err != nil || n > 0 {
		return err
	}
	return s.coll.Insert(ctx, bson.M{"email": email}) // want `duplicate: .* with email = email`
}

// different collections: each has a name of its own.
func (s *S) different(ctx context.Context, orders *dao.Coll, email string) error {
	var u User
	err := s.coll.FindOne(ctx, bson.M{"email": email}, &u)
	if errors.Is(err, dao.ErrNotFound) {
		return orders.Insert(ctx, &User{Email: email})
	}
	return err
}

// another writes something else.
func (s *S) another(ctx context.Context, email, name string) error {
	ok, err := s.users.Exists(ctx, &User{Email: email})
	if err != nil || ok {
		return err
	}
	return s.users.Add(ctx, &User{Email: name})
}
