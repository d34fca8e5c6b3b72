package closures

import (
	"log"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

type Guest struct {
	ID    int64
	Email string
}

// greet answers at once and stores the guest behind its caller's back.
func greet(db *gorm.DB, email string) error {
	var n int64
	if err := db.Model(&Guest{}).Where("email = ?", email).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	go store(db, email) // want "duplicate: .*Guest with email = email"
	return nil
}

func store(db *gorm.DB, email string) {
	if err := db.Create(&Guest{Email: email}).Error; err != nil {
		log.Print(err)
	}
}

func greetInline(db *gorm.DB, email string) error {
	var n int64
	if err := db.Model(&Guest{}).Where("email = ?", email).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		go func() { // want "duplicate: .*Guest with email = email"
			if err := db.Create(&Guest{Email: email}).Error; err != nil {
				log.Print(err)
			}
		}()
	}
	return nil
}

// greetOnce leaves it to the store who comes first.
func greetOnce(db *gorm.DB, email string) error {
	var n int64
	if err := db.Model(&Guest{}).Where("email = ?", email).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	go func() {
		db.Clauses(clause.OnConflict{DoNothing: true}).Create(&Guest{Email: email})
	}()
	return nil
}

// looksBehind finds in a goroutine: nobody waits for what it says.
func looksBehind(db *gorm.DB, email string) error {
	var n int64
	go func() { db.Model(&Guest{}).Where("email = ?", email).Count(&n) }()
	if n > 0 {
		return nil
	}
	return db.Create(&Guest{Email: email}).Error
}
