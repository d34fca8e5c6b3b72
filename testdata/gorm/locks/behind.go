package locks

import (
	"sync"

	"gorm.io/gorm"
)

// keyLocker is what a service is given; turnstile stands behind it.
type keyLocker interface {
	Enter(key string) (leave func(), err error)
}

type turnstile struct {
	mu   sync.Mutex
	keys map[string]*sync.Mutex
}

func (t *turnstile) Enter(key string) (func(), error) {
	t.mu.Lock()
	k, ok := t.keys[key]
	if !ok {
		k = &sync.Mutex{}
		t.keys[key] = k
	}
	t.mu.Unlock()
	k.Lock()
	return k.Unlock, nil
}

// behind holds the lock that an implementation in this package takes. Safe.
func behind(db *gorm.DB, l keyLocker, email string) error {
	leave, err := l.Enter(email)
	if err != nil {
		return err
	}
	defer leave()
	var n int64
	if err := db.Model(&Seat{}).Where("email = ?", email).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	return db.Create(&Seat{Email: email}).Error
}

// gate is another interface, and nothing that stands behind it locks.
type gate interface {
	Pass(key string) (leave func(), err error)
}

type open struct{}

func (open) Pass(string) (func(), error) { return func() {}, nil }

func throughGate(db *gorm.DB, g gate, email string) error {
	leave, err := g.Pass(email)
	if err != nil {
		return err
	}
	defer leave()
	var n int64
	if err := db.Model(&Seat{}).Where("email = ?", email).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	return db.Create(&Seat{Email: email}).Error // want "duplicate: .*Seat with email = email"
}

// runner runs what it is given with the lock held.
type runner interface {
	Run(key string, f func() error) error
}

func (t *turnstile) Run(key string, f func() error) error {
	leave, err := t.Enter(key)
	if err != nil {
		return err
	}
	defer leave()
	return f()
}

func run(db *gorm.DB, r runner, email string) error {
	return r.Run(email, func() error {
		var n int64
		if err := db.Model(&Seat{}).Where("email = ?", email).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return db.Create(&Seat{Email: email}).Error
	})
}
