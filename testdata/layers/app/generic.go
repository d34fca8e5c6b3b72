package app

import (
	"github.com/toctou-lint/toctou/testdata/layers/model"
	"github.com/toctou-lint/toctou/testdata/layers/repo"
)

// Store is implemented by a generic type.
type Store[T any] interface {
	FindBy(column string, v any) (*T, error)
	Add(row *T) error
	AddOnce(row *T) error
}

// AccountStore is implemented by an instance that a struct embeds.
type AccountStore interface {
	FindBy(column string, v any) (*model.Account, error)
	Add(row *model.Account) error
}

// AccountTable is such a struct.
type AccountTable struct{ *repo.Table[model.Account] }

// Generic has them.
type Generic struct {
	store    Store[model.Account]
	invites  Store[model.Invite]
	accounts AccountStore
}

func (g *Generic) register(email string) error {
	row, err := g.store.FindBy("email", email)
	if err != nil || row != nil {
		return errTaken
	}
	return g.store.Add(&model.Account{Email: email}) // linked
}

func (g *Generic) embedded(email string) error {
	row, err := g.accounts.FindBy("email", email)
	if err != nil || row != nil {
		return errTaken
	}
	return g.accounts.Add(&model.Account{Email: email}) // linked
}

// once is an upsert inside. Safe.
func (g *Generic) once(email string) error {
	row, err := g.store.FindBy("email", email)
	if err != nil || row != nil {
		return errTaken
	}
	return g.store.AddOnce(&model.Account{Email: email})
}

// other looks for one type of row and creates another. Safe.
func (g *Generic) other(token string) error {
	row, err := g.invites.FindBy("token", token)
	if err != nil || row != nil {
		return errTaken
	}
	return g.store.Add(&model.Account{Email: token})
}
