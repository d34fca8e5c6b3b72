// Package asksabsent asks another package what its errors say.
package asksabsent

import (
	"errors"

	"gorm.io/gorm"

	"github.com/toctou-lint/toctou/testdata/layers/absent"
)

var errTaken = errors.New("taken")

func refuses(db *gorm.DB, email string) error {
	_, err := absent.FindUser(db, email)
	if err == nil {
		return errTaken
	}
	if !absent.IsNotFoundError(err) {
		return err
	}
	return absent.Add(db, email) // want "duplicate: two concurrent calls can both create User with email = email"
}

func forgives(db *gorm.DB, email string) error {
	u, err := absent.FindUser(db, email)
	if err != nil && !absent.IsNotFoundError(err) {
		return err
	}
	if u != nil {
		return errTaken
	}
	return db.Create(&absent.User{Email: email}).Error // want "duplicate: two concurrent calls can both create User with email = email"
}

func ensures(db *gorm.DB, email string) error {
	if _, err := absent.FindUser(db, email); err != nil {
		if absent.IsNotFoundError(err) {
			return absent.Add(db, email) // want "duplicate: two concurrent calls can both create User with email = email"
		}
		return err
	}
	return nil
}

func odd(db *gorm.DB, email string, even bool) error {
	if _, err := absent.FindOdd(db, email, even); err != nil {
		if absent.IsNotFoundError(err) {
			return absent.Add(db, email) // want "duplicate: two concurrent calls can both create User with email = email"
		}
		return err
	}
	return nil
}

// Silent: an error that says "not found" is none that says "gone".
func another(db *gorm.DB, email string) error {
	if _, err := absent.FindUser(db, email); err != nil {
		if absent.IsGoneError(err) {
			return absent.Add(db, email)
		}
		return err
	}
	return nil
}
