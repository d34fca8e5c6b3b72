// Package variables calls functions through variables and fields that hold them.
package variables

import (
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

type Topic struct {
	ID   uint
	Name string
}

var errTaken = errors.New("taken")

// Tests replace it.
var topicNamed = func(db *gorm.DB, name string) (*Topic, error) {
	var t Topic
	if err := db.Where("name = ?", name).First(&t).Error; err != nil {
		return nil, err
	}
	return &t, nil
}

var addTopic = add

func add(db *gorm.DB, t *Topic) error { return db.Create(t).Error }

func variable(db *gorm.DB, name string) error {
	if _, err := topicNamed(db, name); err == nil {
		return errTaken
	}
	return addTopic(db, &Topic{Name: name}) // want "duplicate: two concurrent calls can both create Topic with name = name"
}

type repository struct{ db *gorm.DB }

func (r *repository) named(name string) (*Topic, error) { return topicNamed(r.db, name) }

func (r *repository) add(t *Topic) error { return r.db.Create(t).Error }

func (r *repository) ensure(t *Topic) error {
	return r.db.Clauses(clause.OnConflict{DoNothing: true}).Create(t).Error
}

// Needs are the functions that a service is given.
type Needs struct {
	named  func(name string) (*Topic, error)
	add    func(t *Topic) error
	ensure func(t *Topic) error
	either func(t *Topic) error
	other  func(t *Topic) error
	given  func(t *Topic) error
	shared func(t *Topic) error
}

type service struct{ needs Needs }

func newService(r *repository, safe bool, given func(*Topic) error) *service {
	s := &service{Needs{named: r.named, add: r.add, ensure: r.ensure, either: r.add, other: r.ensure, given: given}}
	if safe {
		s.needs.either = r.ensure
	} else {
		s.needs.other = r.add
	}
	s.needs.shared = r.add
	replace(&s.needs.shared)
	return s
}

func replace(f *func(*Topic) error) { *f = func(*Topic) error { return nil } }

func (s *service) field(name string) error {
	if _, err := s.needs.named(name); err == nil {
		return errTaken
	}
	return s.needs.add(&Topic{Name: name}) // want "duplicate: two concurrent calls can both create Topic with name = name"
}

// Silent: the function that is held there inserts what is not there.
func (s *service) safe(name string) error {
	if _, err := s.needs.named(name); err == nil {
		return errTaken
	}
	return s.needs.ensure(&Topic{Name: name})
}

// Silent: it is one function or another.
func (s *service) one(name string) error {
	if _, err := s.needs.named(name); err == nil {
		return errTaken
	}
	return s.needs.either(&Topic{Name: name})
}

// Silent: likewise.
func (s *service) orOther(name string) error {
	if _, err := s.needs.named(name); err == nil {
		return errTaken
	}
	return s.needs.other(&Topic{Name: name})
}

// Silent: callers say which function it is.
func (s *service) unknown(name string) error {
	if _, err := s.needs.named(name); err == nil {
		return errTaken
	}
	return s.needs.given(&Topic{Name: name})
}

// Silent: somebody else has the field's address.
func (s *service) replaced(name string) error {
	if _, err := s.needs.named(name); err == nil {
		return errTaken
	}
	return s.needs.shared(&Topic{Name: name})
}

// AddTopic is for other packages to replace.
var AddTopic = add

// Hooks are for other packages to set.
type Hooks struct {
	Add func(db *gorm.DB, t *Topic) error
}

// DefaultHooks are what happens unless they do.
func DefaultHooks() *Hooks { return &Hooks{Add: add} }

// Silent: another package may have it insert what is not there.
func exported(db *gorm.DB, name string) error {
	if _, err := topicNamed(db, name); err == nil {
		return errTaken
	}
	return AddTopic(db, &Topic{Name: name})
}

// Silent: likewise.
func (h *Hooks) exported(db *gorm.DB, name string) error {
	if _, err := topicNamed(db, name); err == nil {
		return errTaken
	}
	return h.Add(db, &Topic{Name: name})
}

// call runs what may fail, as a circuit breaker does.
func call(closed bool, run func() (any, error)) (any, error) {
	if !closed {
		return nil, errors.New("open")
	}
	return run()
}

// What is found comes back as a value of any type.
func boxed(db *gorm.DB, name string) error {
	v, err := call(true, func() (any, error) { return topicNamed(db, name) })
	if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	if t, ok := v.(*Topic); ok && t != nil {
		return errTaken
	}
	return add(db, &Topic{Name: name}) // want "duplicate: two concurrent calls can both create Topic with name = name"
}
