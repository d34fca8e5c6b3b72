package conflict

import (
	"errors"
	"strings"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/lib/pq"
	"gorm.io/gorm"
)

// Safe: the present branch refuses, and so does the branch of the lost race, with an error of the domain.

func translated(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	err := db.Create(&Person{Email: email}).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return ErrTaken
	}
	return err
}

func postgres(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	if err := db.Create(&Person{Email: email}).Error; err != nil {
		var pgErr *pgconn.PgError
		if errors.As(err, &pgErr) && pgErr.Code == "23505" {
			return ErrTaken
		}
		return err
	}
	return nil
}

func libpq(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	err := db.Create(&Person{Email: email}).Error
	var pqErr *pq.Error
	if errors.As(err, &pqErr) && pqErr.Code.Name() == "unique_violation" {
		return ErrTaken
	}
	return err
}

func mysqlNumber(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	err := db.Create(&Person{Email: email}).Error
	if myErr, ok := err.(*mysql.MySQLError); ok && myErr.Number == 1062 {
		return ErrTaken
	}
	return err
}

func text(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	err := db.Create(&Person{Email: email}).Error
	if err != nil && strings.Contains(err.Error(), "UNIQUE constraint") {
		return ErrTaken
	}
	return err
}

func textLower(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	if err := db.Create(&Person{Email: email}).Error; err != nil {
		if strings.Contains(strings.ToLower(err.Error()), "duplicate") {
			return ErrTaken
		}
		return err
	}
	return nil
}

func viaHelper(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	if err := db.Create(&Person{Email: email}).Error; isDuplicate(err) {
		return ErrTaken
	} else if err != nil {
		return err
	}
	return nil
}

func viaSwitch(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	switch err := db.Create(&Person{Email: email}).Error; {
	case err == nil:
		return nil
	case isPQDuplicate(err), looksDuplicate(err):
		return ErrTaken
	default:
		return err
	}
}

// Racy: the loser gets what the driver says.

func raw(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	return db.Create(&Person{Email: email}).Error // want "(?i)conflict: .*person.*email"
}

func foreignKeyOnly(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	err := db.Create(&Person{Email: email}).Error // want "conflict: .*the error tested for at line 127 is that of a foreign key, not of a unique one"
	if isForeignKey(err) {
		return errors.New("no such group")
	}
	return err
}

func foreignKeySentinel(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	err := db.Create(&Person{Email: email}).Error // want "conflict: .*the error tested for at line [0-9]+ is that of a foreign key, not of a unique one; insert"
	if errors.Is(err, gorm.ErrForeignKeyViolated) {
		return errors.New("no such group")
	}
	return err
}

// findTested tests the error of the find, which is never a unique violation.
func findTested(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&Person{}).Error
	if err == nil || isDuplicate(err) {
		return ErrTaken
	}
	return db.Create(&Person{Email: email}).Error // want "conflict: "
}

func otherText(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	err := db.Create(&Person{Email: email}).Error // want "conflict: "
	if err != nil && strings.Contains(err.Error(), "connection refused") {
		return errors.New("try later")
	}
	return err
}
