// Package entguard refuses what is there and creates what is not.
package entguard

import (
	"context"
	"errors"

	"github.com/toctou-lint/toctou/testdata/proving/programs/entclient"
	"github.com/toctou-lint/toctou/testdata/proving/programs/entclient/member"
)

// ErrTaken refuses an email that has a member.
var ErrTaken = errors.New("taken")

// Service has the database.
type Service struct{ DB *entclient.Client }

// Run registers an email.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	taken, err := s.DB.Member.Query().Where(member.Email(email)).Exist(ctx)
	if err != nil {
		return 0, err
	}
	if taken {
		return 0, ErrTaken
	}
	a, err := s.DB.Member.Create().SetEmail(email).Save(ctx)
	if err != nil {
		return 0, err
	}
	return a.ID, nil
}
