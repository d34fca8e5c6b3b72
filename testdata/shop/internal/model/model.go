// Package model has the rows of the shop.
package model

import "time"

// Customer can be found by an address that is unique.
type Customer struct {
	ID        uint
	Email     string `gorm:"uniqueIndex;size:200"`
	Name      string
	CreatedAt time.Time
}

// Cart belongs to a customer. Each should have one; no key says so.
type Cart struct {
	ID         uint
	CustomerID uint
	Currency   string
}

// Address belongs to a customer.
type Address struct {
	ID         uint
	CustomerID uint
	Kind       string
	Line       string
}

// Label is what a product is filed under.
type Label struct {
	ID   uint
	Name string
}
