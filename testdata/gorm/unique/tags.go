package unique

import (
	"errors"

	"gorm.io/gorm"
)

var errExists = errors.New("exists")

func unique(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&ByUnique{}).Error; err == nil {
		return errExists
	}
	return db.Create(&ByUnique{Email: email}).Error // want "conflict: "
}

func uniqueIndex(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&ByIndex{}).Error; err == nil {
		return errExists
	}
	return db.Create(&ByIndex{Email: email}).Error // want "conflict: "
}

func indexOption(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&ByIndexOption{}).Error; err == nil {
		return errExists
	}
	return db.Create(&ByIndexOption{Email: email}).Error // want "conflict: "
}

func composite(db *gorm.DB, tenant, slug string) error {
	if err := db.Where("tenant = ? AND slug = ?", tenant, slug).First(&Composite{}).Error; err == nil {
		return errExists
	}
	return db.Create(&Composite{Tenant: tenant, Slug: slug}).Error // want "conflict: "
}

// partOfComposite looks up one column of two: the index does not stop the second row.
func partOfComposite(db *gorm.DB, tenant, slug string) error {
	if err := db.Where("slug = ?", slug).First(&Composite{}).Error; err == nil {
		return errExists
	}
	return db.Create(&Composite{Tenant: tenant, Slug: slug}).Error // want "duplicate: "
}

// moreThanComposite looks up one column more than the index has: the loser violates it all the same.
func moreThanComposite(db *gorm.DB, tenant, slug, kind string) error {
	err := db.Where("tenant = ? AND slug = ? AND kind = ?", tenant, slug, kind).First(&Composite{}).Error
	if err == nil {
		return errExists
	}
	return db.Create(&Composite{Tenant: tenant, Slug: slug, Kind: kind}).Error // want "conflict: "
}

func primaryKey(db *gorm.DB, key, value string) error {
	if err := db.Where("key = ?", key).First(&Setting{}).Error; err == nil {
		return errExists
	}
	return db.Create(&Setting{Key: key, Value: value}).Error // want "conflict: "
}

func compositeKey(db *gorm.DB, group, user uint) error {
	err := db.Where("group_id = ? AND user_id = ?", group, user).First(&Membership{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Membership{GroupID: group, UserID: user}).Error // want "conflict: "
}

func partOfKey(db *gorm.DB, group, user uint) error {
	err := db.Where("user_id = ?", user).First(&Membership{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Membership{GroupID: group, UserID: user}).Error // want "duplicate: "
}

func defaultKey(db *gorm.DB, id, host string) error {
	err := db.First(&Node{}, "id = ?", id).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Node{ID: id, Host: host}).Error // want "conflict: "
}

// constantKey makes a singleton row on first use.
func constantKey(db *gorm.DB) (s Setting, err error) {
	err = db.Where("key = ?", "site").First(&s).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		s = Setting{Key: "site", Value: "{}"}
		err = db.Create(&s).Error // want "conflict: "
	}
	return s, err
}

func plainIndex(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Plain{}).Error; err == nil {
		return errExists
	}
	return db.Create(&Plain{Email: email}).Error // want "duplicate: "
}

func oldTag(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&OldTag{}).Error; err == nil {
		return errExists
	}
	return db.Create(&OldTag{Email: email}).Error // want "duplicate: "
}

func named(db *gorm.DB, mail string) error {
	if err := db.Where("email_address = ?", mail).First(&Named{}).Error; err == nil {
		return errExists
	}
	return db.Create(&Named{Mail: mail}).Error // want "conflict: "
}

// otherColumn: the unique column is not the looked-up one.
func otherColumn(db *gorm.DB, email, name string) error {
	if err := db.Where("name = ?", name).First(&ByUnique{}).Error; err == nil {
		return errExists
	}
	return db.Create(&ByUnique{Name: name, Email: email}).Error // want "duplicate: "
}

// primaryRead: the key is given to First. Reached when the row is there. Safe.
func primaryRead(db *gorm.DB, id string) error {
	if err := db.First(&Node{}, "id = ?", id).Error; err != nil {
		return err
	}
	return db.Create(&Setting{Key: id}).Error
}
