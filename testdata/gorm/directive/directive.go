// Package directive declares keys that the code does not show to be unique.
package directive

import (
	"errors"

	"gorm.io/gorm"
)

// User's table gets its unique key in a migration that is not here.
type User struct {
	ID    uint
	Email string
	Name  string
}

// Vendor is declared at its type.
//
//toctou:unique vendors(tax_id) the migrations of another repository
type Vendor struct {
	ID    uint
	TaxID string
	Name  string
}

// undeclared is what the directives below keep silent.
func undeclared(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&User{Email: email}).Error // want "duplicate: "
	}
	return err
}

func above(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		//toctou:unique users(email) migration 7 adds the key
		return db.Create(&User{Email: email}).Error
	}
	return err
}

func behind(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&User{Email: email}).Error //toctou:unique users(email) migration 7 adds the key
	}
	return err
}

func withoutReason(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		//toctou:unique users(email)
		return db.Create(&User{Email: email}).Error
	}
	return err
}

// function declares the key for its whole body.
//
//toctou:unique users(email) migration 7 adds the key
func function(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&User{Email: email}).Error
	}
	return err
}

// columns declares a key of two columns.
//
//toctou:unique users(email, name) migration 9 adds the key
func columns(db *gorm.DB, email, name string) error {
	err := db.Where("email = ? AND name = ?", email, name).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&User{Email: email, Name: name}).Error
	}
	return err
}

// typeDeclared needs nothing here.
func typeDeclared(db *gorm.DB, taxID string) error {
	err := db.Where("tax_id = ?", taxID).First(&Vendor{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Vendor{TaxID: taxID}).Error
	}
	return err
}

// typeOtherColumn looks up a column that the declaration does not name.
func typeOtherColumn(db *gorm.DB, name string) error {
	err := db.Where("name = ?", name).First(&Vendor{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Vendor{Name: name}).Error // want "duplicate: "
	}
	return err
}

// otherTable declares a key of another table.
//
//toctou:unique invites(email) migration 8 adds the key
func otherTable(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&User{Email: email}).Error // want "duplicate: "
	}
	return err
}
