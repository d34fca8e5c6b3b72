// Package use creates seats under the locks of another package.
package use

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"github.com/toctou-lint/toctou/testdata/gorm/crosslock/guard"
)

// Seat has no unique key.
type Seat struct {
	ID    uint
	Email string
}

type service struct {
	db     *gorm.DB
	keyed  *guard.Keyed
	gate   *guard.Gate
	locker guard.Locker
	door   guard.Door
	pool   guard.Pool
}

// Safe: the wrapper holds its lock while it runs the closure.
func (s *service) one(email string) error {
	return guard.One(func() error {
		err := s.db.Where("email = ?", email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return s.db.Create(&Seat{Email: email}).Error
		}
		return err
	})
}

// Safe: handed on to a wrapper that does.
func (s *service) through(email string) error {
	return guard.Through(func() error {
		err := s.db.Where("email = ?", email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return s.db.Create(&Seat{Email: email}).Error
		}
		return err
	})
}

// many: the wrapper has let its lock go.
func (s *service) many(email string) error {
	return guard.Many(func() error {
		err := s.db.Where("email = ?", email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return s.db.Create(&Seat{Email: email}).Error // want "duplicate: "
		}
		return err
	})
}

// twice: one of the wrapper's two ways has no lock.
func (s *service) twice(email string) error {
	return guard.Twice(func() error {
		err := s.db.Where("email = ?", email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return s.db.Create(&Seat{Email: email}).Error // want "duplicate: "
		}
		return err
	})
}

// Safe: the lock is held until its unlock is called.
func (s *service) hold(email string) error {
	defer s.keyed.Hold(email)()
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error
	}
	return err
}

// letGo calls the unlock between the check and the create.
func (s *service) letGo(email string) error {
	unlock := s.keyed.Hold(email)
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	unlock()
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error // want "duplicate: "
	}
	return err
}

// Safe: entered before, left after.
func (s *service) entered(email string) error {
	s.gate.Enter()
	defer s.gate.Leave()
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error
	}
	return err
}

// left: the gate is left in between.
func (s *service) left(email string) error {
	s.gate.Enter()
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	s.gate.Leave()
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error // want "duplicate: "
	}
	return err
}

// passed: a helper that locks and unlocks holds nothing when it returns.
func (s *service) passed(email string) error {
	s.gate.Pass()
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error // want "duplicate: "
	}
	return err
}

// Safe: the wrapper's transaction is serializable.
func (s *service) serializable(email string) error {
	return guard.Serializable(s.db, func(tx *gorm.DB) error {
		err := tx.Where("email = ?", email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Seat{Email: email}).Error
		}
		return err
	})
}

// plain: the wrapper's transaction is not.
func (s *service) plain(email string) error {
	return guard.Plain(s.db, func(tx *gorm.DB) error {
		err := tx.Where("email = ?", email).First(&Seat{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Seat{Email: email}).Error // want "duplicate: "
		}
		return err
	})
}

// Unknown, therefore silent: what stands behind the interface has the shape of
// a lock.
func (s *service) behind(ctx context.Context, email string) error {
	if err := s.locker.Lock(ctx, email); err != nil {
		return err
	}
	defer s.locker.Unlock(ctx, email)
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error
	}
	return err
}

// released: the same, unlocked too early.
func (s *service) released(ctx context.Context, email string) error {
	if err := s.locker.Lock(ctx, email); err != nil {
		return err
	}
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	s.locker.Unlock(ctx, email)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error // want "duplicate: "
	}
	return err
}

// doors that are locked are no locks.
func (s *service) doors(ctx context.Context, email string) error {
	if err := s.door.Lock(ctx, email); err != nil {
		return err
	}
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error // want "duplicate: "
	}
	return err
}

// pooled: a connection of a pool is no lock.
func (s *service) pooled(ctx context.Context, email string) error {
	db, err := s.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer s.pool.Release(db)
	err = db.Where("email = ?", email).First(&Seat{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Seat{Email: email}).Error // want "duplicate: "
	}
	return err
}

// done gives back what its caller took: two helpers and two packages away.
func (s *service) done() { s.gate.Leave() }

// let: the lock is given back, by a helper, before the create.
func (s *service) let(email string) error {
	s.gate.Enter()
	err := s.db.Where("email = ?", email).First(&Seat{}).Error
	s.done()
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Seat{Email: email}).Error // want "duplicate: .* is not held from the check to the create"
	}
	return err
}
