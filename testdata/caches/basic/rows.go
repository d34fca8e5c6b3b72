package basic

import (
	"github.com/patrickmn/go-cache"
	"gorm.io/gorm"
)

type lens struct {
	Slug  string `gorm:"primaryKey"`
	Shots int
}

type lenses struct {
	db   *gorm.DB
	seen *cache.Cache
}

func (l *lens) shot() { l.Shots++ }

// The database has the row, whoever stores a copy of it last. (The key of the
// table decides about the insert.)
func (s *lenses) Of(m *lens) *lens {
	if l, ok := s.seen.Get(m.Slug); ok {
		return l.(*lens)
	}
	found := lens{}
	if s.db.Where("slug = ?", m.Slug).First(&found).Error == nil {
		s.seen.SetDefault(m.Slug, &found)
		return &found
	}
	if s.db.Create(m).Error != nil { // want `conflict: `
		return nil
	}
	s.seen.SetDefault(m.Slug, m)
	return m
}

// Nothing but this process has them.
func (s *lenses) Own(m *lens) *lens {
	if l, ok := s.seen.Get(m.Slug); ok {
		return l.(*lens)
	}
	s.seen.SetDefault(m.Slug, m) // want `overwrite: .*an object of its own`
	return m
}
