package nulls

import (
	"errors"

	"github.com/google/uuid"
	"github.com/samber/lo"
	"gorm.io/gorm"
)

// Guest has columns that may be NULL as pointers.
type Guest struct {
	ID    uint
	Email *string
	Name  string
	Owner *uuid.UUID
}

// Form is what a caller sends.
type Form struct{ Email, Name *string }

func to[T any](v T) *T { return &v }

func or(p *string, other ...string) string {
	if p != nil {
		return *p
	}
	if len(other) > 0 {
		return other[0]
	}
	return ""
}

// A pointer that a generic function makes.
func pointer(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&Guest{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Guest{Email: to(email)}).Error // want "duplicate: two concurrent calls can both create Guest with email = email"
	}
	return err
}

func identifier(db *gorm.DB, owner uuid.UUID) error {
	err := db.Where("owner = ?", owner).First(&Guest{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Guest{Owner: &owner}).Error // want "duplicate: two concurrent calls can both create Guest with owner = owner"
	}
	return err
}

// Functions of libraries make pointers and read them.
func library(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&Guest{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Guest{Email: lo.ToPtr(email)}).Error // want "duplicate: two concurrent calls can both create Guest with email = email"
	}
	return err
}

func read(db *gorm.DB, f Form) error {
	err := db.Where("email = ?", lo.FromPtr(f.Email)).First(&Guest{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Guest{Email: f.Email}).Error // want "duplicate: two concurrent calls can both create Guest with email = f.Email"
	}
	return err
}

func readOr(db *gorm.DB, f Form) error {
	name := lo.FromPtrOr(f.Name, "guest")
	err := db.Where("name = ?", name).First(&Guest{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Guest{Name: or(f.Name, "guest")}).Error // want "duplicate: two concurrent calls can both create Guest with name = "
	}
	return err
}

// Silent: it is another pointer.
func otherPointer(db *gorm.DB, f Form) error {
	err := db.Where("email = ?", lo.FromPtr(f.Email)).First(&Guest{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Guest{Email: f.Name, Name: or(f.Email)}).Error
	}
	return err
}

// Directory knows addresses.
type Directory interface{ Address(name string) *string }

// Silent: a method may look anything up.
func lookedUp(db *gorm.DB, d Directory, name string) error {
	err := db.Where("email = ?", name).First(&Guest{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Guest{Email: d.Address(name)}).Error
	}
	return err
}
