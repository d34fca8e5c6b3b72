// Package groups looks for rows in functions that run beside one another.
package groups

import (
	"context"
	"errors"
	"log"

	"golang.org/x/sync/errgroup"
	"gorm.io/gorm"
)

type Member struct {
	ID    uint
	Email string
	Phone string
}

var errTaken = errors.New("taken")

func free(db *gorm.DB, column, value string) error {
	var n int64
	if err := db.Model(&Member{}).Where(column+" = ?", value).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	return nil
}

func freeEmail(db *gorm.DB, email string) error {
	var n int64
	if err := db.Model(&Member{}).Where("email = ?", email).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	return nil
}

// The error comes out where the function waits.
func waits(ctx context.Context, db *gorm.DB, email, phone string) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return freeEmail(db.WithContext(ctx), email) })
	g.Go(func() error { return free(db.WithContext(ctx), "phone", phone) })
	if err := g.Wait(); err != nil {
		return err
	}
	return db.Create(&Member{Email: email, Phone: phone}).Error // want "duplicate: two concurrent calls can both create Member with phone = phone"
}

// A group that needs no context.
func zero(db *gorm.DB, email string) error {
	var g errgroup.Group
	g.Go(func() error {
		if db.Where("email = ?", email).First(&Member{}).Error == nil {
			return errTaken
		}
		return nil
	})
	if g.Wait() != nil {
		return errTaken
	}
	return db.Create(&Member{Email: email}).Error // want "duplicate: two concurrent calls can both create Member with email = email"
}

// A variable holds the answer.
func flag(db *gorm.DB, email string) error {
	var g errgroup.Group
	var n int64
	g.Go(func() error { return db.Model(&Member{}).Where("email = ?", email).Count(&n).Error })
	if err := g.Wait(); err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	return db.Create(&Member{Email: email}).Error // want "duplicate: two concurrent calls can both create Member with email = email"
}

// Silent: nobody minds the error.
func logged(db *gorm.DB, email string) error {
	var g errgroup.Group
	g.Go(func() error { return freeEmail(db, email) })
	if err := g.Wait(); err != nil {
		log.Print(err)
	}
	return db.Create(&Member{Email: email}).Error
}

// Silent: another group is waited for.
func another(db *gorm.DB, email string) error {
	var g, h errgroup.Group
	g.Go(func() error { return freeEmail(db, email) })
	h.Go(func() error { return nil })
	if err := h.Wait(); err != nil {
		return err
	}
	return db.Create(&Member{Email: email}).Error
}
