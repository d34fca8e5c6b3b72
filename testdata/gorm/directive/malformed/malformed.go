// Package malformed has directives that cannot be read. Each is reported at its line and keeps nothing silent.
package malformed

import (
	"errors"

	"gorm.io/gorm"
)

// User has no unique tag.
type User struct {
	ID    uint
	Email string
}

func noColumns(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		//toctou:unique users // want "directive"
		return db.Create(&User{Email: email}).Error // want "duplicate: "
	}
	return err
}

func emptyColumns(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		//toctou:unique users() // want "directive"
		return db.Create(&User{Email: email}).Error // want "duplicate: "
	}
	return err
}

func notClosed(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		//toctou:unique users(email // want "directive"
		return db.Create(&User{Email: email}).Error // want "duplicate: "
	}
	return err
}

func noTable(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		//toctou:unique (email) // want "directive"
		return db.Create(&User{Email: email}).Error // want "duplicate: "
	}
	return err
}

// misspelt has a verb that does not exist.
//
//toctou:uniq users(email) // want "directive"
func misspelt(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&User{Email: email}).Error // want "duplicate: "
	}
	return err
}
