package conflict

import (
	"errors"
	"fmt"

	"gorm.io/gorm"
)

// Safe: the loser reads the winner's row, as it would have found it.

func rereads(db *gorm.DB, email string) (*Person, error) {
	var p Person
	err := db.Where("email = ?", email).First(&p).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return &p, err
	}
	p = Person{Email: email}
	err = db.Create(&p).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		err = db.Where("email = ?", email).First(&p).Error
	}
	return &p, err
}

func byEmail(db *gorm.DB, email string) (*Person, error) {
	var p Person
	if err := db.Where("email = ?", email).First(&p).Error; err != nil {
		return nil, err
	}
	return &p, nil
}

func rereadsHelper(db *gorm.DB, email string) (*Person, error) {
	if p, err := byEmail(db, email); err == nil {
		return p, nil
	}
	p := &Person{Email: email}
	if err := db.Create(p).Error; err != nil {
		if isDuplicate(err) {
			return byEmail(db, email)
		}
		return nil, fmt.Errorf("create person: %w", err)
	}
	return p, nil
}

// rereadsAlways looks again after any error; the key is known to be unique.
func rereadsAlways(db *gorm.DB, email string) (*Person, error) {
	if p, err := byEmail(db, email); err == nil {
		return p, nil
	}
	p := &Person{Email: email}
	if err := db.Create(p).Error; err != nil {
		if winner, findErr := byEmail(db, email); findErr == nil {
			return winner, nil
		}
		return nil, err
	}
	return p, nil
}

// retries goes round once more when it loses.
func retries(db *gorm.DB, email string) (*Person, error) {
	for {
		p, err := byEmail(db, email)
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return p, err
		}
		p = &Person{Email: email}
		err = db.Create(p).Error
		if isDuplicate(err) {
			continue
		}
		return p, err
	}
}

// ensures wants the row to be there and no more: the conflict is good news.
func ensures(db *gorm.DB, email string) error {
	if _, err := byEmail(db, email); err == nil {
		return nil
	}
	err := db.Create(&Person{Email: email}).Error
	if isDuplicate(err) {
		return nil
	}
	return err
}

// Racy: the present branch returns the row, the lost race does not.

func returnsRaw(db *gorm.DB, email string) (*Person, error) {
	if p, err := byEmail(db, email); err == nil {
		return p, nil
	}
	p := &Person{Email: email}
	if err := db.Create(p).Error; err != nil { // want "conflict: "
		return nil, err
	}
	return p, nil
}

func translatesOnly(db *gorm.DB, email string) (*Person, error) {
	if p, err := byEmail(db, email); err == nil {
		return p, nil
	}
	p := &Person{Email: email}
	if err := db.Create(p).Error; err != nil { // want "conflict: "
		if isDuplicate(err) {
			return nil, ErrTaken
		}
		return nil, err
	}
	return p, nil
}

func translatesInverted(db *gorm.DB, email string) (p Person, err error) {
	err = db.Where("email = ?", email).First(&p).Error
	if err == nil || !errors.Is(err, gorm.ErrRecordNotFound) {
		return p, err
	}
	p = Person{Email: email}
	err = db.Create(&p).Error // want "conflict: "
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return Person{}, fmt.Errorf("%w: %s", ErrTaken, email)
	}
	return p, err
}
