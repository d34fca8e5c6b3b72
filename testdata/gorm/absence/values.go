package absence

import (
	"errors"

	"gorm.io/gorm"
)

func countZero(db *gorm.DB, email string) error {
	var n int64
	if err := db.Model(&Account{}).Where("email = ?", email).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return nil
}

func countBelowOne(db *gorm.DB, email string) error {
	var n int64
	db.Model(&Account{}).Where("email = ?", email).Count(&n)
	if n < 1 {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return nil
}

func countNotZero(db *gorm.DB, email string) error {
	var n int64
	if db.Model(&Account{}).Where("email = ?", email).Count(&n); n != 0 {
		return ErrTaken
	}
	return db.Create(&Account{Email: email}).Error // want "duplicate: "
}

func existsBool(db *gorm.DB, email string) error {
	var n int64
	if err := db.Model(&Account{}).Where("email = ?", email).Count(&n).Error; err != nil {
		return err
	}
	exists := n > 0
	if exists {
		return ErrTaken
	}
	return db.Create(&Account{Email: email}).Error // want "duplicate: "
}

func rowsAffected(db *gorm.DB, email string) error {
	var a Account
	if db.Where("email = ?", email).Limit(1).Find(&a).RowsAffected > 0 {
		return ErrTaken
	}
	return db.Create(&Account{Email: email}).Error // want "duplicate: "
}

func zeroID(db *gorm.DB, email string) error {
	var a Account
	db.Where("email = ?", email).Limit(1).Find(&a)
	if a.ID == 0 {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return nil
}

func positiveID(db *gorm.DB, email string) (*Account, error) {
	a := &Account{}
	if err := db.Where("email = ?", email).Find(a).Error; err != nil {
		return nil, err
	}
	if a.ID > 0 {
		return a, nil
	}
	a = &Account{Email: email}
	return a, db.Create(a).Error // want "duplicate: "
}

func emptySlice(db *gorm.DB, email string) error {
	var found []Account
	if err := db.Where("email = ?", email).Find(&found).Error; err != nil {
		return err
	}
	if len(found) == 0 {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return nil
}

func nonEmptySlice(db *gorm.DB, email string) error {
	var found []*Account
	if err := db.Where("email = ?", email).Find(&found).Error; err != nil {
		return err
	}
	if len(found) > 0 {
		return ErrTaken
	}
	return db.Create(&Account{Email: email}).Error // want "duplicate: "
}

func pluckedIDs(db *gorm.DB, email string) error {
	var ids []uint
	if err := db.Model(&Account{}).Where("email = ?", email).Pluck("id", &ids).Error; err != nil {
		return err
	}
	if len(ids) == 0 {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return nil
}

// flag is set on one branch and tested later.
func flag(db *gorm.DB, email string) error {
	missing := false
	err := db.Where("email = ?", email).First(&Account{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		missing = true
	} else if err != nil {
		return err
	}
	if missing {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return nil
}

// pointer stays nil when nothing was found.
func pointer(db *gorm.DB, email string) error {
	var existing *Account
	var a Account
	if err := db.Where("email = ?", email).First(&a).Error; err == nil {
		existing = &a
	}
	if existing == nil {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return db.Model(existing).Update("name", "seen").Error
}

// idFlows: the id that was found decides, copied to another variable.
func idFlows(db *gorm.DB, email string) (id uint, err error) {
	var a Account
	if err = db.Where("email = ?", email).Limit(1).Find(&a).Error; err != nil {
		return 0, err
	}
	id = a.ID
	if id != 0 {
		return id, nil
	}
	row := Account{Email: email}
	err = db.Create(&row).Error // want "duplicate: "
	return row.ID, err
}

// shadowedError: the count's own error is tested apart.
func shadowedError(db *gorm.DB, email string) (err error) {
	var n int64
	err = db.Model(&Account{}).Where("email = ?", email).Count(&n).Error
	if err != nil {
		return err
	}
	if n > 0 {
		err = ErrTaken
		return err
	}
	err = db.Create(&Account{Email: email}).Error // want "duplicate: "
	return err
}

// deferred creates when the function returns and nothing was found.
func deferred(db *gorm.DB, email string) (err error) {
	defer func() {
		if errors.Is(err, gorm.ErrRecordNotFound) {
			err = db.Create(&Account{Email: email}).Error // racy, not found: a deferred literal is not run where the function returns
		}
	}()
	return db.Where("email = ?", email).First(&Account{}).Error
}

// ignoredCount does not test the count. Safe: the create is reached in both worlds.
func ignoredCount(db *gorm.DB, email string) (int64, error) {
	var n int64
	err := db.Model(&Account{}).Where("email = ?", email).Count(&n).Error
	if err != nil {
		return 0, err
	}
	return n + 1, db.Create(&Account{Email: email}).Error
}
