package absence

import (
	"errors"

	jujuerrors "github.com/juju/errors"
	"github.com/rotisserie/eris"
	"gorm.io/gorm"
)

func erisLoad(db *gorm.DB, email string) (Account, error) {
	var a Account
	err := db.Where("email = ?", email).First(&a).Error
	return a, eris.Wrap(err, "load account") // nil stays nil
}

func erisEnsure(db *gorm.DB, email string) (Account, error) {
	a, err := erisLoad(db, email)
	if err != nil {
		if errors.Is(err, gorm.ErrRecordNotFound) {
			a = Account{Email: email}
			return a, eris.Wrap(db.Create(&a).Error, "create account") // want "duplicate: "
		}
		return a, err
	}
	return a, nil
}

func erisRefuses(db *gorm.DB, email string) error {
	_, err := erisLoad(db, email)
	if err == nil {
		return eris.New("taken")
	}
	if !eris.Is(err, gorm.ErrRecordNotFound) {
		return eris.Wrapf(err, "account %s", email)
	}
	return db.Create(&Account{Email: email}).Error // want "duplicate: "
}

func jujuLoad(db *gorm.DB, email string) (Account, error) {
	var a Account
	err := db.Where("email = ?", email).First(&a).Error
	return a, jujuerrors.Trace(err)
}

func jujuEnsure(db *gorm.DB, email string) error {
	_, err := jujuLoad(db, email)
	if err != nil {
		if jujuerrors.Cause(err) != gorm.ErrRecordNotFound {
			return jujuerrors.Annotatef(err, "account %s", email)
		}
		return jujuerrors.Trace(db.Create(&Account{Email: email}).Error) // want "duplicate: "
	}
	return nil
}

// Errorf is another error: what is created when it is the row's absence is not.
func erisOther(db *gorm.DB, email string) error {
	err := db.Where("email = ?", email).First(&Account{}).Error
	if err != nil {
		err = eris.Errorf("load: %v", err)
	}
	if eris.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Account{Email: email}).Error
	}
	return err
}
