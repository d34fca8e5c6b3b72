// Package unit runs what it is given in a literal of its own.
package unit

import (
	"database/sql"
	"sync"

	"gorm.io/gorm"
)

// Serial runs fn in a serializable transaction.
func Serial(db *gorm.DB, fn func(*gorm.DB) error) error {
	return db.Transaction(func(tx *gorm.DB) error { return fn(tx) }, &sql.TxOptions{Isolation: sql.LevelSerializable})
}

// Plain runs fn in a transaction at the default level.
func Plain(db *gorm.DB, fn func(*gorm.DB) error) error {
	return db.Transaction(func(tx *gorm.DB) error { return fn(tx) })
}

// Room lets one in at a time.
type Room struct{ mu sync.Mutex }

// In runs fn while nobody else is in the room.
func (r *Room) In(db *gorm.DB, fn func(*gorm.DB) error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return db.Transaction(func(tx *gorm.DB) error { return fn(tx) })
}
