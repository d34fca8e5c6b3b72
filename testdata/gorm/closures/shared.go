package closures

import (
	"errors"

	"gorm.io/gorm"
)

// Seat has a unique key.
type Seat struct {
	ID   uint
	Code string `gorm:"uniqueIndex"`
}

var errFailed = errors.New("failed")

// A closure in a variable, which other closures capture, is the same closure
// there.
func shared(db *gorm.DB, code string) (*Seat, error) {
	get := func(db *gorm.DB) (*Seat, error) {
		var s Seat
		err := db.Where("code = ?", code).First(&s).Error
		if err == nil {
			return &s, nil
		}
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return nil, err
		}
		s = Seat{Code: code}
		return &s, db.Create(&s).Error // want "conflict: .* create Seat with code"
	}
	var found *Seat
	err := db.Transaction(func(tx *gorm.DB) (err error) {
		found, err = get(tx)
		return err
	})
	return found, err
}

// Safe: who runs the closure looks again after a conflict, behind the
// transaction.
func sharedAndHandled(db *gorm.DB, code string) (*Seat, error) {
	get := func(db *gorm.DB) (*Seat, error) {
		var s Seat
		err := db.Where("code = ?", code).First(&s).Error
		if err == nil {
			return &s, nil
		}
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return nil, err
		}
		s = Seat{Code: code}
		if err := db.Create(&s).Error; err != nil {
			return nil, err
		}
		return &s, nil
	}
	var found *Seat
	err := db.Transaction(func(tx *gorm.DB) (err error) {
		found, err = get(tx)
		return err
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		var s Seat
		if err := db.Where("code = ?", code).First(&s).Error; err != nil {
			return nil, errFailed
		}
		return &s, nil
	}
	if err != nil {
		return nil, errFailed
	}
	return found, nil
}

// Unknown: the variable holds one of two closures.
func oneOfTwo(db *gorm.DB, code string, dry bool) error {
	add := func() error { return db.Create(&Seat{Code: code}).Error }
	if dry {
		add = func() error { return nil }
	}
	var s Seat
	if err := db.Where("code = ?", code).First(&s).Error; !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	run := func() error { return add() }
	return run()
}
