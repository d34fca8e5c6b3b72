package absence

import (
	"errors"
	"log"

	pkgerrors "github.com/pkg/errors"
	"gorm.io/gorm"
)

func identity(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&Account{}).Error
	if err == gorm.ErrRecordNotFound {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return err
}

func identityInverted(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&Account{}).Error
	if err != gorm.ErrRecordNotFound {
		return err
	}
	return db.Create(&Account{Email: email}).Error // want "duplicate: "
}

func anyError(db *gorm.DB, email string) error {
	var a Account
	if err := db.Where("email = ?", email).First(&a).Error; err != nil {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return nil
}

func alreadyExists(db *gorm.DB, email string) error {
	var a Account
	if err := db.Where("email = ?", email).First(&a).Error; err == nil {
		return ErrTaken
	}
	return db.Create(&Account{Email: email}).Error // want "duplicate: "
}

func nested(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&Account{}).Error
	if err != nil {
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		if err := db.Create(&Account{Email: email}).Error; err != nil { // want "duplicate: "
			return err
		}
	}
	return nil
}

func elseBranch(db *gorm.DB, email, name string) error {
	var a Account
	if err := db.Where("email = ?", email).First(&a).Error; err == nil {
		a.Name = name
		return db.Save(&a).Error
	} else if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Account{Email: email, Name: name}).Error // want "duplicate: "
	} else {
		return err
	}
}

func switchError(db *gorm.DB, email string) (*Account, error) {
	var a Account
	switch err := db.Where("email = ?", email).First(&a).Error; {
	case err == nil:
		return &a, nil
	case !errors.Is(err, gorm.ErrRecordNotFound):
		return nil, err
	}
	a = Account{Email: email}
	return &a, db.Create(&a).Error // want "duplicate: "
}

func switchValue(db *gorm.DB, email string) error {
	switch err := db.Where("email = ?", email).First(&Account{}).Error; err {
	case nil:
		return ErrTaken
	case gorm.ErrRecordNotFound:
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	default:
		return err
	}
}

func conjunction(db *gorm.DB, email string, allow bool) error {
	err := db.Where("email = ?", email).First(&Account{}).Error
	if allow && errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return err
}

func disjunction(db *gorm.DB, email string) error {
	var a Account
	err := db.Where("email = ?", email).First(&a).Error
	if err == nil || !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return db.Create(&Account{Email: email}).Error // want "duplicate: "
}

func wrappedBefore(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&Account{}).Error
	if err != nil {
		err = pkgerrors.Wrap(err, "look up account")
	}
	if pkgerrors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return err
}

func cause(db *gorm.DB, email string) error {
	err := pkgerrors.WithStack(db.Where("email = ?", email).First(&Account{}).Error)
	if pkgerrors.Cause(err) == gorm.ErrRecordNotFound {
		return db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return err
}

// fatal: the present branch ends the program.
func fatal(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Account{}).Error; err == nil {
		log.Fatalf("%s exists", email)
	}
	return db.Create(&Account{Email: email}).Error // want "duplicate: "
}

// panics: so does this one.
func panics(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Account{}).Error; err == nil {
		panic("account exists: " + email)
	}
	return db.Create(&Account{Email: email}).Error // want "duplicate: "
}

// foundOnly: the create is reached when the row is there. Safe.
func foundOnly(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&Account{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return ErrNotFound
	}
	return db.Create(&Account{Email: email}).Error
}

// wrongSentinel: ErrInvalidDB is not how First says absent. Safe.
func wrongSentinel(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&Account{}).Error
	if errors.Is(err, gorm.ErrInvalidDB) {
		return db.Create(&Account{Email: email}).Error
	}
	return err
}
