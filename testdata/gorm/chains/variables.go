package chains

import (
	"errors"

	"gorm.io/gorm"
)

func inVariable(db *gorm.DB, name string) error {
	q := db.Where("name = ?", name)
	err := q.First(&Tag{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Tag{Name: name}).Error // want "duplicate: "
	}
	return err
}

func reassigned(db *gorm.DB, kind, name string) error {
	q := db.Model(&Tag{})
	q = q.Where("kind = ?", kind)
	q = q.Where("name = ?", name)
	var n int64
	if err := q.Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return db.Create(&Tag{Kind: kind, Name: name}).Error // want "duplicate: "
	}
	return nil
}

// extended: a condition may be added; the key is looked up either way.
func extended(db *gorm.DB, kind, name string, hidden bool) error {
	q := db.Model(&Tag{}).Where("name = ? AND kind = ?", name, kind)
	if hidden {
		q = q.Where("hidden = ?", true)
	}
	var n int64
	if err := q.Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return errors.New("tag exists")
	}
	return db.Create(&Tag{Kind: kind, Name: name, Hidden: hidden}).Error // want "duplicate: "
}

func resultInVariable(db *gorm.DB, name string) error {
	var t Tag
	res := db.Where("name = ?", name).First(&t)
	if errors.Is(res.Error, gorm.ErrRecordNotFound) {
		created := db.Create(&Tag{Name: name}) // want "duplicate: "
		return created.Error
	}
	return res.Error
}

// rowGiven: the row comes from the caller, and its own name is the key.
func rowGiven(db *gorm.DB, t *Tag) error {
	res := db.Where("name = ?", t.Name).Limit(1).Find(&Tag{})
	if res.Error != nil || res.RowsAffected > 0 {
		return res.Error
	}
	return db.Create(t).Error // want "duplicate: "
}

func byName(name string) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB { return db.Where("name = ?", name) }
}

func scoped(db *gorm.DB, name string) error {
	err := db.Scopes(byName(name)).First(&Tag{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Tag{Name: name}).Error // want "duplicate: "
	}
	return err
}

func inlineScope(db *gorm.DB, name string) error {
	err := db.Scopes(func(tx *gorm.DB) *gorm.DB {
		return tx.Where("name = ?", name)
	}).First(&Tag{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Tag{Name: name}).Error // want "duplicate: "
	}
	return err
}

// repo keeps its handle in a field and hands it out with conditions.
type repo struct{ db *gorm.DB }

func (r *repo) tags() *gorm.DB { return r.db.Model(&Tag{}) }

func (r *repo) viaMethod(name string) error {
	var n int64
	if err := r.tags().Where("name = ?", name).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return r.tags().Create(&Tag{Name: name}).Error // want "duplicate: "
	}
	return nil
}

// handle is a package-level variable, as in many services.
var handle *gorm.DB

func global(name string) error {
	if err := handle.Where("name = ?", name).First(&Tag{}).Error; err == nil {
		return errors.New("tag exists")
	}
	return handle.Create(&Tag{Name: name}).Error // want "duplicate: "
}

func conn() *gorm.DB { return handle.Session(&gorm.Session{}) }

func viaFunction(name string) error {
	if err := conn().Where("name = ?", name).First(&Tag{}).Error; err == nil {
		return errors.New("tag exists")
	}
	return conn().Create(&Tag{Name: name}).Error // want "duplicate: "
}

// sometimesKeyed looks up by name under a condition; the calls that do race.
func sometimesKeyed(db *gorm.DB, name string, all bool) error {
	q := db.Model(&Tag{})
	if !all {
		q = q.Where("name = ?", name)
	}
	var n int64
	if err := q.Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return db.Create(&Tag{Name: name}).Error // want "duplicate: "
	}
	return nil
}
