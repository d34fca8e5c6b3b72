// Package translated tells gorm to translate errors, so that its test for ErrDuplicatedKey works.
package translated

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
	return gorm.Open(d, &gorm.Config{TranslateError: true})
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
