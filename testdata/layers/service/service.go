// Package service decides; what it calls is in other packages.
package service

import (
	"errors"

	"github.com/toctou-lint/toctou/testdata/layers/model"
	"github.com/toctou-lint/toctou/testdata/layers/repo"
)

var errTaken = errors.New("service: taken")

// Direct calls the repository by its type.
type Direct struct{ Accounts *repo.Accounts }

func (d *Direct) Register(email, name string) error {
	if _, err := d.Accounts.ByEmail(email); err == nil {
		return errTaken
	}
	row := model.NewAccount(email, name)
	return d.Accounts.Insert(&row) // want "duplicate: .*Account with email = email"
}

func (d *Direct) Ensure(email string) error {
	_, err := d.Accounts.ByEmail(email)
	if repo.IsNotFound(err) {
		return d.Accounts.Insert(&model.Account{Email: email}) // want "duplicate: "
	}
	return err
}

// RegisterMapped refuses the loser as it refuses who comes later. Safe.
func (d *Direct) RegisterMapped(email string) error {
	if _, err := d.Accounts.ByEmail(email); err == nil {
		return errTaken
	}
	return d.Accounts.InsertMapped(&model.Account{Email: email})
}

// GetOrCreate wants the row, and the loser gets an error instead.
func (d *Direct) GetOrCreate(email string) (*model.Account, error) {
	row, err := d.Accounts.ByEmail(email)
	if err == nil {
		return row, nil
	}
	row = &model.Account{Email: email}
	if err := d.Accounts.InsertMapped(row); err != nil { // want "duplicate: "
		return nil, err
	}
	return row, nil
}

// OtherAddress looks one up and creates another. Safe.
func (d *Direct) OtherAddress(old, email string) error {
	if _, err := d.Accounts.ByEmail(old); err == nil {
		return errTaken
	}
	return d.Accounts.Insert(&model.Account{Email: email})
}

// Named passes the predicate as an option.
func (d *Direct) Named(name string) error {
	if row, _ := d.Accounts.First(repo.WithName(name)); row.ID != 0 {
		return errTaken
	}
	return d.Accounts.Insert(&model.Account{Name: name}) // want "duplicate: .*name = name"
}
