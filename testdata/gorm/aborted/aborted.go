// Package aborted catches unique violations inside of transactions of PostgreSQL.
package aborted

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
)

// Label has a unique name.
type Label struct {
	ID   uint
	Name string `gorm:"uniqueIndex"`
}

func isUnique(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && e.Code == "23505"
}

func caught(db *gorm.DB, name string) (l Label, err error) {
	err = db.Transaction(func(tx *gorm.DB) error {
		err := tx.Where("name = ?", name).First(&l).Error
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		l = Label{Name: name}
		err = tx.Create(&l).Error // want "conflict: .*looking again at line 31 fails: PostgreSQL has aborted the transaction by then"
		if isUnique(err) {
			return tx.Where("name = ?", name).First(&l).Error
		}
		return err
	})
	return l, err
}

// savepoint: the inner transaction is one.
func savepoint(db *gorm.DB, name string) (l Label, err error) {
	err = db.Transaction(func(tx *gorm.DB) error {
		err := tx.Where("name = ?", name).First(&l).Error
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		l = Label{Name: name}
		err = tx.Transaction(func(inner *gorm.DB) error { return inner.Create(&l).Error })
		if isUnique(err) {
			return tx.Where("name = ?", name).First(&l).Error
		}
		return err
	})
	return l, err
}

func savepointByName(db *gorm.DB, name string) (l Label, err error) {
	err = db.Transaction(func(tx *gorm.DB) error {
		err := tx.Where("name = ?", name).First(&l).Error
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		tx.SavePoint("before")
		l = Label{Name: name}
		err = tx.Create(&l).Error
		if isUnique(err) {
			tx.RollbackTo("before")
			return tx.Where("name = ?", name).First(&l).Error
		}
		return err
	})
	return l, err
}

// afterwards looks again when the transaction is over.
func afterwards(db *gorm.DB, name string) (l Label, err error) {
	err = db.Transaction(func(tx *gorm.DB) error {
		err := tx.Where("name = ?", name).First(&l).Error
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		l = Label{Name: name}
		return tx.Create(&l).Error
	})
	if isUnique(err) {
		err = db.Where("name = ?", name).First(&l).Error
	}
	return l, err
}

// unknownHandle: it may be a transaction of the caller, or none.
func unknownHandle(db *gorm.DB, name string) (l Label, err error) {
	err = db.Where("name = ?", name).First(&l).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return l, err
	}
	l = Label{Name: name}
	err = db.Create(&l).Error
	if isUnique(err) {
		err = db.Where("name = ?", name).First(&l).Error
	}
	return l, err
}
