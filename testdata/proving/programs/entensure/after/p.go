// Package entensure makes a row that nobody goes on with.
package entensure

import (
	"context"

	"github.com/toctou-lint/toctou/testdata/proving/programs/entclient"
	"github.com/toctou-lint/toctou/testdata/proving/programs/entclient/account"
)

// Service has the database.
type Service struct{ DB *entclient.Client }

// Run sees to it that an email has an account.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	there, err := s.DB.Account.Query().Where(account.Email(email)).Exist(ctx)
	if err != nil || there {
		return 0, err
	}
	err = s.DB.Account.Create().SetEmail(email).Exec(ctx)
	if err != nil {
		// With a unique key on accounts(email) the loser of a race fails here: the row is there now.
		if there, err := s.DB.Account.Query().Where(account.Email(email)).Exist(ctx); err != nil || there {
			return 0, err
		}
	}
	return 0, err
}
