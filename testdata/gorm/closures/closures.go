// Package closures puts find or create into function literals.
package closures

import (
	"errors"
	"sync"

	"gorm.io/gorm"
)

// Label has no unique key.
type Label struct {
	ID   uint
	Name string
}

// findClosure: the find is in a literal that is called.
func findClosure(db *gorm.DB, name string) error {
	exists := func() (bool, error) {
		var n int64
		err := db.Model(&Label{}).Where("name = ?", name).Count(&n).Error
		return n > 0, err
	}
	ok, err := exists()
	if err != nil || ok {
		return err
	}
	return db.Create(&Label{Name: name}).Error // want "duplicate: "
}

// parameter: the literal has the key as its own parameter.
func parameter(db *gorm.DB, names []string) error {
	find := func(name string) error {
		return db.Where("name = ?", name).First(&Label{}).Error
	}
	for _, name := range names {
		if err := find(name); errors.Is(err, gorm.ErrRecordNotFound) {
			if err := db.Create(&Label{Name: name}).Error; err != nil { // want "duplicate: "
				return err
			}
		}
	}
	return nil
}

// immediate: the literal is called where it stands.
func immediate(db *gorm.DB, name string) error {
	return func() error {
		err := db.Where("name = ?", name).First(&Label{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return db.Create(&Label{Name: name}).Error // want "duplicate: "
		}
		return err
	}()
}

// captured: the outcome is tested in a literal that runs later in the transaction.
func captured(db *gorm.DB, name string) error {
	var l Label
	err := db.Where("name = ?", name).First(&l).Error
	if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Transaction(func(tx *gorm.DB) error {
		if l.ID == 0 {
			return tx.Create(&Label{Name: name}).Error // want "duplicate: "
		}
		return tx.Model(&l).Update("name", name).Error
	})
}

// outsideInside: the find stands outside of the transaction, the create inside.
func outsideInside(db *gorm.DB, name string) error {
	if err := db.Where("name = ?", name).First(&Label{}).Error; !errors.Is(err, gorm.ErrRecordNotFound) {
		return errors.New("label exists")
	}
	return db.Transaction(func(tx *gorm.DB) error {
		return tx.Create(&Label{Name: name}).Error // want "duplicate: "
	})
}

// assigned: the literal leaves its outcome in a variable outside.
func assigned(db *gorm.DB, name string) error {
	var found bool
	err := db.Transaction(func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Label{}).Where("name = ?", name).Count(&n).Error; err != nil {
			return err
		}
		found = n > 0
		return nil
	})
	if err != nil || found {
		return err
	}
	return db.Create(&Label{Name: name}).Error // want "duplicate: "
}

// handler returns a literal, as an HTTP middleware does.
func handler(db *gorm.DB) func(name string) error {
	return func(name string) error {
		err := db.Where("name = ?", name).First(&Label{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return db.Create(&Label{Name: name}).Error // want "duplicate: "
		}
		return err
	}
}

// run is a package-level function literal, as in cobra commands.
var run = func(db *gorm.DB, name string) error {
	err := db.Where("name = ?", name).First(&Label{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Label{Name: name}).Error // want "duplicate: "
	}
	return err
}

// commands holds literals in a table.
var commands = map[string]func(db *gorm.DB, name string) error{
	"ensure": func(db *gorm.DB, name string) error {
		var n int64
		db.Model(&Label{}).Where("name = ?", name).Count(&n)
		if n == 0 {
			return db.Create(&Label{Name: name}).Error // want "duplicate: "
		}
		return nil
	},
}

// parallel runs the pair in one goroutine for each name.
func parallel(db *gorm.DB, names []string) {
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() {
			err := db.Where("name = ?", name).First(&Label{}).Error
			if errors.Is(err, gorm.ErrRecordNotFound) {
				db.Create(&Label{Name: name}) // want "duplicate: "
			}
		})
	}
	wg.Wait()
}

// otherKey: the literal looks for another name than the one that is created. Safe.
func otherKey(db *gorm.DB, old, next string) error {
	find := func(name string) error {
		return db.Where("name = ?", name).First(&Label{}).Error
	}
	if err := find(old); errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Label{Name: next}).Error
	}
	return nil
}

// uncalled defines a find that never runs. Silent.
func uncalled(db *gorm.DB, name string) (func() error, error) {
	find := func() error { return db.Where("name = ?", name).First(&Label{}).Error }
	return find, db.Create(&Label{Name: name}).Error
}

// apply gives the literal to a function that nobody sees. Silent: it may not run, or run twice.
func apply(db *gorm.DB, each func(func(string) error) error, name string) error {
	missing := false
	err := each(func(n string) error {
		missing = errors.Is(db.Where("name = ?", n).First(&Label{}).Error, gorm.ErrRecordNotFound)
		return nil
	})
	if err != nil || !missing {
		return err
	}
	return db.Create(&Label{Name: name}).Error
}
