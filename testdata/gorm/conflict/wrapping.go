package conflict

import (
	"errors"
	"fmt"
	"log"

	pkgerrors "github.com/pkg/errors"
	"gorm.io/gorm"
)

// Racy: a wrapped driver error is still a driver error.

func wrapped(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	if err := db.Create(&Person{Email: email}).Error; err != nil { // want "conflict: "
		return fmt.Errorf("create person: %w", err)
	}
	return nil
}

func wrappedPkg(db *gorm.DB, email string) error {
	var n int64
	if err := db.Model(&Person{}).Where("email = ?", email).Count(&n).Error; err != nil {
		return pkgerrors.Wrap(err, "count persons")
	}
	if n > 0 {
		return pkgerrors.WithStack(ErrTaken)
	}
	return pkgerrors.Wrap(db.Create(&Person{Email: email}).Error, "create person") // want "conflict: "
}

func logged(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	err := db.Create(&Person{Email: email}).Error // want "conflict: "
	if err != nil {
		log.Printf("create %s: %v", email, err)
		return err
	}
	return nil
}

func internalError(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	if err := db.Create(&Person{Email: email}).Error; err != nil { // want "conflict: "
		return errors.New("internal error")
	}
	return nil
}

// Safe: the caller tells the conflict apart.

func tryRegister(db *gorm.DB, email string) error {
	if err := db.Where("email = ?", email).First(&Person{}).Error; err == nil {
		return ErrTaken
	}
	if err := db.Create(&Person{Email: email}).Error; err != nil {
		return fmt.Errorf("create person: %w", err)
	}
	return nil
}

func callerHandles(db *gorm.DB, email string) (status int) {
	err := tryRegister(db, email)
	switch {
	case err == nil:
		return 201
	case errors.Is(err, ErrTaken), isDuplicate(err):
		return 409
	default:
		return 500
	}
}

// Safe: the helper that creates makes a domain error of the conflict.

type people struct{ db *gorm.DB }

func (p *people) find(email string) (*Person, error) {
	var row Person
	if err := p.db.Where("email = ?", email).First(&row).Error; err != nil {
		return nil, err
	}
	return &row, nil
}

func (p *people) insert(row *Person) error {
	err := p.db.Create(row).Error
	if isDuplicate(err) {
		return fmt.Errorf("%s: %w", row.Email, ErrTaken)
	}
	return err
}

func (p *people) register(email string) error {
	if _, err := p.find(email); err == nil {
		return ErrTaken
	} else if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return p.insert(&Person{Email: email})
}

// plainInsert leaves the driver's error as it is.
func (p *people) plainInsert(row *Person) error { return p.db.Create(row).Error }

// registerPlain is racy: neither it nor the helper tells the conflict apart.
func (p *people) registerPlain(email string) error {
	if _, err := p.find(email); err == nil {
		return ErrTaken
	} else if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	return p.plainInsert(&Person{Email: email}) // want "conflict: "
}

// getOrInsert is racy: who only wants the row gets ErrTaken when it loses.
func (p *people) getOrInsert(email string) (*Person, error) {
	row, err := p.find(email)
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return row, err
	}
	row = &Person{Email: email}
	if err := p.insert(row); err != nil { // want "conflict: "
		return nil, err
	}
	return row, nil
}
