// Package entbranch returns the row, made if need be.
package entbranch

import (
	"context"

	"github.com/toctou-lint/toctou/testdata/proving/programs/entclient"
	"github.com/toctou-lint/toctou/testdata/proving/programs/entclient/member"
)

// Service has the database.
type Service struct{ DB *entclient.Client }

// Run returns the member of an email.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	a, err := s.member(ctx, email)
	if err != nil {
		return 0, err
	}
	return a.ID, nil
}

func (s Service) member(ctx context.Context, email string) (*entclient.Member, error) {
	a, err := s.DB.Member.Query().Where(member.Email(email)).Only(ctx)
	if entclient.IsNotFound(err) {
		created, err := s.DB.Member.Create().SetEmail(email).Save(ctx)
		if err != nil {
			// The loser of a race fails here: the row is there now.
			if winner, again := s.DB.Member.Query().Where(member.Email(email)).Only(ctx); again == nil {
				return winner, nil
			}
		}
		return created, err
	}
	return a, err
}
