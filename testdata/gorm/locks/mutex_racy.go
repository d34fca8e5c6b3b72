package locks

import (
	"errors"
	"sync"

	"gorm.io/gorm"
)

// aroundCreate: the check ran before the lock was taken.
func (s *service) aroundCreate(email string) error {
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.db.Create(&Seat{Email: email}).Error // want "duplicate: .*the lock taken at line 16 covers the create only"
}

// aroundFind: the lock is released before the create.
func (s *service) aroundFind(email string) error {
	s.mu.Lock()
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	s.mu.Unlock()
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error // want "duplicate: .*the lock taken at line 23 is not held from the check to the create"
	}
	return err
}

// gap: two critical sections with a gap between them.
func (s *service) gap(email string) error {
	s.mu.Lock()
	var n int64
	err := s.db.Model(&Seat{}).Where("email = ?", email).Count(&n).Error
	s.mu.Unlock()
	if err != nil || n > 0 {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.db.Create(&Seat{Email: email}).Error // want "duplicate: .*the lock taken at line 41 is not held from the check to the create"
}

// twoLocks: each statement has a lock, not the same one.
func (s *service) twoLocks(email string) error {
	s.mu.Lock()
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	s.mu.Unlock()
	if err == nil {
		return nil
	}
	s.other.Lock()
	defer s.other.Unlock()
	return s.db.Create(&Seat{Email: email}).Error // want "duplicate: .*the lock taken at line 54 covers the create only"
}

// local: every call has its own mutex.
func local(db *gorm.DB, email string) error {
	var mu sync.Mutex
	mu.Lock()
	defer mu.Unlock()
	err := db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Seat{Email: email}).Error // want "duplicate: .*the mutex locked at line 62 belongs to this call alone"
	}
	return err
}

// readLock lets two readers in.
func (s *service) readLock(email string) error {
	s.rw.RLock()
	defer s.rw.RUnlock()
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error // want "duplicate: "
	}
	return err
}

// upgraded releases the read lock before it takes the write lock.
func (s *service) upgraded(email string) error {
	s.rw.RLock()
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	s.rw.RUnlock()
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	s.rw.Lock()
	defer s.rw.Unlock()
	return s.db.Create(&Seat{Email: email}).Error // want "duplicate: .*the lock taken at line 90 covers the create only"
}

// conditional takes the lock in one mode only.
func (s *service) conditional(email string, single bool) error {
	if single {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error // want "duplicate: "
	}
	return err
}

// add is called with the lock held, and without.
func (s *service) add(email string) error {
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error // want "duplicate: "
	}
	return err
}

func (s *service) addLocked(email string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.add(email)
}

func (s *service) addUnlocked(email string) error { return s.add(email) }

// createLocks takes the lock in the helper that creates.
func (s *service) insert(email string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.db.Create(&Seat{Email: email}).Error
}

func (s *service) createLocks(email string) error {
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.insert(email) // want "duplicate: "
	}
	return err
}

// unlockedEarly runs Unlock before the create on the one path that creates.
func (s *service) unlockedEarly(email string) error {
	s.mu.Lock()
	if err := s.db.Where("email = ?", email).First(&Seat{}).Error; err == nil {
		s.mu.Unlock()
		return nil
	}
	s.mu.Unlock()
	return s.db.Create(&Seat{Email: email}).Error // want "duplicate: .*the lock taken at line 142 is not held from the check to the create"
}
