// Package written writes values into the text of its conditions.
package written

import (
	"errors"
	"fmt"

	"gorm.io/gorm"
)

type Person struct {
	ID   uint
	Name string
}

func formatted(db *gorm.DB, name string) error {
	var p Person
	err := db.Where(fmt.Sprintf("name = '%s'", name)).First(&p).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Person{Name: name}).Error // want "duplicate: two concurrent calls can both create Person with name = name"
	}
	return err
}

// Silent: another value.
func other(db *gorm.DB, name, nick string) error {
	var p Person
	err := db.Where("name = '" + nick + "'").First(&p).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Person{Name: name}).Error
	}
	return err
}
