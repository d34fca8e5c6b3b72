// Package basic holds the plain shapes of find-then-create with gorm.
package basic

import "time"

// User has no unique key: its loser inserts a second row.
type User struct {
	ID    uint
	Email string
	Name  string
}

// Invite lives in another table than User.
type Invite struct {
	ID    uint
	Email string
}

// AuditLog records what happened, one row per event.
type AuditLog struct {
	ID      uint
	Email   string
	Message string
	At      time.Time
}

// Profile is the child row of a user.
type Profile struct {
	ID     uint
	UserID uint
	Bio    string
}
