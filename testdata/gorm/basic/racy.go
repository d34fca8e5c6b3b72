package basic

import (
	"context"
	"errors"
	"fmt"
	"log"

	"gorm.io/gorm"
)

func ensure(db *gorm.DB, email string) (*User, error) {
	var u User
	err := db.Where("email = ?", email).First(&u).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		u = User{Email: email}
		err = db.Create(&u).Error // want "(?i)duplicate: .*user.*email"
	}
	return &u, err
}

func ensureTake(db *gorm.DB, email string) error {
	var u User
	err := db.Where("email = ?", email).Take(&u).Error
	if err == nil {
		return nil
	}
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&User{Email: email}).Error // want "(?i)duplicate: .*user.*email"
}

func ensureLast(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).Last(&User{}).Error; err != nil {
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return db.Create(&User{Email: email}).Error // want "duplicate: "
		}
		return err
	}
	return nil
}

func register(ctx context.Context, db *gorm.DB, email, name string) error {
	if !errors.Is(db.WithContext(ctx).Where("email = ?", email).First(&User{}).Error, gorm.ErrRecordNotFound) {
		return errors.New("email is registered")
	}
	u := User{Email: email, Name: name}
	return db.WithContext(ctx).Create(&u).Error // want "duplicate: "
}

func registerCount(db *gorm.DB, email string) error {
	var n int64
	if err := db.Model(&User{}).Where("email = ?", email).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return fmt.Errorf("%s is taken", email)
	}
	return db.Create(&User{Email: email}).Error // want "duplicate: "
}

func ensureFind(db *gorm.DB, email string) error {
	var u User
	res := db.Where("email = ?", email).Limit(1).Find(&u)
	if res.Error != nil {
		return res.Error
	}
	if res.RowsAffected == 0 {
		return db.Create(&User{Email: email}).Error // want "duplicate: "
	}
	return nil
}

// ensureMultiline: the diagnostic stands where the method's name stands.
func ensureMultiline(ctx context.Context, db *gorm.DB, email string) error {
	var u User
	err := db.
		WithContext(ctx).
		Where("email = ?", email).
		First(&u).
		Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.
		WithContext(ctx).
		Create(&User{ // want "duplicate: "
			Email: email,
		}).
		Error
}

// importAll runs the pair once per item.
func importAll(db *gorm.DB, emails []string) error {
	for _, email := range emails {
		err := db.Where("email = ?", email).First(&User{}).Error
		if err == nil {
			continue
		}
		if err := db.Create(&User{Email: email}).Error; err != nil { // want "duplicate: "
			return err
		}
	}
	return nil
}

// importUsers does so with structs; the key is a field of the item.
func importUsers(db *gorm.DB, users []User) error {
	for i := range users {
		u := users[i]
		var n int64
		if err := db.Model(&User{}).Where("email = ?", u.Email).Count(&n).Error; err != nil {
			return err
		}
		if n == 0 {
			if err := db.Create(&u).Error; err != nil { // want "duplicate: "
				return err
			}
		}
	}
	return nil
}

// presentUpdates: the present branch updates instead of refusing.
func presentUpdates(db *gorm.DB, email, name string) error {
	var u User
	err := db.Where("email = ?", email).First(&u).Error
	switch {
	case err == nil:
		return db.Model(&u).Update("name", name).Error
	case errors.Is(err, gorm.ErrRecordNotFound):
		return db.Create(&User{Email: email, Name: name}).Error // want "duplicate: "
	default:
		return err
	}
}

// twoChecks has two finds and one create: one diagnostic.
func twoChecks(db *gorm.DB, email, name string) error {
	if err := db.Where("email = ?", email).First(&User{}).Error; !errors.Is(err, gorm.ErrRecordNotFound) {
		return errors.New("email taken")
	}
	if err := db.Where("name = ?", name).First(&User{}).Error; !errors.Is(err, gorm.ErrRecordNotFound) {
		return errors.New("name taken")
	}
	return db.Create(&User{Email: email, Name: name}).Error // want "duplicate: "
}

// logged: the create's error is only logged.
func logged(db *gorm.DB, email string) {
	var u User
	if err := db.Where("email = ?", email).First(&u).Error; errors.Is(err, gorm.ErrRecordNotFound) {
		if err := db.Create(&User{Email: email}).Error; err != nil { // want "duplicate: "
			log.Printf("create %s: %v", email, err)
		}
	}
}

// withChild creates two rows; only the first one is the looked-up entity.
func withChild(db *gorm.DB, email string) error {
	var u User
	err := db.Where("email = ?", email).First(&u).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	u = User{Email: email}
	if err := db.Create(&u).Error; err != nil { // want "duplicate: "
		return err
	}
	return db.Create(&Profile{UserID: u.ID, Bio: "new here"}).Error
}
