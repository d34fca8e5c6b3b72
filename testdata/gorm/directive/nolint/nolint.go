// Package nolint suppresses findings one by one.
package nolint

import (
	"errors"

	"gorm.io/gorm"
)

// User has no unique tag.
type User struct {
	ID    uint
	Email string
}

func withReason(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&User{Email: email}).Error //nolint:toctou // one writer, the importer
	}
	return err
}

func withoutReason(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&User{Email: email}).Error //nolint:toctou
	}
	return err
}

func helper(db *gorm.DB, email string) error {
	return db.Where(User{Email: email}).FirstOrCreate(&User{}).Error //nolint:toctou // a test fixture
}

// otherLinter names another linter.
func otherLinter(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&User{Email: email}).Error //nolint:errcheck // want "duplicate: "
	}
	return err
}

// otherLine suppresses a line that has no finding.
func otherLine(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error //nolint:errcheck // not ours
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&User{Email: email}).Error // want "duplicate: "
	}
	return err
}
