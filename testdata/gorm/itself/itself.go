// Package itself asks whether a name is taken by another row than the one that is
// about to be written: what creates and what updates share the check.
package itself

import (
	"encoding/json"
	"errors"
	"io"

	"gorm.io/gorm"
)

type Shelf struct {
	gorm.Model
	Name  string
	Owner uint
}

var errTaken = errors.New("taken")

func byName(db *gorm.DB, name string) (*Shelf, error) {
	var s Shelf
	if err := db.Where("name = ?", name).First(&s).Error; err != nil {
		return nil, err
	}
	return &s, nil
}

func free(db *gorm.DB, name string, but uint) error {
	s, err := byName(db, name)
	if err == nil && s.ID != but {
		return errTaken
	}
	return nil
}

// A new row is no row that was found.
func add(db *gorm.DB, name string) error {
	if err := free(db, name, 0); err != nil {
		return err
	}
	return db.Create(&Shelf{Name: name}).Error // want "duplicate: .*Shelf with name = name"
}

func (s *Shelf) check(db *gorm.DB) error {
	var other Shelf
	err := db.Where("name = ?", s.Name).First(&other).Error
	if err == nil && other.ID != s.ID {
		return errTaken
	}
	return nil
}

// Nor is one that the caller made.
func insert(db *gorm.DB, s *Shelf) error {
	if err := s.check(db); err != nil {
		return err
	}
	return db.Create(s).Error // want "duplicate: .*Shelf with name = s.Name"
}

func inline(db *gorm.DB, s *Shelf) error {
	if other, err := byName(db, s.Name); err == nil && other.ID != s.ID {
		return errTaken
	}
	return db.Create(s).Error // want "duplicate: .*Shelf with name = s.Name"
}

// An update keeps its row. Safe.
func rename(db *gorm.DB, id uint, name string) error {
	var s Shelf
	if err := db.First(&s, id).Error; err != nil {
		return err
	}
	if err := free(db, name, s.ID); err != nil {
		return err
	}
	s.Name = name
	return db.Save(&s).Error
}

// So does one of a row that was sent. Safe.
func renameSent(db *gorm.DB, r io.Reader) error {
	var s Shelf
	if err := json.NewDecoder(r).Decode(&s); err != nil {
		return err
	}
	if err := free(db, s.Name, s.ID); err != nil {
		return err
	}
	return db.Save(&s).Error
}

// Another column tells nothing of which row it is.
func owned(db *gorm.DB, name string, owner uint) error {
	if s, err := byName(db, name); err == nil && s.Owner != owner {
		return errTaken
	}
	return db.Create(&Shelf{Name: name, Owner: owner}).Error
}

// A row that was looked for by its key has it.
func again(db *gorm.DB, s *Shelf) error {
	var old Shelf
	if err := db.Where("id = ?", s.ID).First(&old).Error; err == nil && old.ID != s.ID {
		return errTaken
	}
	return db.Create(s).Error
}
