// Package repo is the implementation that services only see as interfaces.
package repo

import (
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/toctou-lint/toctou/testdata/layers/model"
)

// ErrNotFound and ErrTaken are the domain's words for the store's.
var (
	ErrNotFound = errors.New("not found")
	ErrTaken    = errors.New("taken")
)

// IsNotFound tells one error from all others.
func IsNotFound(err error) bool { return errors.Is(err, ErrNotFound) }

// Accounts inserts plainly.
type Accounts struct{ DB *gorm.DB }

func (a *Accounts) ByEmail(email string) (*model.Account, error) {
	var row model.Account
	err := a.DB.Where("email = ?", email).First(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fmt.Errorf("account: %w", ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	return &row, nil
}

func (a *Accounts) Insert(row *model.Account) error { return a.DB.Create(row).Error }

// InsertMapped turns a unique violation into ErrTaken.
func (a *Accounts) InsertMapped(row *model.Account) error {
	err := a.DB.Create(row).Error
	var pgErr *pgconn.PgError
	if errors.As(err, &pgErr) && pgErr.Code == "23505" {
		return ErrTaken
	}
	return err
}

// Invites inserts with an ON CONFLICT that its callers do not see.
type Invites struct{ DB *gorm.DB }

func (i *Invites) Exists(token string) (bool, error) {
	var n int64
	err := i.DB.Model(&model.Invite{}).Where("token = ?", token).Count(&n).Error
	return n > 0, err
}

func (i *Invites) Insert(row *model.Invite) error {
	return i.DB.Clauses(clause.OnConflict{DoNothing: true}).Create(row).Error
}

// Option extends a statement.
type Option func(*gorm.DB) *gorm.DB

// WithName is an Option.
func WithName(name string) Option {
	return func(db *gorm.DB) *gorm.DB { return db.Where("name = ?", name) }
}

// First takes options.
func (a *Accounts) First(opts ...Option) (model.Account, error) {
	var row model.Account
	db := a.DB
	for _, opt := range opts {
		db = opt(db)
	}
	err := db.First(&row).Error
	return row, err
}
