package regress

import (
	"errors"
	"fmt"

	"gorm.io/gorm"
)

// filled: a method of the form copies the key into the row.
func filled(db *gorm.DB, f *MenuForm) (uint, error) {
	var row Menu
	var n int64
	if err := db.Model(&row).Where("name = ?", f.Name).Count(&n).Error; err != nil {
		return 0, err
	}
	if n > 0 {
		return 0, errTaken
	}
	f.Generate(&row)
	err := db.Create(&row).Error // want "duplicate: "
	return row.ID, err
}

// made: a method of the form returns the row.
func made(db *gorm.DB, f MenuForm) error {
	err := db.Where("name = ? AND path = ?", f.Name, f.Path).First(&Menu{}).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return errTaken
	}
	row := f.Row()
	return db.Create(&row).Error // want "duplicate: "
}

// freeName tries names until one is free.
func freeName(db *gorm.DB, name string) error {
	free := name
	for i := 2; ; i++ {
		var n int64
		if err := db.Model(&Menu{}).Where("name = ?", free).Count(&n).Error; err != nil {
			return err
		}
		if n == 0 {
			break
		}
		free = fmt.Sprintf("%s-%d", name, i)
	}
	return db.Create(&Menu{Name: free}).Error // want "duplicate: "
}

// between: other statements and other tables come between find and create.
func between(db *gorm.DB, m Menu) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if !errors.Is(tx.Where("name = ?", m.Name).First(&Menu{}).Error, gorm.ErrRecordNotFound) {
			return errTaken
		}
		if m.ParentID != 0 {
			var parent Menu
			if err := tx.First(&parent, m.ParentID).Error; err != nil {
				return fmt.Errorf("parent: %w", err)
			}
			if err := tx.Model(&parent).Update("owner", m.Owner).Error; err != nil {
				return err
			}
		}
		return tx.Create(&m).Error // want "duplicate: "
	})
}

// children: the rows of another table come after, keyed by the new id.
func children(db *gorm.DB, m Menu, params []Param) error {
	if err := Global.DB.Where("name = ?", m.Name).First(&Menu{}).Error; err == nil {
		return errTaken
	}
	return db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Create(&m).Error; err != nil { // want "duplicate: "
			return err
		}
		for _, p := range params {
			p.MenuID = m.ID
			if err := tx.Create(&p).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// copied: a found row is copied under a new name that is checked first.
func copied(db *gorm.DB, id uint, name string) error {
	var old Menu
	if err := db.First(&old, id).Error; err != nil {
		return err
	}
	if err := db.Where("name = ?", name).First(&Menu{}).Error; err == nil {
		return errTaken
	}
	return db.Create(&Menu{Name: name, Path: old.Path}).Error // want "duplicate: "
}

// elseIf: find, test and create in one chain of conditions.
func elseIf(db *gorm.DB, m *Menu) *Menu {
	found := Menu{}
	if res := db.Where("name = ?", m.Name).First(&found); res.Error == nil {
		return &found
	} else if err := db.Create(m).Error; err != nil { // want "duplicate: "
		return nil
	}
	return m
}

// splitChain: the chain ends in the condition itself.
func splitChain(db *gorm.DB, m *Menu) error {
	var found Menu
	if db.
		Where("name = ? AND path = ?", m.Name, m.Path).
		First(&found).Error == nil {
		return errTaken
	} else if err := db.Create(m).Error; err != nil { // want "duplicate: "
		return err
	}
	return nil
}

// bind: Find gives no ErrRecordNotFound, so the row is always saved, with a zero id when it was absent.
func bind(db *gorm.DB, user uint, provider, openID string) error {
	var b Binding
	res := db.Where("provider = ? AND open_id = ?", provider, openID).Limit(1).Find(&b)
	if res.Error != nil && !errors.Is(res.Error, gorm.ErrRecordNotFound) {
		return res.Error
	}
	b.UserID, b.Provider, b.OpenID = user, provider, openID
	if errors.Is(res.Error, gorm.ErrRecordNotFound) {
		return db.Create(&b).Error
	}
	return db.Save(&b).Error // want "duplicate: "
}

// commitWithoutBegin commits nothing.
func commitWithoutBegin(db *gorm.DB, name string) error {
	if db.Where("name = ?", name).Find(&Menu{}).RowsAffected > 0 {
		return errTaken
	}
	if err := db.Create(&Menu{Name: name}).Error; err != nil { // want "duplicate: "
		return err
	}
	return db.Commit().Error
}

// conditionalCreate: the same request creates or updates.
func conditionalCreate(db *gorm.DB, m Menu) error {
	if m.ID == 0 {
		err := db.Take(&Menu{}, "name = ? AND parent_id = ?", m.Name, m.ParentID).Error
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return errTaken
		}
		return db.Create(&m).Error // want "duplicate: "
	}
	return db.Model(&Menu{}).Where("id = ?", m.ID).Updates(&m).Error
}

// reused: one variable is the find's destination and then the created row.
func reused(db *gorm.DB, name, path string) error {
	menu := &Menu{}
	check := db.Where("name = ?", name).Find(menu)
	if check.RowsAffected > 0 {
		return errTaken
	}
	menu = &Menu{Name: name, Path: path}
	added := db.Debug().Create(menu) // want "duplicate: "
	return added.Error
}

func findMenu(db *gorm.DB, name string) (*Menu, error) {
	m := &Menu{}
	if err := db.Where(&Menu{Name: name}).First(m).Error; err != nil {
		return nil, err
	}
	return m, nil
}

// threeParts tests the outcome of the helper in three ways.
func threeParts(db *gorm.DB, menu *Menu) (*Menu, bool, error) {
	if m, err := findMenu(db, menu.Name); err == nil && m != nil && m.ID != 0 {
		return m, false, nil
	}
	res := db.Create(menu) // want "duplicate: "
	return menu, true, res.Error
}

// unreserved: the first insert claims something else than the name.
func unreserved(db *gorm.DB, name, owner string) error {
	var n int64
	if err := db.Model(&Menu{}).Where("name = ?", name).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	if err := db.Create(&Claim{Name: owner}).Error; err != nil {
		return err
	}
	return db.Create(&Menu{Name: name}).Error // want "duplicate: "
}

// reservedTooLate: the claim is laid on one way only.
func reservedTooLate(db *gorm.DB, name string, claim bool) error {
	var n int64
	if err := db.Model(&Menu{}).Where("name = ?", name).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	if claim {
		if err := db.Create(&Claim{Name: name}).Error; err != nil {
			return err
		}
	}
	return db.Create(&Menu{Name: name}).Error // want "duplicate: "
}

// oneOf looks for what its argument has.
func oneOf(db *gorm.DB, want Menu) *Menu {
	q := db.Model(&Menu{})
	if want.ID != 0 {
		q = q.Where("id = ?", want.ID)
	} else if want.Owner != "" {
		q = q.Where("owner = ?", want.Owner)
	} else {
		q = q.Where("name = ?", want.Name)
	}
	var found Menu
	if q.First(&found).Error != nil {
		return nil
	}
	return &found
}

// byOnlyName: only the name is looked for. The primary key has no part in it.
func byOnlyName(db *gorm.DB, name string) error {
	if oneOf(db, Menu{Name: name}) != nil {
		return errTaken
	}
	return db.Create(&Menu{Name: name}).Error // want "duplicate: two concurrent calls can both create Menu with name = name:"
}
