package basic

import (
	"errors"
	"time"

	"gorm.io/gorm"
)

// otherEntity: an absent user makes an invite, another table.
func otherEntity(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Invite{Email: email}).Error
	}
	return err
}

// audit: something is missing, and that is written down.
func audit(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		db.Create(&AuditLog{Email: email, Message: "unknown user", At: time.Now()})
	}
	return err
}

// parentFirst: the parent must exist; the create is reached when it does.
func parentFirst(db *gorm.DB, userID uint, bio string) error {
	var u User
	if err := db.First(&u, userID).Error; err != nil {
		return err
	}
	return db.Create(&Profile{UserID: u.ID, Bio: bio}).Error
}

// bothWorlds creates whatever the find said.
func bothWorlds(db *gorm.DB, email string) error {
	var last AuditLog
	err := db.Where("email = ?", email).Last(&last).Error
	message := "seen again"
	if errors.Is(err, gorm.ErrRecordNotFound) {
		message = "seen first"
	} else if err != nil {
		return err
	}
	return db.Create(&AuditLog{Email: email, Message: message}).Error
}

// onlyPresent copies a row that was found.
func onlyPresent(db *gorm.DB, email string) error {
	var u User
	if err := db.Where("email = ?", email).First(&u).Error; err == nil {
		return db.Create(&User{Email: email, Name: u.Name + " (copy)"}).Error
	}
	return nil
}

// presentCount creates when the count is positive.
func presentCount(db *gorm.DB, email string) error {
	var n int64
	if err := db.Model(&User{}).Where("email = ?", email).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return db.Create(&User{Email: email}).Error
	}
	return errors.New("no such user")
}

// updateLoaded saves the row it loaded: an update.
func updateLoaded(db *gorm.DB, id uint, name string) error {
	var u User
	if err := db.First(&u, id).Error; err != nil {
		return err
	}
	u.Name = name
	return db.Save(&u).Error
}

// rename checks that nobody else has the name, then updates.
func rename(db *gorm.DB, id uint, name string) error {
	var n int64
	if err := db.Model(&User{}).Where("name = ? AND id <> ?", name, id).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return errors.New("name taken")
	}
	return db.Model(&User{}).Where("id = ?", id).Update("name", name).Error
}

// createFirst creates before it looks: no find comes before the create.
func createFirst(db *gorm.DB, email string) (*User, error) {
	if err := db.Create(&User{Email: email}).Error; err != nil {
		return nil, err
	}
	var u User
	err := db.Where("email = ?", email).First(&u).Error
	return &u, err
}

// listThenCreate looks at the list for another purpose.
func listThenCreate(db *gorm.DB, email string) (int, error) {
	var all []User
	if err := db.Find(&all).Error; err != nil {
		return 0, err
	}
	return len(all) + 1, db.Create(&User{Email: email}).Error
}

// deadBranch: Find never returns ErrRecordNotFound, so the create is not reached when the row is absent.
func deadBranch(db *gorm.DB, email string) error {
	var u User
	err := db.Where("email = ?", email).Find(&u).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&User{Email: email}).Error
	}
	return err
}

// replaceAll deletes, then inserts: nothing depends on a find.
func replaceAll(db *gorm.DB, userID uint, bios []string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Where("user_id = ?", userID).Delete(&Profile{}).Error; err != nil {
			return err
		}
		for _, bio := range bios {
			if err := tx.Create(&Profile{UserID: userID, Bio: bio}).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// nothingTested ignores what the find said.
func nothingTested(db *gorm.DB, email string) (string, error) {
	var u User
	_ = db.Where("email = ?", email).First(&u).Error
	return u.Name, db.Create(&User{Email: email}).Error
}

// realError creates an audit row only when the database failed.
func realError(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&User{}).Error
	if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
		_ = db.Create(&User{Email: email, Name: "recovered"}).Error
	}
	return err
}
