// Package absent says "not found" by errors that say themselves what they are equal to.
package absent

import (
	"errors"

	"gorm.io/gorm"
)

var errNotFound = errors.New("not found")

var errGone = errors.New("gone")

// IsNotFoundError reports whether a row is not there.
func IsNotFoundError(err error) bool { return errors.Is(err, errNotFound) }

// IsGoneError reports whether a row was there.
func IsGoneError(err error) bool { return errors.Is(err, errGone) }

// UserNotFoundError says that there is no such user.
type UserNotFoundError struct{}

func (UserNotFoundError) Error() string          { return "user not found" }
func (e UserNotFoundError) Is(target error) bool { return target == errNotFound }

// User is a row.
type User struct {
	ID    uint
	Email string
}

// OddError is equal to some errors on some days.
type OddError struct{ Even bool }

func (OddError) Error() string { return "odd" }
func (e OddError) Is(target error) bool {
	if e.Even {
		return target == errNotFound
	}
	return target == errGone
}

// FindOdd returns an OddError when there is no row.
func FindOdd(db *gorm.DB, email string, even bool) (*User, error) {
	u := &User{}
	if err := db.Where("email = ?", email).First(u).Error; err != nil {
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil, OddError{even}
		}
		return nil, err
	}
	return u, nil
}

func findUser(db *gorm.DB, where string, args ...any) (*User, error) {
	u := &User{}
	if err := db.Where(where, args...).First(u).Error; err != nil {
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil, UserNotFoundError{}
		}
		return nil, err
	}
	return u, nil
}

// FindUser returns a UserNotFoundError when there is no row.
func FindUser(db *gorm.DB, email string) (*User, error) { return findUser(db, "email = ?", email) }

// Add inserts a user.
func Add(db *gorm.DB, email string) error { return db.Create(&User{Email: email}).Error }
