package keys

import (
	"errors"

	"gorm.io/gorm"
)

// noKey: a range is looked up, no equality. Silent.
func noKey(db *gorm.DB, team uint, email string) error {
	err := db.Where("team_id > ?", team).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: email, TeamID: team}).Error
	}
	return err
}

// pattern: LIKE is no equality. Silent.
func pattern(db *gorm.DB, email string) error {
	err := db.Where("email LIKE ?", "%"+email+"%").First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: email}).Error
	}
	return err
}

// dynamicColumn: which column is looked up is not known. Silent.
func dynamicColumn(db *gorm.DB, column, value string) error {
	err := db.Where(column+" = ?", value).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: value}).Error
	}
	return err
}

// conditionParam: the whole condition comes from the caller, and nobody calls. Silent.
func conditionParam(db *gorm.DB, where string, args []any, email string) error {
	err := db.Where(where, args...).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: email}).Error
	}
	return err
}

// source makes values that nobody can compare.
type source interface{ Next() string }

// unknownValues: the two calls may give two values. Silent.
func unknownValues(db *gorm.DB, s source) error {
	err := db.Where("email = ?", s.Next()).First(&Member{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Member{Email: s.Next()}).Error
	}
	return err
}

// filler copies who knows what.
type filler interface{ FillTo(dst any) }

// filledElsewhere: the row's columns come from a body that is not here. Silent.
func filledElsewhere(db *gorm.DB, req CreateRequest, f filler) error {
	err := db.Where("email = ?", req.Email).First(&Member{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	var m Member
	f.FillTo(&m)
	return db.Create(&m).Error
}
