package unique

import (
	"errors"

	"gorm.io/gorm"
)

// Coupon has a unique code and a name that may be there twice.
type Coupon struct {
	ID   uint
	Code string `gorm:"uniqueIndex"`
	Name string
}

// byCodeOrName looks for the name only where there is no code: then nothing keeps
// the second row out.
func byCodeOrName(db *gorm.DB, code, name string) error {
	var err error
	if code != "" {
		err = db.Where("code = ?", code).First(&Coupon{}).Error
	} else {
		err = db.Where("name = ?", name).First(&Coupon{}).Error
	}
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Coupon{Code: code, Name: name}).Error // want "duplicate: .* with name = name"
}

// lookUp is the same in a helper, with a return between.
func lookUp(db *gorm.DB, code, name string) *Coupon {
	var c Coupon
	if code != "" {
		if db.Where("code = ?", code).First(&c).Error != nil {
			return nil
		}
		return &c
	}
	if db.Where("name = ?", name).First(&c).Error != nil {
		return nil
	}
	return &c
}

func byHelper(db *gorm.DB, code, name string) error {
	if lookUp(db, code, name) != nil {
		return nil
	}
	return db.Create(&Coupon{Code: code, Name: name}).Error // want "duplicate: .* with name = name"
}

// byCodeAndName looks for both: equal requests agree on the code, too.
func byCodeAndName(db *gorm.DB, code, name string) error {
	if err := db.Where("name = ?", name).First(&Coupon{}).Error; !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	if err := db.Where("code = ?", code).First(&Coupon{}).Error; !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Coupon{Code: code, Name: name}).Error // want "conflict: .*unique key \\(code\\)"
}

// nameIfGiven: the code is always looked for.
func nameIfGiven(db *gorm.DB, code, name string) error {
	if err := db.Where("code = ?", code).First(&Coupon{}).Error; !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	if name != "" {
		if err := db.Where("name = ?", name).First(&Coupon{}).Error; !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
	}
	return db.Create(&Coupon{Code: code, Name: name}).Error // want "conflict: .*unique key \\(code\\)"
}
