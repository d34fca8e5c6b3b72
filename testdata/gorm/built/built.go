// Package built builds statements that helpers send, here and in another package.
package built

import (
	"context"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/toctou-lint/toctou/testdata/gorm/built/send"
)

type Seat struct {
	ID    uint
	Hall  string
	Label string
	State int
}

type Hall struct {
	ID   uint
	Name string
}

type store struct{ db *gorm.DB }

var errTaken = errors.New("taken")

func (s *store) seats() *gorm.DB { return s.db.Model(new(Seat)) }

// The condition is the caller's, the count another package's.
func (s *store) reserve(ctx context.Context, hall, label string) error {
	taken, err := send.Any(ctx, s.seats().Where("hall = ? AND label = ?", hall, label))
	if err != nil {
		return err
	}
	if taken {
		return errTaken
	}
	return s.db.Create(&Seat{Hall: hall, Label: label}).Error // want `duplicate: two concurrent calls can both create Seat with hall = hall and label = label`
}

func (s *store) has(ctx context.Context, label string) (bool, error) {
	return send.Any(ctx, s.seats().Where("label = ?", label))
}

// Two helpers in between.
func (s *store) add(ctx context.Context, seat *Seat) error {
	if taken, err := s.has(ctx, seat.Label); err != nil || taken {
		return errTaken
	}
	return s.db.Create(seat).Error // want `duplicate: two concurrent calls can both create Seat with label = seat.Label`
}

func exists(q *gorm.DB) bool {
	var n int64
	return q.Count(&n).Error == nil && n > 0
}

func byLabel(q *gorm.DB, label string) bool { return exists(q.Where("label = ?", label)) }

// Each helper adds its part.
func (s *store) steps(label string) error {
	if byLabel(s.seats(), label) {
		return errTaken
	}
	return s.db.Create(&Seat{Label: label}).Error // want `duplicate: two concurrent calls can both create Seat with label = label`
}

// The statement names the row type, the destination is of any.
func (s *store) first(label string) error {
	var seat struct{ ID uint }
	found, err := send.One(s.seats().Where("label = ?", label), &seat)
	if err != nil || found {
		return err
	}
	return send.Add(s.db, &Seat{Label: label}) // want `duplicate: two concurrent calls can both create Seat with label = label`
}

// Another table's row is not what is created.
func (s *store) hallFirst(ctx context.Context, name string) error {
	known, err := send.Any(ctx, s.db.Model(&Hall{}).Where("name = ?", name))
	if err != nil || known {
		return err
	}
	return s.db.Create(&Seat{Hall: name}).Error
}

// Another key.
func (s *store) otherLabel(ctx context.Context) error {
	taken, err := send.Any(ctx, s.seats().Where("label = ?", "A1"))
	if err != nil || taken {
		return err
	}
	return s.db.Create(&Seat{Label: "B1"}).Error
}

// The statement of the create says what the loser does.
func (s *store) upsert(ctx context.Context, label string) error {
	taken, err := send.Any(ctx, s.seats().Where("label = ?", label))
	if err != nil || taken {
		return err
	}
	return send.Add(s.db.Clauses(clause.OnConflict{DoNothing: true}), &Seat{Label: label})
}

// Nobody knows what statement this is.
func (s *store) unknown(ctx context.Context, q *gorm.DB, label string) error {
	taken, err := send.Any(ctx, q)
	if err != nil || taken {
		return err
	}
	return s.db.Create(&Seat{Label: label}).Error
}

type cond struct {
	query string
	args  []any
}

// Which conditions a loop adds nobody knows: this is not the search for any seat.
func (s *store) looped(conds []cond, label string) error {
	q := s.db.Model(&Seat{})
	for _, c := range conds {
		q = q.Where(c.query, c.args...)
	}
	if exists(q) {
		return errTaken
	}
	return s.db.Create(&Seat{Label: label}).Error
}

// What a loop does to the order does not matter.
func (s *store) sorted(by []string, label string) error {
	q := s.db.Model(&Seat{}).Where("label = ?", label)
	for _, column := range by {
		q = q.Order(column)
	}
	if exists(q) {
		return errTaken
	}
	return s.db.Create(&Seat{Label: label}).Error // want `duplicate: two concurrent calls can both create Seat with label = label`
}
