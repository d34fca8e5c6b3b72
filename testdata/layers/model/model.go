// Package model has the rows of a layered service.
package model

// Account has no unique key.
type Account struct {
	ID    uint
	Email string
	Name  string
}

// Invite is inserted with a hidden ON CONFLICT.
type Invite struct {
	ID    uint
	Token string
}

// NewAccount maps a request to a row.
func NewAccount(email, name string) Account { return Account{Email: email, Name: name} }
