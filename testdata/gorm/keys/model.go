// Package keys asks whether the looked-up key is the created one.
package keys

import "gorm.io/gorm"

// Member has no unique key.
type Member struct {
	ID     uint
	Email  string
	Name   string
	Tenant string
	TeamID uint
	APIKey string
}

// Device names its columns itself.
type Device struct {
	gorm.Model
	Serial string `gorm:"column:serial_no;size:64"`
	Owner  Owner  `gorm:"embedded;embeddedPrefix:owner_"`
}

// Owner is embedded in Device.
type Owner struct {
	Name string
}

// TableName is not the plural of the type.
func (Device) TableName() string { return "hardware" }

// Scope is embedded in Grant.
type Scope struct {
	Tenant string
	Role   string
}

// Grant has promoted columns.
type Grant struct {
	ID uint
	Scope
	Subject string
}

// CreateRequest is what a client sends.
type CreateRequest struct {
	Email  string
	Name   string
	Tenant string
	Owner  struct{ Email string }
}
