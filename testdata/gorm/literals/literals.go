// Package literals holds functions of the package itself that run a function
// literal: the literal is created in, the check stands before it.
package literals

import (
	"errors"
	"sync"

	"gorm.io/gorm"
)

// Member has a unique key.
type Member struct {
	ID   int
	Mail string `gorm:"unique"`
}

// Visit has none.
type Visit struct {
	ID    int
	Badge string
}

var errTaken = errors.New("taken")

func open(d gorm.Dialector) (*gorm.DB, error) {
	return gorm.Open(d, &gorm.Config{TranslateError: true})
}

func known(db *gorm.DB, mail string) (bool, error) {
	var n int64
	err := db.Model(&Member{}).Where("mail = ?", mail).Count(&n).Error
	return n > 0, err
}

// handed hands the literal on as it is.
func handed(db *gorm.DB, fn func(*gorm.DB) error) error { return db.Transaction(fn) }

// captured calls it in a literal of its own.
func captured(db *gorm.DB, fn func(*gorm.DB) error) error {
	return db.Transaction(func(tx *gorm.DB) error { return fn(tx) })
}

// begun calls it itself.
func begun(db *gorm.DB, fn func(*gorm.DB) error) error {
	tx := db.Begin()
	if err := fn(tx); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit().Error
}

// twice hands it to a function that does.
func twice(db *gorm.DB, fn func(*gorm.DB) error) error { return captured(db, fn) }

func addHanded(db *gorm.DB, badge string) error {
	var n int64
	if err := db.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	return handed(db, func(tx *gorm.DB) error {
		return tx.Create(&Visit{Badge: badge}).Error // want "duplicate: .*badge"
	})
}

func addCaptured(db *gorm.DB, badge string) error {
	var n int64
	if err := db.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	return captured(db, func(tx *gorm.DB) error {
		return tx.Create(&Visit{Badge: badge}).Error // want "duplicate: .*badge"
	})
}

func addBegun(db *gorm.DB, badge string) error {
	var n int64
	if err := db.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	return begun(db, func(tx *gorm.DB) error {
		return tx.Create(&Visit{Badge: badge}).Error // want "duplicate: .*badge"
	})
}

func addTwice(db *gorm.DB, mail string) error {
	if ok, err := known(db, mail); err != nil || ok {
		return err
	}
	return twice(db, func(tx *gorm.DB) error {
		return tx.Create(&Member{Mail: mail}).Error // want "conflict: .*mail"
	})
}

// A flag from before the literal guards in it.
func addFlag(db *gorm.DB, mail string) error {
	ok, err := known(db, mail)
	if err != nil {
		return err
	}
	isNew := !ok
	return captured(db, func(tx *gorm.DB) error {
		if !isNew {
			return errTaken
		}
		return tx.Create(&Member{Mail: mail}).Error // want "conflict: .*mail"
	})
}

// The function that runs the literal tells the conflict apart: the loser is
// refused as one is who found the row.
func mapped(db *gorm.DB, fn func(*gorm.DB) error) error {
	err := db.Transaction(func(tx *gorm.DB) error { return fn(tx) })
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return errTaken
	}
	return err
}

func addMapped(db *gorm.DB, mail string) error {
	if ok, err := known(db, mail); err != nil {
		return err
	} else if ok {
		return errTaken
	}
	return mapped(db, func(tx *gorm.DB) error { return tx.Create(&Member{Mail: mail}).Error })
}

func addMappedBoth(db *gorm.DB, mail string) error {
	return mapped(db, func(tx *gorm.DB) error {
		if ok, err := known(tx, mail); err != nil {
			return err
		} else if ok {
			return errTaken
		}
		return tx.Create(&Member{Mail: mail}).Error
	})
}

// One who wants the row gets an error where another was quicker.
func ensureMapped(db *gorm.DB, mail string) error {
	if ok, err := known(db, mail); err != nil || ok {
		return err
	}
	return mapped(db, func(tx *gorm.DB) error {
		return tx.Create(&Member{Mail: mail}).Error // want "conflict: .*mail"
	})
}

// So does one who asks behind it.
func addAsked(db *gorm.DB, mail string) error {
	if ok, err := known(db, mail); err != nil {
		return err
	} else if ok {
		return errTaken
	}
	err := captured(db, func(tx *gorm.DB) error { return tx.Create(&Member{Mail: mail}).Error })
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return errTaken
	}
	return err
}

// queue runs nothing: what is queued runs later, or never.
type queue struct{ jobs chan func() error }

func (q *queue) later(fn func() error) error {
	q.jobs <- fn
	return nil
}

func addLater(db *gorm.DB, q *queue, badge string) error {
	var n int64
	if err := db.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	return q.later(func() error { return db.Create(&Visit{Badge: badge}).Error })
}

// desk has a lock.
type desk struct {
	mu sync.Mutex
	db *gorm.DB
}

func (d *desk) locked(fn func() error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return fn()
}

func (d *desk) seen(badge string) (bool, error) {
	var n int64
	err := d.db.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error
	return n > 0, err
}

func (d *desk) addBoth(badge string) error {
	return d.locked(func() error {
		if ok, err := d.seen(badge); err != nil || ok {
			return err
		}
		return d.db.Create(&Visit{Badge: badge}).Error
	})
}

// The check is outside.
func (d *desk) addOutside(badge string) error {
	if ok, err := d.seen(badge); err != nil || ok {
		return err
	}
	return d.locked(func() error {
		return d.db.Create(&Visit{Badge: badge}).Error // want "duplicate: .*badge"
	})
}

// It is done again inside.
func (d *desk) addAgain(badge string) error {
	if ok, err := d.seen(badge); err != nil || ok {
		return err
	}
	return d.locked(func() error {
		if ok, err := d.seen(badge); err != nil || ok {
			return err
		}
		return d.db.Create(&Visit{Badge: badge}).Error
	})
}

// What a variable holds that is assigned twice is not known.
func addUnknown(db *gorm.DB, badge string, other bool, run func(func() error) error) error {
	var n int64
	if err := db.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	add := func() error { return nil }
	if other {
		add = func() error { return db.Create(&Visit{Badge: badge}).Error }
	}
	return run(add)
}
