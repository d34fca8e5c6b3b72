package transactions

import (
	"errors"

	"gorm.io/gorm"
)

var errSlug = errors.New("slug taken")

// behindAll: a transaction may fail for other reasons than the insert, so that
// winners look again as well; the loser finds the row.
func behindAll(db *gorm.DB, slug string, more func(*gorm.DB) error) error {
	if err := db.Where("slug = ?", slug).First(&Project{}).Error; err == nil {
		return errSlug
	}
	err := db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Create(&Project{Slug: slug}).Error; err != nil {
			return err
		}
		return more(tx)
	})
	if err != nil {
		if err := db.Where("slug = ?", slug).First(&Project{}).Error; err == nil {
			return errSlug
		}
	}
	return err
}

// reloaded: only winners get there.
func reloaded(db *gorm.DB, slug string, more func(*gorm.DB) error) error {
	if err := db.Where("slug = ?", slug).First(&Project{}).Error; err == nil {
		return errSlug
	}
	err := db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Create(&Project{Slug: slug}).Error; err != nil { // want "duplicate: "
			return err
		}
		return more(tx)
	})
	if err != nil {
		return err
	}
	return db.Where("slug = ?", slug).First(&Project{}).Error
}

// otherwise: the loser is answered with something else than finders.
func otherwise(db *gorm.DB, slug string, more func(*gorm.DB) error) error {
	if err := db.Where("slug = ?", slug).First(&Project{}).Error; err == nil {
		return nil
	}
	err := db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Create(&Project{Slug: slug}).Error; err != nil { // want "duplicate: "
			return err
		}
		return more(tx)
	})
	if err != nil {
		if err := db.Where("slug = ?", slug).First(&Project{}).Error; err == nil {
			return errSlug
		}
	}
	return err
}
