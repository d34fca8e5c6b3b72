// Package nulls has columns that may be NULL.
package nulls

import (
	"database/sql"
	"database/sql/driver"
	"errors"

	"gorm.io/gorm"
)

type Badge struct {
	ID    uint
	Code  sql.NullString
	Owner sql.Null[int64]
	Text  Text
	Price Money
}

// Text embeds what may be NULL.
type Text struct{ sql.NullString }

// NewText is a text that is not NULL.
func NewText(s string) Text { return Text{sql.NullString{String: s, Valid: true}} }

// Money is a value that a driver takes, and never NULL.
type Money struct {
	Cents    int64
	Currency string
}

// Value is what the driver stores.
func (m Money) Value() (driver.Value, error) { return m.Cents, nil }

var errTaken = errors.New("taken")

func literal(db *gorm.DB, code string) error {
	if err := db.Where("code = ?", code).First(&Badge{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&Badge{Code: sql.NullString{String: code, Valid: true}}).Error // want `duplicate: .*Badge with code = code`
}

func assigned(db *gorm.DB, code string) error {
	if err := db.Where("code = ?", code).First(&Badge{}).Error; err == nil {
		return errTaken
	}
	var b Badge
	if code != "" {
		b.Code = sql.NullString{String: code, Valid: true}
	}
	return db.Create(&b).Error // want `duplicate: .*Badge with code = code`
}

func generic(db *gorm.DB, owner int64) error {
	if err := db.Where("owner = ?", owner).First(&Badge{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&Badge{Owner: sql.Null[int64]{V: owner, Valid: true}}).Error // want `duplicate: .*Badge with owner = owner`
}

func embedded(db *gorm.DB, text string) error {
	if err := db.Where("text = ?", text).First(&Badge{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&Badge{Text: NewText(text)}).Error // want `duplicate: .*Badge with text = text`
}

// Both sides are wrapped.
func both(db *gorm.DB, code string) error {
	c := sql.NullString{String: code, Valid: true}
	if err := db.Where("code = ?", c).First(&Badge{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&Badge{Code: c}).Error // want `duplicate: .*Badge with code = code`
}

// Another code is wrapped.
func other(db *gorm.DB) error {
	if err := db.Where("code = ?", "A").First(&Badge{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&Badge{Code: sql.NullString{String: "B", Valid: true}}).Error
}

// The column is left NULL.
func left(db *gorm.DB, code string) error {
	if err := db.Where("code = ?", "A").First(&Badge{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&Badge{}).Error
}

// What a price is compared with nobody knows.
func price(db *gorm.DB, m Money) error {
	if err := db.Where("price = ?", m.Cents).First(&Badge{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&Badge{Price: Money{Cents: 1, Currency: m.Currency}}).Error
}
