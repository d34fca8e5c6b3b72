// Package anew makes keys until one is not taken.
package anew

import (
	"errors"
	"fmt"

	"gorm.io/gorm"
)

type Coupon struct {
	ID   uint
	Code string
}

type generator interface{ Code() (string, error) }

type scanner interface{ Text() string }

var errTaken = errors.New("taken")

func taken(db *gorm.DB, code string) bool {
	return !errors.Is(db.Where("code = ?", code).First(&Coupon{}).Error, gorm.ErrRecordNotFound)
}

// Another call gets another code. Safe.
func untilFree(db *gorm.DB, next func() string) error {
	for range 5 {
		code := next()
		if taken(db, code) {
			continue
		}
		return db.Create(&Coupon{Code: code}).Error
	}
	return errTaken
}

// Likewise with an error, and the create behind the loop. Safe.
func behindLoop(db *gorm.DB, g generator) error {
	for {
		code, err := g.Code()
		if err != nil {
			return err
		}
		if !taken(db, code) {
			return db.Create(&Coupon{Code: code}).Error
		}
	}
}

// Whoever finds it taken is refused: two ask for the same.
func refused(db *gorm.DB, next func() string) error {
	code := next()
	if taken(db, code) {
		return errTaken
	}
	return db.Create(&Coupon{Code: code}).Error // want "duplicate: "
}

// Each line is created, whether the one before was there or not.
func lines(db *gorm.DB, s scanner, n int) error {
	for range n {
		code := s.Text()
		if taken(db, code) {
			continue
		}
		if err := db.Create(&Coupon{Code: code}).Error; err != nil { // want "duplicate: "
			return err
		}
	}
	return nil
}

// A number makes a name that others make, too.
func numbered(db *gorm.DB, base string) error {
	for i := 1; ; i++ {
		code := fmt.Sprintf("%s-%d", base, i)
		if taken(db, code) {
			continue
		}
		return db.Create(&Coupon{Code: code}).Error // want "duplicate: "
	}
}

func (c *Coupon) pick(db *gorm.DB, g generator) error {
	for {
		code, err := g.Code()
		if err != nil {
			return err
		}
		c.Code = code
		if !taken(db, c.Code) {
			break
		}
	}
	return nil
}

// A helper makes codes until one is free. Safe.
func helped(db *gorm.DB, g generator) error {
	var c Coupon
	if err := c.pick(db, g); err != nil {
		return err
	}
	return db.Create(&c).Error
}
