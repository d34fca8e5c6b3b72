// Package changed inserts a row when an update changed none.
package changed

import (
	"errors"

	"gorm.io/gorm"
)

// Quota has no unique key.
type Quota struct {
	ID    uint
	Owner string
	Left  int
}

// Setting has one.
type Setting struct {
	ID    uint
	Name  string `gorm:"uniqueIndex"`
	Value string
}

func refill(db *gorm.DB, owner string) error {
	res := db.Model(&Quota{}).Where("owner = ?", owner).Update("left", 10)
	if res.Error != nil {
		return res.Error
	}
	if res.RowsAffected == 0 {
		return db.Create(&Quota{Owner: owner, Left: 10}).Error // want "duplicate: two concurrent calls can both create Quota with owner = owner:"
	}
	return nil
}

func set(db *gorm.DB, name, text string) error {
	if db.Model(&Setting{}).Where("name = ?", name).Updates(map[string]any{"value": text}).RowsAffected > 0 {
		return nil
	}
	return db.Create(&Setting{Name: name, Value: text}).Error // want "conflict: two concurrent calls can both create Setting with name = name:"
}

// told handles the violation. Safe.
func told(db *gorm.DB, name, text string) error {
	if db.Model(&Setting{}).Where("name = ?", name).Update("value", text).RowsAffected > 0 {
		return nil
	}
	err := db.Create(&Setting{Name: name, Value: text}).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return db.Model(&Setting{}).Where("name = ?", name).Update("value", text).Error
	}
	return err
}

// loaded updates the row that it has. Nobody knows which it is here: unknown.
func loaded(db *gorm.DB, q *Quota, owner string) error {
	if db.Model(q).Update("left", 0).RowsAffected == 0 {
		return db.Create(&Quota{Owner: owner}).Error
	}
	return nil
}

// must have been there. Safe.
func must(db *gorm.DB, owner string) error {
	if db.Model(&Quota{}).Where("owner = ?", owner).Update("left", 0).RowsAffected == 0 {
		return gorm.ErrRecordNotFound
	}
	return nil
}
