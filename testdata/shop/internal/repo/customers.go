// Package repo talks to the database.
package repo

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/toctou-lint/toctou/testdata/shop/internal/model"
)

// ErrNoCustomer and ErrEmailTaken are what callers can tell apart.
var (
	ErrNoCustomer = errors.New("no such customer")
	ErrEmailTaken = errors.New("email is taken")
)

// Customers keeps customers and what belongs to them.
type Customers struct{ db *gorm.DB }

// NewCustomers works on db.
func NewCustomers(db *gorm.DB) *Customers { return &Customers{db: db} }

// ByEmail finds a customer.
func (c *Customers) ByEmail(ctx context.Context, email string) (*model.Customer, error) {
	var row model.Customer
	err := c.db.WithContext(ctx).Where("email = ?", email).First(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, ErrNoCustomer
	}
	if err != nil {
		return nil, fmt.Errorf("customer by email: %w", err)
	}
	return &row, nil
}

// Insert stores a customer and tells a taken address apart.
func (c *Customers) Insert(ctx context.Context, row *model.Customer) error {
	err := c.db.WithContext(ctx).Create(row).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return ErrEmailTaken
	}
	return err
}

// SignIn makes a customer on the first visit.
// RACY (conflict): who loses gets the database's error instead of the row.
func (c *Customers) SignIn(ctx context.Context, email string) (*model.Customer, error) {
	row, err := c.ByEmail(ctx, email)
	if err == nil {
		return row, nil
	}
	if !errors.Is(err, ErrNoCustomer) {
		return nil, err
	}
	row = &model.Customer{Email: email}
	if err := c.db.WithContext(ctx).Create(row).Error; err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	return row, nil
}

// SignInSafe reads the winner's row when it loses.
func (c *Customers) SignInSafe(ctx context.Context, email string) (*model.Customer, error) {
	row, err := c.ByEmail(ctx, email)
	if !errors.Is(err, ErrNoCustomer) {
		return row, err
	}
	row = &model.Customer{Email: email}
	err = c.Insert(ctx, row)
	if errors.Is(err, ErrEmailTaken) {
		return c.ByEmail(ctx, email)
	}
	return row, err
}

// Cart finds or makes the customer's cart.
// RACY (helper): FirstOrCreate is a SELECT and then an INSERT.
func (c *Customers) Cart(ctx context.Context, customerID uint) (cart model.Cart, err error) {
	err = c.db.WithContext(ctx).
		Where(model.Cart{CustomerID: customerID}).
		Attrs(model.Cart{Currency: "EUR"}).
		FirstOrCreate(&cart).Error
	return cart, err
}

// CartSafe locks the customer's row first: all who want this customer's cart queue there.
func (c *Customers) CartSafe(ctx context.Context, customerID uint) (cart model.Cart, err error) {
	err = c.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var owner model.Customer
		if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).First(&owner, customerID).Error; err != nil {
			return err
		}
		return tx.Where(model.Cart{CustomerID: customerID}).FirstOrCreate(&cart).Error
	})
	return cart, err
}
