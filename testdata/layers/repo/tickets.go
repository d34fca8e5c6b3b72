package repo

import (
	"errors"

	"gorm.io/gorm"

	"github.com/toctou-lint/toctou/testdata/layers/model"
)

// Open looks by row type and inserts by the table that the type's method names,
// in another package.
func Open(db *gorm.DB, code string) error {
	err := db.Where("code = ?", code).First(&model.Ticket{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Exec("INSERT INTO support_tickets (code) VALUES (?)", code).Error // want "duplicate: "
	}
	return err
}

// Archive inserts into another table.
func Archive(db *gorm.DB, code string) error {
	err := db.Where("code = ?", code).First(&model.Ticket{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Exec("INSERT INTO old_tickets (code) VALUES (?)", code).Error
	}
	return err
}

// Draft inserts into a table that may be another one.
func Draft(db *gorm.DB, code string) error {
	err := db.Where("code = ?", code).First(&model.Draft{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Exec("INSERT INTO drafts (code) VALUES (?)", code).Error
	}
	return err
}
