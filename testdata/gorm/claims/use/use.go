// Package use creates members while it has a key that nobody else has.
package use

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
	"gorm.io/gorm"

	"github.com/toctou-lint/toctou/testdata/gorm/claims/claim"
	"github.com/toctou-lint/toctou/testdata/gorm/claims/turn"
)

type Member struct {
	ID    uint
	Email string
}

type service struct {
	db   *gorm.DB
	rdb  *redis.Client
	keys claim.Keys
	busy sync.Map
}

var errBusy = errors.New("busy")

// Safe: only who has set the key goes on.
func (s *service) direct(ctx context.Context, email string) error {
	got, err := s.rdb.SetNX(ctx, "member:"+email, 1, time.Minute).Result()
	if err != nil {
		return err
	}
	if !got {
		return errBusy
	}
	defer s.rdb.Del(ctx, "member:"+email)
	if err := s.db.Where("email = ?", email).First(&Member{}).Error; err == nil {
		return nil
	}
	return s.db.Create(&Member{Email: email}).Error
}

func (s *service) inMemory(email string) error {
	if _, taken := s.busy.LoadOrStore(email, true); taken {
		return errBusy
	}
	defer s.busy.Delete(email)
	if err := s.db.Where("email = ?", email).First(&Member{}).Error; err == nil {
		return nil
	}
	return s.db.Create(&Member{Email: email}).Error
}

func (s *service) grabbed(ctx context.Context, email string) error {
	if got, _ := s.keys.Grab(ctx, email); !got {
		return errBusy
	}
	defer s.keys.Drop(ctx, email)
	if err := s.db.Where("email = ?", email).First(&Member{}).Error; err == nil {
		return nil
	}
	return s.db.Create(&Member{Email: email}).Error
}

func (s *service) waited(ctx context.Context, email string) error {
	if err := s.keys.Wait(ctx, email); err != nil {
		return err
	}
	if err := s.db.Where("email = ?", email).First(&Member{}).Error; err == nil {
		return nil
	}
	return s.db.Create(&Member{Email: email}).Error
}

func (s *service) wrapped(ctx context.Context, email string) error {
	return s.keys.While(ctx, email, func() error {
		if err := s.db.Where("email = ?", email).First(&Member{}).Error; err == nil {
			return nil
		}
		return s.db.Create(&Member{Email: email}).Error
	})
}

// Racy: nobody asks who has set the key.
func (s *service) unasked(ctx context.Context, email string) error {
	s.rdb.SetNX(ctx, "member:"+email, 1, time.Minute)
	if err := s.db.Where("email = ?", email).First(&Member{}).Error; err == nil {
		return nil
	}
	return s.db.Create(&Member{Email: email}).Error // want "duplicate: .*Member with email = email"
}

// Nor does the error say.
func (s *service) onlyError(ctx context.Context, email string) error {
	if err := s.rdb.SetNX(ctx, "member:"+email, 1, time.Minute).Err(); err != nil {
		return err
	}
	if err := s.db.Where("email = ?", email).First(&Member{}).Error; err == nil {
		return nil
	}
	return s.db.Create(&Member{Email: email}).Error // want "duplicate: .*Member with email = email"
}

func (s *service) marked(ctx context.Context, email string) error {
	if err := s.keys.Mark(ctx, email); err != nil {
		return err
	}
	if err := s.db.Where("email = ?", email).First(&Member{}).Error; err == nil {
		return nil
	}
	return s.db.Create(&Member{Email: email}).Error // want "duplicate: .*Member with email = email"
}

func (s *service) anyhow(ctx context.Context, email string) error {
	return s.keys.Anyhow(ctx, email, func() error {
		if err := s.db.Where("email = ?", email).First(&Member{}).Error; err == nil {
			return nil
		}
		return s.db.Create(&Member{Email: email}).Error // want "duplicate: .*Member with email = email"
	})
}

// The key is given back too early.
func (s *service) early(ctx context.Context, email string) error {
	if got, _ := s.rdb.SetNX(ctx, "member:"+email, 1, time.Minute).Result(); !got {
		return errBusy
	}
	err := s.db.Where("email = ?", email).First(&Member{}).Error
	s.rdb.Del(ctx, "member:"+email)
	if err == nil {
		return nil
	}
	return s.db.Create(&Member{Email: email}).Error // want "duplicate: .*Member with email = email"
}

// What decides is another key's.
func (s *service) late(ctx context.Context, email string) error {
	if err := s.db.Where("email = ?", email).First(&Member{}).Error; err == nil {
		return nil
	}
	if got, _ := s.rdb.SetNX(ctx, "member:"+email, 1, time.Minute).Result(); !got {
		return errBusy
	}
	return s.db.Create(&Member{Email: email}).Error // want "duplicate: .*Member with email = email"
}

// Safe: the lock is in a package that knows no store.
func (s *service) alone(email string) error {
	return turn.Alone(func() error {
		if err := s.db.Where("email = ?", email).First(&Member{}).Error; err == nil {
			return nil
		}
		return s.db.Create(&Member{Email: email}).Error
	})
}

func (s *service) taken(email string) error {
	defer turn.Take()()
	if err := s.db.Where("email = ?", email).First(&Member{}).Error; err == nil {
		return nil
	}
	return s.db.Create(&Member{Email: email}).Error
}

func (s *service) counted(email string) error {
	return turn.Counted(func() error {
		if err := s.db.Where("email = ?", email).First(&Member{}).Error; err == nil {
			return nil
		}
		return s.db.Create(&Member{Email: email}).Error // want "duplicate: .*Member with email = email"
	})
}
