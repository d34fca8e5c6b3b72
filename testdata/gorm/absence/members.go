package absence

import "gorm.io/gorm"

// members: all rows are read into a map, and the missing ones are created.
func members(db *gorm.DB, emails []string) error {
	var all []Account
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	known := map[string]bool{}
	for _, a := range all {
		known[a.Email] = true
	}
	for _, email := range emails {
		if known[email] {
			continue
		}
		if err := db.Create(&Account{Email: email}).Error; err != nil { // want "duplicate: "
			return err
		}
	}
	return nil
}

// membersOK asks with the comma.
func membersOK(db *gorm.DB, email string) error {
	var all []Account
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	byEmail := make(map[string]Account)
	for i := range all {
		byEmail[all[i].Email] = all[i]
	}
	if _, ok := byEmail[email]; !ok {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return nil
}

// otherMap is filled from elsewhere. Silent.
func otherMap(db *gorm.DB, email string, blocked map[string]bool) error {
	var all []Account
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	if !blocked[email] {
		return db.Create(&Account{Email: email}).Error
	}
	return nil
}

// otherField: the map holds ids, not addresses. Silent.
func otherField(db *gorm.DB, id uint, email string) error {
	var all []Account
	if err := db.Find(&all).Error; err != nil {
		return err
	}
	ids := map[uint]bool{}
	for _, a := range all {
		ids[a.ID] = true
	}
	if !ids[id] {
		return db.Create(&Account{Email: email}).Error
	}
	return nil
}
