// Package entensure makes a row that nobody goes on with.
package entensure

import (
	"context"

	"github.com/toctou-lint/toctou/testdata/proving/programs/entclient"
	"github.com/toctou-lint/toctou/testdata/proving/programs/entclient/member"
)

// Service has the database.
type Service struct{ DB *entclient.Client }

// Run sees to it that an email has a member.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	there, err := s.DB.Member.Query().Where(member.Email(email)).Exist(ctx)
	if err != nil || there {
		return 0, err
	}
	return 0, s.DB.Member.Create().SetEmail(email).Exec(ctx)
}
