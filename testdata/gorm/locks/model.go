// Package locks holds locks over both, over one, and over neither.
package locks

import (
	"sync"

	"gorm.io/gorm"
)

// Team is the parent of seats.
type Team struct {
	ID   uint
	Name string
}

// Seat has no unique key.
type Seat struct {
	ID     uint
	TeamID uint
	Email  string
}

// service keeps locks of several kinds.
type service struct {
	db    *gorm.DB
	mu    sync.Mutex
	other sync.Mutex
	rw    sync.RWMutex
	once  sync.Once
	keyed keyedMutex
}

// global guards all seats of this process.
var global sync.Mutex

// keyedMutex has one lock for each key; Lock returns its unlock.
type keyedMutex struct{ locks sync.Map }

func (k *keyedMutex) Lock(key string) (unlock func()) {
	v, _ := k.locks.LoadOrStore(key, new(sync.Mutex))
	mu := v.(*sync.Mutex)
	mu.Lock()
	return mu.Unlock
}
