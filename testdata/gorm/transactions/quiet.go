package transactions

import (
	"errors"

	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

func open(dsn string) (*gorm.DB, error) { return gorm.Open(postgres.Open(dsn)) }

// each passes by what is there, and needs nothing of what it makes.
func each(db *gorm.DB, slugs []string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		for _, slug := range slugs {
			var found Project
			if err := tx.Where("slug = ?", slug).First(&found).Error; err == nil {
				continue
			}
			made := Project{Slug: slug}
			if err := tx.Create(&made).Error; err != nil { // want "duplicate: "
				return err
			}
		}
		return nil
	})
}

// counted tells how many it has made: the loser must not count.
func counted(db *gorm.DB, slugs []string) (n int, err error) {
	err = db.Transaction(func(tx *gorm.DB) error {
		for _, slug := range slugs {
			if err := tx.Where("slug = ?", slug).First(&Project{}).Error; err == nil {
				continue
			}
			if err := tx.Create(&Project{Slug: slug}).Error; err != nil { // want "duplicate: "
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// Team has rows of another table.
type Team struct {
	ID       uint
	Name     string
	Projects []Project
}

// team writes those, too: an insert that does nothing would leave them without
// their team. A savepoint is the fix.
func team(tx *gorm.DB, name string) error {
	if err := tx.Where("name = ?", name).First(&Team{}).Error; err == nil {
		return errors.New("name taken")
	}
	return tx.Create(&Team{Name: name}).Error // want "duplicate: "
}

// Badge tells others when it is made.
type Badge struct {
	ID   uint
	Code string
}

// AfterCreate would be called for the loser of an insert that does nothing, too.
func (b *Badge) AfterCreate(*gorm.DB) error { return nil }

func badge(tx *gorm.DB, code string) error {
	if err := tx.Where("code = ?", code).First(&Badge{}).Error; err == nil {
		return errors.New("code taken")
	}
	return tx.Create(&Badge{Code: code}).Error // want "duplicate: "
}
