// Package app sees its repositories as interfaces that it declares itself. Who
// implements them is known only when the whole program is.
package app

import (
	"errors"

	"github.com/toctou-lint/toctou/testdata/layers/model"
)

var errTaken = errors.New("app: taken")

// Accounts is implemented by a plain insert.
type Accounts interface {
	ByEmail(email string) (*model.Account, error)
	Insert(row *model.Account) error
	InsertMapped(row *model.Account) error
}

// Invites is implemented by an upsert.
type Invites interface {
	Exists(token string) (bool, error)
	Insert(row *model.Invite) error
}

// App has both.
type App struct {
	accounts Accounts
	invites  Invites
}

func (a *App) Register(email string) error {
	if _, err := a.accounts.ByEmail(email); err == nil {
		return errTaken
	}
	return a.accounts.Insert(&model.Account{Email: email}) // linked
}

// RegisterMapped is the same but for the implementation. Safe.
func (a *App) RegisterMapped(email string) error {
	if _, err := a.accounts.ByEmail(email); err == nil {
		return errTaken
	}
	return a.accounts.InsertMapped(&model.Account{Email: email})
}

// Invite is the same but for the implementation. Safe.
func (a *App) Invite(token string) error {
	exists, err := a.invites.Exists(token)
	if err != nil || exists {
		return err
	}
	return a.invites.Insert(&model.Invite{Token: token})
}

// Account and Add tell their callers nothing until the program is linked.
func (a *App) Account(email string) (*model.Account, error) { return a.accounts.ByEmail(email) }

// Add is Account's other half.
func (a *App) Add(row *model.Account) error { return a.accounts.Insert(row) }
