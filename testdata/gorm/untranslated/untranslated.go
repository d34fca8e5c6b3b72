// Package untranslated tests for ErrDuplicatedKey and never tells gorm
// to translate errors. Only drivers that see the whole program report it:
// TestTranslateError.
package untranslated

import (
	"errors"

	"gorm.io/gorm"
)

var errTaken = errors.New("taken")

// User has a unique email.
type User struct {
	ID    uint
	Email string `gorm:"unique"`
}

func open(d gorm.Dialector) (*gorm.DB, error) {
	return gorm.Open(d, &gorm.Config{PrepareStmt: true})
}

func register(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&User{}).Error; err == nil {
		return errTaken
	}
	err := db.Create(&User{Email: email}).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return errTaken
	}
	return err
}
