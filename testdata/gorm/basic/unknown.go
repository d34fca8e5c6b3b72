package basic

import (
	"errors"
	"math/rand/v2"

	"gorm.io/gorm"
)

// unrelated: the guard of the create is a coin, not the find.
func unrelated(db *gorm.DB, email string) error {
	var u User
	if err := db.Where("email = ?", email).First(&u).Error; err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	if rand.IntN(2) == 0 {
		return db.Create(&User{Email: email}).Error
	}
	return nil
}

// decide is a function value: what it says about the error is not known.
func decide(db *gorm.DB, email string, retry func(error) bool) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if retry(err) {
		return db.Create(&User{Email: email}).Error
	}
	return err
}

// builder makes rows somewhere else.
type builder interface{ Build() *User }

// builtElsewhere: no column of the created row is known.
func builtElsewhere(db *gorm.DB, b builder, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(b.Build()).Error
	}
	return err
}

// anyRow: the type of the row is not known, so the entity is not.
func anyRow(db *gorm.DB, row any, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(row).Error
	}
	return err
}
