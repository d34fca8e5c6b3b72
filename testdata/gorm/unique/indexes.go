package unique

import (
	"errors"

	"gorm.io/gorm"
)

// Account has indexes of every kind.
type Account struct {
	ID        uint
	Handle    string         `gorm:"uniqueIndex:idx_handle,where:deleted_at IS NULL"`
	Badge     string         `gorm:"uniqueIndex:idx_badge,where:active"`
	Mail      string         `gorm:"uniqueIndex:,expression:lower(mail)"`
	Nick      *string        `gorm:"uniqueIndex"`
	Org       uint           `gorm:"index:,unique,composite:org_code"`
	Code      string         `gorm:"index:,unique,composite:org_code"`
	Slug      string         `gorm:"UNIQUEINDEX:idx_slug"`
	Path      string         ``
	Removed   int64          `gorm:"uniqueIndex:idx_slug"`
	Key       string         `gorm:"uniqueIndex:idx_key"`
	Active    bool           ``
	DeletedAt gorm.DeletedAt `gorm:"uniqueIndex:idx_key"`
}

// partialIndex: a new account is not deleted, so it is in the index.
func partialIndex(db *gorm.DB, handle string) error {
	err := db.Where("handle = ?", handle).First(&Account{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Account{Handle: handle}).Error // want "conflict: "
}

// partialUnmet: a new account is in the index only if it is active.
func partialUnmet(db *gorm.DB, badge string) error {
	err := db.Where("badge = ?", badge).First(&Account{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Account{Badge: badge}).Error // want "duplicate: "
}

func partialMet(db *gorm.DB, badge string) error {
	err := db.Where("badge = ?", badge).First(&Account{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Account{Badge: badge, Active: true}).Error // want "conflict: "
}

func expression(db *gorm.DB, mail string) error {
	err := db.Where("lower(mail) = lower(?)", mail).First(&Account{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Account{Mail: mail}).Error // want "conflict: "
}

// pointer: accounts without a nick do not collide.
func pointer(db *gorm.DB, nick *string) error {
	err := db.Where("nick = ?", nick).First(&Account{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Account{Nick: nick}).Error // want "duplicate: "
}

func compositeOption(db *gorm.DB, org uint, code string) error {
	err := db.Where("org = ? AND code = ?", org, code).First(&Account{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Account{Org: org, Code: code}).Error // want "conflict: "
}

func halfOfCompositeOption(db *gorm.DB, org uint, code string) error {
	err := db.Where("code = ?", code).First(&Account{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Account{Org: org, Code: code}).Error // want "duplicate: "
}

// flag: every new account has removed = 0.
func flag(db *gorm.DB, slug string) error {
	err := db.Where("slug = ?", slug).First(&Account{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Account{Slug: slug}).Error // want "conflict: "
}

// nullInKey: deleted_at is NULL in both rows, which makes them unequal.
func nullInKey(db *gorm.DB, key string) error {
	err := db.Where("key = ?", key).First(&Account{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Account{Key: key}).Error // want "duplicate: "
}

// Badge's table is declared by the statement below, and named by a method.
type Badge struct {
	ID    uint
	Label string
}

func (Badge) TableName() string { return "staff_badges" }

const schema = "CREATE TABLE staff_badges (id bigserial primary key, label text NOT NULL, UNIQUE (label))"

func migrate(db *gorm.DB) error { return db.Exec(schema).Error }

func namedTable(db *gorm.DB, label string) error {
	err := db.Where("label = ?", label).First(&Badge{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Badge{Label: label}).Error // want `conflict: .*unique key \(label\) of indexes.go`
}
