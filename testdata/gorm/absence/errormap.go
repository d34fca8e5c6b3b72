package absence

import (
	"errors"

	"gorm.io/gorm"
)

// problems collects what is wrong with a request, by field.
func problems(db *gorm.DB, email, name string) map[string]string {
	errs := map[string]string{}
	if name == "" {
		errs["name"] = "missing"
	}
	var n int64
	db.Model(&Account{}).Where("email = ?", email).Count(&n)
	if n > 0 {
		errs["email"] = "taken"
	}
	return errs
}

func mapOfProblems(db *gorm.DB, email, name string) error {
	if errs := problems(db, email, name); len(errs) > 0 {
		return errors.New("invalid")
	}
	return db.Create(&Account{Email: email}).Error // want "(duplicate|conflict): "
}

func mapInline(db *gorm.DB, email string) error {
	errs := make(map[string]string)
	var n int64
	if db.Model(&Account{}).Where("email = ?", email).Count(&n); n > 0 {
		errs["email"] = "taken"
	}
	if len(errs) != 0 {
		return errors.New("invalid")
	}
	return db.Create(&Account{Email: email}).Error // want "(duplicate|conflict): "
}

// A warning does not keep anybody out: the create runs in both worlds.
func mapOfWarnings(db *gorm.DB, email string) error {
	errs, warnings := map[string]string{}, map[string]string{}
	var n int64
	if db.Model(&Account{}).Where("email = ?", email).Count(&n); n > 0 {
		warnings["email"] = "taken"
	}
	if len(errs) > 0 {
		return errors.New("invalid")
	}
	return db.Create(&Account{Email: email}).Error
}

// What is taken back may leave the map empty.
func mapTakenBack(db *gorm.DB, email string) error {
	errs := map[string]string{}
	var n int64
	if db.Model(&Account{}).Where("email = ?", email).Count(&n); n > 0 {
		errs["email"] = "taken"
	}
	delete(errs, "email")
	if len(errs) > 0 {
		return errors.New("invalid")
	}
	return db.Create(&Account{Email: email}).Error
}
