// Package helpers spreads find and create over functions and methods of one package.
package helpers

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// Customer has no unique key.
type Customer struct {
	ID    uint
	Email string
	Name  string
	Plan  string
}

// ErrNoCustomer and ErrExists are the domain's words.
var (
	ErrNoCustomer = errors.New("no such customer")
	ErrExists     = errors.New("customer exists")
)

// NewCustomer builds a row.
func NewCustomer(email, name string) *Customer {
	return &Customer{Email: normalise(email), Name: name, Plan: "free"}
}

func normalise(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Repo is the usual repository.
type Repo struct{ db *gorm.DB }

// FindByEmail maps absence to ErrNoCustomer.
func (r *Repo) FindByEmail(ctx context.Context, email string) (*Customer, error) {
	var c Customer
	err := r.db.WithContext(ctx).Where("email = ?", email).First(&c).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, ErrNoCustomer
	}
	if err != nil {
		return nil, fmt.Errorf("find customer: %w", err)
	}
	return &c, nil
}

// Exists answers with a bool.
func (r *Repo) Exists(ctx context.Context, email string) (bool, error) {
	var n int64
	err := r.db.WithContext(ctx).Model(&Customer{}).Where("email = ?", email).Count(&n).Error
	return n > 0, err
}

// Create inserts the row it is given.
func (r *Repo) Create(ctx context.Context, c *Customer) error {
	return r.db.WithContext(ctx).Create(c).Error
}

// Insert makes the row itself.
func (r *Repo) Insert(ctx context.Context, email, name string) (*Customer, error) {
	c := &Customer{Email: email, Name: name}
	if err := r.db.WithContext(ctx).Create(c).Error; err != nil {
		return nil, fmt.Errorf("insert customer: %w", err)
	}
	return c, nil
}
