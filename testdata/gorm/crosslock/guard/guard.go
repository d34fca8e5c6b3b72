// Package guard holds locks and transactions that other packages use.
package guard

import (
	"context"
	"database/sql"
	"sync"

	"gorm.io/gorm"
)

var all sync.Mutex

// One runs f while nobody else does.
func One(f func() error) error {
	all.Lock()
	defer all.Unlock()
	return f()
}

// Many runs f, and counts.
func Many(f func() error) error {
	all.Lock()
	count++
	all.Unlock()
	return f()
}

var count int

// Twice runs f once with the lock and once without.
func Twice(f func() error) error {
	if err := One(f); err != nil {
		return err
	}
	return f()
}

// Through hands f on to One.
func Through(f func() error) error { return One(f) }

// Keyed has one lock for each key.
type Keyed struct{ locks sync.Map }

func (k *Keyed) of(key string) *sync.Mutex {
	v, _ := k.locks.LoadOrStore(key, new(sync.Mutex))
	return v.(*sync.Mutex)
}

// Hold locks key and returns its unlock.
func (k *Keyed) Hold(key string) (unlock func()) {
	mu := k.of(key)
	mu.Lock()
	return mu.Unlock
}

// Gate is a lock that is taken and given back.
type Gate struct{ mu sync.Mutex }

// Enter takes the lock.
func (g *Gate) Enter() { g.mu.Lock() }

// Leave gives it back.
func (g *Gate) Leave() { g.mu.Unlock() }

// Pass takes the lock and gives it back.
func (g *Gate) Pass() {
	g.mu.Lock()
	defer g.mu.Unlock()
	count++
}

// Serializable runs f in a serializable transaction.
func Serializable(db *gorm.DB, f func(tx *gorm.DB) error) error {
	return db.Transaction(f, &sql.TxOptions{Isolation: sql.LevelSerializable})
}

// Plain runs f in a transaction.
func Plain(db *gorm.DB, f func(tx *gorm.DB) error) error {
	return db.Transaction(f)
}

// Locker is implemented by something that this program does not see.
type Locker interface {
	Lock(ctx context.Context, key string) error
	Unlock(ctx context.Context, key string) error
}

// Door has a method of the name, and no other half.
type Door interface {
	Lock(ctx context.Context, key string) error
}

// Pool hands out connections: Acquire returns what it has acquired.
type Pool interface {
	Acquire(ctx context.Context) (*gorm.DB, error)
	Release(db *gorm.DB)
}
