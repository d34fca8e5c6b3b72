// Package model has the rows of a layered service.
package model

import (
	"strings"

	"gorm.io/gorm"
)

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

// Session is live unless it says otherwise, and its hash is made when it is saved.
type Session struct {
	ID     uint
	Device string
	Hash   string
	Status int `gorm:"default:1"`
}

// BeforeSave fills what callers leave empty.
func (s *Session) BeforeSave(*gorm.DB) error {
	s.Hash = HashOf(s.Device)
	return nil
}

// HashOf is the same for the same device.
func HashOf(device string) string { return strings.ToLower(device) }

// Group has no unique key.
type Group struct {
	ID        uint
	GroupName string
	Kind      int
}

// Ticket has a table whose name only its method tells.
type Ticket struct {
	ID   uint
	Code string
}

// TableName names the table.
func (Ticket) TableName() string { return "support_tickets" }

// Draft has a table whose name nobody can tell.
type Draft struct {
	ID   uint
	Code string
}

// TableName depends on the row.
func (d Draft) TableName() string { return "drafts_" + d.Code }
