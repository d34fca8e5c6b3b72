// Package service sees the interfaces of its repositories only.
package service

import (
	"context"
	"errors"
	"sync"

	"github.com/toctou-lint/toctou/testdata/inferred/users"
)

var errExists = errors.New("exists")

type service struct {
	repo    users.Repository
	other   users.Repository
	invites users.Invites
	reader  users.Reader
	writer  users.Writer
	memory  users.Memory
	mu      sync.Mutex
}

func (s *service) sentinel(ctx context.Context, email string) error {
	_, err := s.repo.FindByEmail(ctx, email)
	if err == nil {
		return errExists
	}
	if !errors.Is(err, users.ErrNotFound) {
		return err
	}
	return s.repo.Create(ctx, &users.User{Email: email}) // want `duplicate: .*User with email = email.*inferred from the interface's method names, Repository.Create`
}

func (s *service) pointer(ctx context.Context, email string) (*users.User, error) {
	u, err := s.repo.FindByEmail(ctx, email)
	if err != nil {
		return nil, err
	}
	if u != nil {
		return u, nil
	}
	u = &users.User{Email: email}
	return u, s.repo.Create(ctx, u) // want "duplicate: "
}

func (s *service) exists(ctx context.Context, email string) error {
	taken, err := s.repo.ExistsByEmail(ctx, email)
	if err != nil {
		return err
	}
	if taken {
		return errExists
	}
	return s.repo.Create(ctx, &users.User{Email: email}) // want "duplicate: "
}

func (s *service) count(ctx context.Context, email string) error {
	if n, err := s.repo.CountByEmail(ctx, email); err != nil || n > 0 {
		return errors.Join(err, errExists)
	}
	return s.repo.Create(ctx, &users.User{Email: email}) // want "duplicate: "
}

func (s *service) two(ctx context.Context, email, team string) error {
	if _, err := s.repo.FindByEmailAndTeam(ctx, email, team); err == nil {
		return errExists
	}
	return s.repo.Create(ctx, &users.User{Email: email, Team: team}) // want "duplicate: .*email = email and team = team"
}

func (s *service) columns(ctx context.Context, email string) error {
	if i, err := s.invites.GetInvite(ctx, email); err == nil && i != nil {
		return errExists
	}
	_, err := s.invites.AddInvite(ctx, email) // want "duplicate: .*Invite with email = email"
	return err
}

// Safe: the create's error is told apart.
func (s *service) handled(ctx context.Context, email string) error {
	if _, err := s.repo.FindByEmail(ctx, email); err == nil {
		return errExists
	}
	err := s.repo.Create(ctx, &users.User{Email: email})
	if errors.Is(err, users.ErrTaken) {
		return errExists
	}
	return err
}

// Safe: under a lock.
func (s *service) locked(ctx context.Context, email string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.repo.FindByEmail(ctx, email); err == nil {
		return errExists
	}
	return s.repo.Create(ctx, &users.User{Email: email})
}

// Safe: another key.
func (s *service) otherKey(ctx context.Context, from, email string) error {
	if _, err := s.repo.FindByEmail(ctx, from); err == nil {
		return errExists
	}
	return s.repo.Create(ctx, &users.User{Email: "x" + email})
}

// Safe: created when it is there.
func (s *service) present(ctx context.Context, email string) error {
	if _, err := s.repo.FindByEmail(ctx, email); err != nil {
		return err
	}
	return s.repo.Create(ctx, &users.User{Email: email})
}

// Unknown, therefore silent: the name says that it minds.
func (s *service) upsert(ctx context.Context, email string) error {
	if _, err := s.repo.FindByEmail(ctx, email); err == nil {
		return errExists
	}
	return s.repo.CreateOrUpdate(ctx, &users.User{Email: email})
}

// Unknown: two repositories.
func (s *service) elsewhere(ctx context.Context, email string) error {
	if _, err := s.other.FindByEmail(ctx, email); err == nil {
		return errExists
	}
	return s.repo.Create(ctx, &users.User{Email: email})
}

// Unknown: two interfaces.
func (s *service) halves(ctx context.Context, email string) error {
	if _, err := s.reader.FindByEmail(ctx, email); err == nil {
		return errExists
	}
	return s.writer.Create(ctx, &users.User{Email: email})
}

// Unknown: nothing says that it leaves the process.
func (s *service) cached(email string) error {
	if _, ok := s.memory.Get(email); ok {
		return errExists
	}
	return s.memory.Store(&users.User{Email: email})
}
