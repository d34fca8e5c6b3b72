// Package elements returns the first row of a list that a find returned.
package elements

import (
	"errors"

	"gorm.io/gorm"
)

// Label has no unique key.
type Label struct {
	ID    uint
	Name  string
	Color *string
}

var errExists = errors.New("exists")

func first(db *gorm.DB, name string) (*Label, error) {
	var all []*Label
	if err := db.Where("name = ?", name).Limit(1).Find(&all).Error; err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, nil
	}
	return all[0], nil
}

func firstRow(db *gorm.DB, name string) (label Label, err error) {
	var all []Label
	if err = db.Where("name = ?", name).Find(&all).Error; err != nil {
		return
	}
	if len(all) > 0 {
		label = all[0]
	}
	return
}

// copied makes another list of what was found.
func copied(db *gorm.DB, name string) []*Label {
	var all []*Label
	db.Where("name = ?", name).Find(&all)
	out := make([]*Label, 0, len(all))
	for _, l := range all {
		out = append(out, l)
	}
	return out
}

func pointer(db *gorm.DB, name string) error {
	l, err := first(db, name)
	if err != nil {
		return err
	}
	if l != nil {
		return errExists
	}
	return db.Create(&Label{Name: name}).Error // want "duplicate: "
}

func id(db *gorm.DB, name string) error {
	l, err := firstRow(db, name)
	if err != nil {
		return err
	}
	if l.ID != 0 {
		return errExists
	}
	return db.Create(&Label{Name: name}).Error // want "duplicate: "
}

func whole(db *gorm.DB, name string) error {
	if l, _ := firstRow(db, name); l != (Label{}) {
		return errExists
	}
	return db.Create(&Label{Name: name}).Error // want "duplicate: "
}

func list(db *gorm.DB, name string) error {
	if len(copied(db, name)) > 0 {
		return errExists
	}
	return db.Create(&Label{Name: name}).Error // want "duplicate: "
}

// A color may be unset in a row that was found, so that the create runs in both
// worlds.
func column(db *gorm.DB, name string) error {
	l, err := firstRow(db, name)
	if err != nil {
		return err
	}
	if l.Color != nil {
		return errExists
	}
	return db.Create(&Label{Name: name}).Error
}

// What is made of the rows need not be one.
func other(db *gorm.DB, name string) error {
	var all []*Label
	if err := db.Where("name = ?", name).Find(&all).Error; err != nil {
		return err
	}
	colors := make([]*string, 0, len(all))
	for _, l := range all {
		colors = append(colors, l.Color)
	}
	if len(colors) > 0 && colors[0] != nil {
		return errExists
	}
	return db.Create(&Label{Name: name}).Error
}

// detailed fails for a reason of its own when the colors are out of reach; that
// says nothing of the label.
func detailed(db *gorm.DB, name string) (*Label, error) {
	var l Label
	if err := db.Where("name = ?", name).First(&l).Error; err != nil {
		return nil, err
	}
	var color string
	if err := db.Table("colors").Select("hex").Where("label_id = ?", l.ID).Scan(&color).Error; err != nil {
		return nil, err
	}
	l.Color = &color
	return &l, nil
}

func ignoring(db *gorm.DB, name string) error {
	if l, _ := detailed(db, name); l != nil {
		return errExists
	}
	return db.Create(&Label{Name: name}).Error // want "duplicate: "
}
