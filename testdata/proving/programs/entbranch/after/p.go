// Package entbranch returns the row, made if need be.
package entbranch

import (
	"context"

	"github.com/toctou-lint/toctou/testdata/proving/programs/entclient"
	"github.com/toctou-lint/toctou/testdata/proving/programs/entclient/account"
)

// Service has the database.
type Service struct{ DB *entclient.Client }

// Run returns the account of an email.
func (s Service) Run(ctx context.Context, email string) (int64, error) {
	a, err := s.account(ctx, email)
	if err != nil {
		return 0, err
	}
	return a.ID, nil
}

func (s Service) account(ctx context.Context, email string) (*entclient.Account, error) {
	a, err := s.DB.Account.Query().Where(account.Email(email)).Only(ctx)
	if entclient.IsNotFound(err) {
		created, err := s.DB.Account.Create().SetEmail(email).Save(ctx)
		if err != nil {
			// With a unique key on accounts(email) the loser of a race fails here: the row is there now.
			if winner, again := s.DB.Account.Query().Where(account.Email(email)).Only(ctx); again == nil {
				return winner, nil
			}
		}
		return created, err
	}
	return a, err
}
