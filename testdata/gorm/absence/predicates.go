package absence

import (
	"errors"
	"fmt"

	"gorm.io/gorm"
)

func isNotFound(err error) bool { return errors.Is(err, gorm.ErrRecordNotFound) }

func isMissing(err error) bool {
	return err != nil && (err == gorm.ErrRecordNotFound || errors.Is(err, ErrNotFound))
}

func ignoreNotFound(err error) error {
	if isNotFound(err) {
		return nil
	}
	return err
}

func viaPredicate(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&Account{}).Error
	if isNotFound(err) {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return err
}

func viaTwoSentinels(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Account{}).Error; isMissing(err) {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return nil
}

// viaIgnore clears the error, then asks for the id.
func viaIgnore(db *gorm.DB, email string) error {
	var a Account
	if err := ignoreNotFound(db.Where("email = ?", email).First(&a).Error); err != nil {
		return err
	}
	if a.ID == 0 {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return nil
}

// named results: err is what First left in it.
func named(db *gorm.DB, email string) (a Account, err error) {
	if err = db.Where("email = ?", email).First(&a).Error; err == nil {
		return
	}
	if !isNotFound(err) {
		err = fmt.Errorf("look up: %w", err)
		return
	}
	a = Account{Email: email}
	err = db.Create(&a).Error // want "duplicate: "
	return
}

// negated: the predicate says when not to create. Safe: absence returns.
func negated(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Account{}).Error; isNotFound(err) {
		return ErrNotFound
	}
	return db.Create(&Account{Email: email}).Error
}
