package keys

import (
	"errors"

	"gorm.io/gorm"
)

// BadgeID is a text with a type of its own: to gorm it is a primary key's value.
type BadgeID string

// Badge is looked for by its primary key.
type Badge struct {
	ID    BadgeID `gorm:"primaryKey"`
	Owner string
}

func namedFind(db *gorm.DB, id BadgeID) (*Badge, error) {
	var b Badge
	res := db.Find(&b, id)
	if res.Error != nil {
		return nil, res.Error
	}
	if res.RowsAffected > 0 {
		return &b, nil
	}
	b = Badge{ID: id}
	return &b, db.Create(&b).Error // want "conflict: .*id = id"
}

func namedFirst(db *gorm.DB, id BadgeID) error {
	err := db.First(&Badge{}, id).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Badge{ID: id}).Error // want "conflict: .*id = id"
	}
	return err
}

func namedOther(db *gorm.DB, id, other BadgeID) error {
	err := db.First(&Badge{}, id).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Badge{ID: other}).Error
	}
	return err
}

// A plain text is SQL, which nobody knows here.
func plainText(db *gorm.DB, id string) error {
	err := db.First(&Badge{}, id).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Badge{ID: BadgeID(id)}).Error
	}
	return err
}
