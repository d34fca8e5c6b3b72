// Package basic holds find-then-create with jinzhu/gorm, version 1.
package basic

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jinzhu/gorm"
	"github.com/lib/pq"
)

// User has no unique key but its primary one.
type User struct {
	ID    uint
	Email string
	Name  string
}

// Account has a unique key.
type Account struct {
	ID    uint   `gorm:"primary_key"`
	Login string `gorm:"unique_index"`
}

func recordNotFound(db *gorm.DB, email string) (u User, err error) {
	if db.Where("email = ?", email).First(&u).RecordNotFound() {
		u.Email = email
		err = db.Create(&u).Error // want "duplicate: .*email"
	}
	return u, err
}

func recordFound(db *gorm.DB, email string) error {
	if !db.First(&User{}, "email = ?", email).RecordNotFound() {
		return errors.New("taken")
	}
	return db.Create(&User{Email: email}).Error // want "duplicate: "
}

func keptResult(db *gorm.DB, email string) error {
	res := db.Where(&User{Email: email}).First(&User{})
	if res.RecordNotFound() {
		return db.Create(&User{Email: email}).Error // want "duplicate: "
	}
	return res.Error
}

func predicate(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).Take(&User{}).Error
	if gorm.IsRecordNotFoundError(err) {
		return db.Create(&User{Email: email}).Error // want "duplicate: "
	}
	return err
}

func anyError(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&User{}).Error; err == nil {
		return errors.New("taken")
	}
	return db.Create(&User{Email: email}).Error // want "duplicate: "
}

// findOne: Find into one row says that it is not there.
func findOne(db *gorm.DB, email string) error {
	var u User
	err := db.Where("email = ?", email).Find(&u).Error
	if err == gorm.ErrRecordNotFound {
		return db.Create(&User{Email: email}).Error // want "duplicate: "
	}
	return err
}

// findList: Find into a list does not.
func findList(db *gorm.DB, email string) error {
	var users []User
	if err := db.Where("email = ?", email).Find(&users).Error; err != nil {
		return err
	}
	if len(users) == 0 {
		return db.Create(&User{Email: email}).Error // want "duplicate: "
	}
	return nil
}

// findListError waits for an error that never comes.
func findListError(db *gorm.DB, email string) error {
	var users []User
	if err := db.Where("email = ?", email).Find(&users).Error; err == gorm.ErrRecordNotFound {
		return db.Create(&User{Email: email}).Error
	}
	return nil
}

func count(db *gorm.DB, email string) error {
	var n int
	if err := db.Model(&User{}).Where("email = ?", email).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	return db.Create(&User{Email: email}).Error // want "duplicate: "
}

func save(db *gorm.DB, email string) error {
	var u User
	if db.Where("email = ?", email).First(&u).RecordNotFound() {
		u = User{Email: email}
		return db.Save(&u).Error // want "duplicate: "
	}
	return nil
}

func conflict(db *gorm.DB, login string) error {
	if !db.Where("login = ?", login).First(&Account{}).RecordNotFound() {
		return errors.New("taken")
	}
	return db.Create(&Account{Login: login}).Error // want "conflict: .*login"
}

func helper(db *gorm.DB, email string) (u User, err error) {
	err = db.Where(User{Email: email}).FirstOrCreate(&u).Error // want "helper: "
	return u, err
}

func insertOption(db *gorm.DB, login string) error {
	if !db.Where("login = ?", login).First(&Account{}).RecordNotFound() {
		return nil
	}
	return db.Set("gorm:insert_option", "ON CONFLICT (login) DO NOTHING").Create(&Account{Login: login}).Error
}

func queryOption(db *gorm.DB, login string) error {
	tx := db.Begin()
	defer tx.Rollback()
	if !tx.Set("gorm:query_option", "FOR UPDATE").Where("login = ?", login).First(&Account{}).RecordNotFound() {
		return nil
	}
	if err := tx.Create(&Account{Login: login}).Error; err != nil { // want "conflict: .*FOR UPDATE"
		return err
	}
	return tx.Commit().Error
}

func plainTransaction(db *gorm.DB, email string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if tx.Where("email = ?", email).First(&User{}).RecordNotFound() {
			return tx.Create(&User{Email: email}).Error // want "duplicate: "
		}
		return nil
	})
}

func serializable(ctx context.Context, db *gorm.DB, email string) error {
	tx := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	defer tx.Rollback()
	if tx.Where("email = ?", email).First(&User{}).RecordNotFound() {
		if err := tx.Create(&User{Email: email}).Error; err != nil {
			return err
		}
	}
	return tx.Commit().Error
}

var errTaken = errors.New("taken")

func handled(db *gorm.DB, login string) error {
	if !db.Where("login = ?", login).First(&Account{}).RecordNotFound() {
		return errTaken
	}
	err := db.Create(&Account{Login: login}).Error
	var pqErr *pq.Error
	if errors.As(err, &pqErr) && pqErr.Code == "23505" {
		return errTaken
	}
	return err
}

func otherKey(db *gorm.DB, email, other string) error {
	if db.Where("email = ?", email).First(&User{}).RecordNotFound() {
		return db.Create(&User{Email: other}).Error
	}
	return nil
}

func otherTable(db *gorm.DB, email string) error {
	if db.Where("email = ?", email).First(&User{}).RecordNotFound() {
		return db.Create(&Account{Login: email}).Error
	}
	return nil
}

func unknown(db *gorm.DB, where map[string]any, email string) error {
	if db.Where(where).First(&User{}).RecordNotFound() {
		return db.Create(&User{Email: email}).Error
	}
	return nil
}
