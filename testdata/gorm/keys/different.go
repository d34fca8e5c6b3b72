package keys

import (
	"errors"

	"github.com/google/uuid"
	"gorm.io/gorm"
)

// Token has a random key.
type Token struct {
	ID     string `gorm:"primaryKey"`
	UserID uint
	Value  string
}

// otherParameter: the row carries another address. Safe.
func otherParameter(db *gorm.DB, old, next string) error {
	err := db.Where("email = ?", old).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: next}).Error
	}
	return err
}

// byID: the looked-up id is not the one that the database will give. Safe.
func byID(db *gorm.DB, id uint, email string) error {
	err := db.First(&Member{}, id).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: email}).Error
	}
	return err
}

// freshKey: each call has its own key. Safe.
func freshKey(db *gorm.DB, id string) error {
	err := db.Where("id = ?", id).First(&Token{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Token{ID: uuid.NewString()}).Error
	}
	return err
}

// oneColumnDiffers: same tenant, another address. Safe.
func oneColumnDiffers(db *gorm.DB, tenant, email, alias string) error {
	err := db.Where("tenant = ? AND email = ?", tenant, email).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Tenant: tenant, Email: alias}).Error
	}
	return err
}

// otherConstant looks for one role and creates another. Safe.
func otherConstant(db *gorm.DB) error {
	err := db.Where("name = ?", "admin").First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Name: "guest"}).Error
	}
	return err
}

// otherField of the same request. Safe.
func otherField(db *gorm.DB, req CreateRequest) error {
	err := db.Where("email = ?", req.Owner.Email).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: req.Email}).Error
	}
	return err
}

// otherRequest: the same field of two requests. Safe.
func otherRequest(db *gorm.DB, old, next CreateRequest) error {
	err := db.Where("email = ?", old.Email).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: next.Email}).Error
	}
	return err
}
