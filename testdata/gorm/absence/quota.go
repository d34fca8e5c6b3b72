package absence

import (
	"errors"

	"gorm.io/gorm"
)

// quota counts against a limit that is not absence: another rule's business (opt-in). Silent.
func quota(db *gorm.DB, name, email string, limit int64) error {
	var n int64
	if err := db.Model(&Account{}).Where("name = ?", name).Count(&n).Error; err != nil {
		return err
	}
	if n >= limit {
		return errors.New("too many accounts")
	}
	return db.Create(&Account{Name: name, Email: email}).Error
}

// allParents counts rows that must be there. Silent: reached when they are.
func allParents(db *gorm.DB, ids []uint, email string) error {
	var n int64
	if err := db.Model(&Account{}).Where("id IN ?", ids).Count(&n).Error; err != nil {
		return err
	}
	if int(n) != len(ids) {
		return ErrNotFound
	}
	return db.Create(&Account{Email: email}).Error
}
