// Package given hands conditions to helpers, which do not know what is in them.
package given

import (
	"errors"

	"gorm.io/gorm"
)

// Member has no unique key.
type Member struct {
	ID     uint
	Email  string
	Tenant uint
}

var errTaken = errors.New("taken")

func byMap(db *gorm.DB, cond map[string]any) (*Member, error) {
	var m Member
	err := db.Where(cond).First(&m).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	return &m, err
}

func byRow(db *gorm.DB, cond *Member) (*Member, error) {
	var m Member
	err := db.Where(cond).First(&m).Error
	return &m, err
}

func byAny(db *gorm.DB, cond any, args ...any) (*Member, error) {
	var m Member
	err := db.Where(cond, args...).First(&m).Error
	return &m, err
}

func byText(db *gorm.DB, cond string, args ...any) (int64, error) {
	var n int64
	err := db.Model(&Member{}).Where(cond, args...).Count(&n).Error
	return n, err
}

// twice hands on what it is given.
func twice(db *gorm.DB, cond map[string]any) (*Member, error) {
	return byMap(db.Debug(), cond)
}

func mapGiven(db *gorm.DB, email string, tenant uint) error {
	m, err := byMap(db, map[string]any{"email": email, "tenant": tenant})
	if err != nil || m != nil {
		return errTaken
	}
	return db.Create(&Member{Email: email, Tenant: tenant}).Error // want "duplicate: .*email = email"
}

func mapGivenTwice(db *gorm.DB, email string) error {
	cond := map[string]any{}
	cond["email"] = email
	m, err := twice(db, cond)
	if err != nil || m != nil {
		return errTaken
	}
	return db.Create(&Member{Email: email}).Error // want "duplicate: "
}

func rowGiven(db *gorm.DB, email string) error {
	if _, err := byRow(db, &Member{Email: email}); err == nil {
		return errTaken
	}
	return db.Create(&Member{Email: email}).Error // want "duplicate: "
}

func anyRowGiven(db *gorm.DB, email string) error {
	if _, err := byAny(db, &Member{Email: email}); err == nil {
		return errTaken
	}
	return db.Create(&Member{Email: email}).Error // want "duplicate: "
}

func anyTextGiven(db *gorm.DB, email string, tenant uint) error {
	if _, err := byAny(db, "email = ? AND tenant = ?", email, tenant); err == nil {
		return errTaken
	}
	return db.Create(&Member{Email: email, Tenant: tenant}).Error // want "duplicate: .*email = email and tenant = tenant"
}

func textGiven(db *gorm.DB, email string, tenant uint) error {
	n, err := byText(db, "email = ? AND tenant = ?", email, tenant)
	if err != nil || n > 0 {
		return errTaken
	}
	return db.Create(&Member{Email: email, Tenant: tenant}).Error // want "duplicate: "
}

// The parent is looked for, a child of another tenant is created.
func otherKey(db *gorm.DB, email string, parent, tenant uint) error {
	m, err := byMap(db, map[string]any{"email": email, "tenant": uint(7)})
	if err != nil || m != nil {
		return errTaken
	}
	return db.Create(&Member{Email: email, Tenant: 8}).Error
}

func otherText(db *gorm.DB, email string) error {
	n, err := byText(db, "email = ? AND tenant = ?", email, 7)
	if err != nil || n > 0 {
		return errTaken
	}
	return db.Create(&Member{Email: email, Tenant: 8}).Error
}

// Which columns are compared is known to whoever calls unknown.
func unknown(db *gorm.DB, cond map[string]any, email string) error {
	m, err := byMap(db, cond)
	if err != nil || m != nil {
		return errTaken
	}
	return db.Create(&Member{Email: email}).Error
}

func unknownText(db *gorm.DB, cond string, args []any, email string) error {
	n, err := byText(db, cond, args...)
	if err != nil || n > 0 {
		return errTaken
	}
	return db.Create(&Member{Email: email}).Error
}

// A range is no key.
func ranged(db *gorm.DB, tenant uint) error {
	n, err := byText(db, "tenant > ?", tenant)
	if err != nil || n > 0 {
		return errTaken
	}
	return db.Create(&Member{Tenant: tenant}).Error
}
