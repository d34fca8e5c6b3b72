package locks

import (
	"errors"

	"golang.org/x/sync/singleflight"
	"gorm.io/gorm"
)

// Safe: one lock of this process is held before the find and after the create.

func (s *service) deferred(email string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error
	}
	return err
}

func (s *service) explicit(email string) error {
	s.mu.Lock()
	if err := s.db.Where("email = ?", email).First(&Seat{}).Error; err == nil {
		s.mu.Unlock()
		return nil
	}
	err := s.db.Create(&Seat{Email: email}).Error
	s.mu.Unlock()
	return err
}

func packageLock(db *gorm.DB, email string) error {
	global.Lock()
	defer global.Unlock()
	var n int64
	if err := db.Model(&Seat{}).Where("email = ?", email).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	return db.Create(&Seat{Email: email}).Error
}

func (s *service) writeLock(email string) error {
	s.rw.Lock()
	defer s.rw.Unlock()
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error
	}
	return err
}

// lock and unlock are wrappers.
func (s *service) lock()   { s.mu.Lock() }
func (s *service) unlock() { s.mu.Unlock() }

func (s *service) wrapped(email string) error {
	s.lock()
	defer s.unlock()
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error
	}
	return err
}

// perKey: the lock belongs to the key that is looked up.
func (s *service) perKey(email string) error {
	unlock := s.keyed.Lock(email)
	defer unlock()
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error
	}
	return err
}

// underLock takes a function that runs with the lock held.
func (s *service) underLock(fn func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return fn()
}

func (s *service) callback(email string) error {
	return s.underLock(func() error {
		err := s.db.Where("email = ?", email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return s.db.Create(&Seat{Email: email}).Error
		}
		return err
	})
}

// ensureLocked is called with the lock held, always.
func (s *service) ensureLocked(email string) error {
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error
	}
	return err
}

func (s *service) one(email string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ensureLocked(email)
}

func (s *service) many(emails []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, email := range emails {
		if err := s.ensureLocked(email); err != nil {
			return err
		}
	}
	return nil
}

// rechecked looks again under the lock.
func (s *service) rechecked(email string) error {
	if err := s.db.Where("email = ?", email).First(&Seat{}).Error; err == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error
	}
	return err
}

// seats runs one function for a key at a time.
var seats singleflight.Group

func flight(db *gorm.DB, email string) error {
	_, err, _ := seats.Do(email, func() (any, error) {
		err := db.Where("email = ?", email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil, db.Create(&Seat{Email: email}).Error
		}
		return nil, err
	})
	return err
}

// bootstrap runs once in the process.
func (s *service) bootstrap() (err error) {
	s.once.Do(func() {
		err = s.db.Where("email = ?", "root@example.com").First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			err = s.db.Create(&Seat{Email: "root@example.com"}).Error
		}
	})
	return err
}

// overTransaction holds the lock over the whole transaction.
func (s *service) overTransaction(email string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.db.Transaction(func(tx *gorm.DB) error {
		err := tx.Where("email = ?", email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Seat{Email: email}).Error
		}
		return err
	})
}

// locker: what a lock behind an interface excludes is not known, so it counts
// as none; a model says that it is one.
type locker interface {
	Acquire(key string) (release func(), err error)
}

func interfaceLock(db *gorm.DB, l locker, email string) error {
	release, err := l.Acquire(email)
	if err != nil {
		return err
	}
	defer release()
	if err := db.Where("email = ?", email).First(&Seat{}).Error; err == nil {
		return nil
	}
	return db.Create(&Seat{Email: email}).Error // want "duplicate: "
}
