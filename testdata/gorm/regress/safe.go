package regress

import (
	"errors"

	"gorm.io/gorm"
)

// renameChildren checks a new name and then replaces rows of another table. Safe: another entity.
func renameChildren(db *gorm.DB, m Menu, params []Param) error {
	var other Menu
	err := db.Where("id <> ? AND name = ?", m.ID, m.Name).First(&other).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return errTaken
	}
	if err := db.Where("menu_id = ?", m.ID).Delete(&Param{}).Error; err != nil {
		return err
	}
	for _, p := range params {
		if err := db.Create(&Param{MenuID: m.ID, Key: p.Key}).Error; err != nil {
			return err
		}
	}
	return nil
}

// cleanUp counts children; whatever the count, the row is created. Safe: both worlds.
func cleanUp(db *gorm.DB, parent uint, m Menu) error {
	var n int64
	if err := db.Model(&Menu{}).Where("parent_id = ?", parent).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		if err := db.Where("menu_id = ?", parent).Delete(&Param{}).Error; err != nil {
			return err
		}
	}
	m.ParentID = parent
	return db.Create(&m).Error
}

// copyRows creates copies of what was found. Safe: reached when present.
func copyRows(db *gorm.DB, from, to string) error {
	var found []Menu
	if err := db.Where("owner = ?", from).Find(&found).Error; err != nil {
		return err
	}
	if len(found) == 0 {
		return nil
	}
	for i := range found {
		found[i].ID = 0
		found[i].Owner = to
	}
	return db.Create(&found).Error
}

// parentByName: the parent must be there. Safe.
func parentByName(db *gorm.DB, p Param, menu string) error {
	var m Menu
	if err := db.Where("name = ?", menu).First(&m).Error; err != nil {
		return err
	}
	return db.Create(&Param{MenuID: m.ID, Key: p.Key}).Error
}

// presentCopy makes a new row when one is there. Safe.
func presentCopy(db *gorm.DB, hash string) (*Menu, error) {
	var done Menu
	err := db.Where("path = ?", hash).First(&done).Error
	if err == nil && done.ID != 0 {
		row := Menu{Path: hash, Name: done.Name}
		return &row, db.Create(&row).Error
	}
	return nil, err
}

// notEnough requires that a row is there before it creates. Safe.
func notEnough(db *gorm.DB, owner, name string) error {
	var n int64
	db.Model(&Menu{}).Where("owner = ?", owner).Count(&n)
	if n == 0 {
		return errors.New("unauthorized")
	}
	return db.Create(&Menu{Owner: owner, Name: name}).Error
}

// deleteThenCreate removes what was found. Safe: the create is reached in both worlds.
func deleteThenCreate(db *gorm.DB, name string) error {
	var m Menu
	err := db.Where("name = ?", name).First(&m).Error
	if err == nil {
		if err := db.Delete(&m).Error; err != nil {
			return err
		}
	} else if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Menu{Name: name}).Error
}

// tokenForUser finds one table's row and creates another's by its id. Safe.
func tokenForUser(db *gorm.DB, provider, openID, key string) error {
	var b Binding
	if err := db.Where("provider = ? AND open_id = ?", provider, openID).Take(&b).Error; err != nil {
		return err
	}
	return db.Create(&Param{MenuID: b.UserID, Key: key}).Error
}

// zeroWithoutFind tests an id that no find has set. Safe: the request decides.
func zeroWithoutFind(db *gorm.DB, m *Menu) error {
	if m.ID == 0 {
		return db.Create(m).Error
	}
	return db.Save(m).Error
}

// reservedByName: the first insert claims the name, which its table has a unique
// key for; the loser does not get to the second. Safe for the second.
func reservedByName(db *gorm.DB, name string) error {
	var n int64
	if err := db.Model(&Menu{}).Where("name = ?", name).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	if err := db.Create(&Claim{Name: name}).Error; err != nil {
		return err
	}
	return db.Create(&Menu{Name: name}).Error
}

// undone restores in a deferred call what an update has lost: that it runs does
// not depend on what was found. Safe.
func undone(db *gorm.DB, old Menu, name string, edit bool) (err error) {
	if !edit {
		var n int64
		if db.Model(&Menu{}).Where("name = ?", name).Count(&n); n > 0 {
			return errTaken
		}
	}
	defer func() {
		if err != nil && edit {
			db.Create(&Menu{Name: name, Path: old.Path})
		}
	}()
	return db.Model(&Menu{}).Where("path = ?", old.Path).Update("owner", name).Error
}
