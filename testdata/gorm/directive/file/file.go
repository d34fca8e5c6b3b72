// Package file declares the key once for its whole file.
//
//toctou:unique users(email) migration 7 adds the key
package file

import (
	"errors"

	"gorm.io/gorm"
)

// User has no unique tag.
type User struct {
	ID    uint
	Email string
	Name  string
}

func ensure(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&User{Email: email}).Error
	}
	return err
}

// byName looks up a column that the declaration does not name.
func byName(db *gorm.DB, name string) error {
	err := db.Where("name = ?", name).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&User{Name: name}).Error // want "duplicate: "
	}
	return err
}
