package absence

import (
	"errors"
	"fmt"

	"gorm.io/gorm"
)

// find maps absence to a nil account.
func (s *store) find(email string) (*Account, error) {
	var a Account
	err := s.db.Where("email = ?", email).First(&a).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &a, nil
}

func (s *store) viaNil(email string) error {
	a, err := s.find(email)
	if err != nil {
		return err
	}
	if a != nil {
		return ErrTaken
	}
	return s.db.Create(&Account{Email: email}).Error // want "duplicate: "
}

// get maps absence to the domain's error.
func (s *store) get(email string) (*Account, error) {
	var a Account
	if err := s.db.Where("email = ?", email).First(&a).Error; err != nil {
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil, ErrNotFound
		}
		return nil, err
	}
	return &a, nil
}

func (s *store) viaDomain(email string) (*Account, error) {
	a, err := s.get(email)
	if !errors.Is(err, ErrNotFound) {
		return a, err
	}
	a = &Account{Email: email}
	return a, s.db.Create(a).Error // want "duplicate: "
}

// load wraps the sentinel with %w.
func (s *store) load(email string) (a Account, err error) {
	if err = s.db.Where("email = ?", email).First(&a).Error; err != nil {
		return a, fmt.Errorf("load %q: %w", email, err)
	}
	return a, nil
}

func (s *store) viaWrapped(email string) error {
	_, err := s.load(email)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return err
}

// joined gives both the domain's error and its cause.
func (s *store) joined(email string) (a Account, err error) {
	if err = s.db.Where("email = ?", email).First(&a).Error; errors.Is(err, gorm.ErrRecordNotFound) {
		err = errors.Join(ErrNotFound, err)
	}
	return a, err
}

func (s *store) viaJoined(email string) error {
	if _, err := s.joined(email); errors.Is(err, ErrNotFound) {
		return s.db.Create(&Account{Email: email}).Error // want "duplicate: "
	}
	return nil
}

// taken says so with a bool.
func (s *store) taken(email string) bool {
	var n int64
	s.db.Model(&Account{}).Where("email = ?", email).Count(&n)
	return n > 0
}

func (s *store) viaBool(email string) error {
	if s.taken(email) {
		return ErrTaken
	}
	return s.db.Create(&Account{Email: email}).Error // want "duplicate: "
}

// exists has an error besides.
func (s *store) exists(email string) (bool, error) {
	err := s.db.Where("email = ?", email).First(&Account{}).Error
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, gorm.ErrRecordNotFound):
		return false, nil
	}
	return false, err
}

func (s *store) viaExists(email string) error {
	if ok, err := s.exists(email); err != nil {
		return err
	} else if ok {
		return ErrTaken
	}
	return s.db.Create(&Account{Email: email}).Error // want "duplicate: "
}

// checkUnique returns an error when it finds something.
func (s *store) checkUnique(email string) error {
	var n int64
	if err := s.db.Model(&Account{}).Where("email = ?", email).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return fmt.Errorf("%w: %s", ErrTaken, email)
	}
	return nil
}

func (s *store) viaValidator(email string) error {
	if err := s.checkUnique(email); err != nil {
		return err
	}
	return s.db.Create(&Account{Email: email}).Error // want "duplicate: "
}

// lookup is what a search found.
type lookup struct {
	account *Account
	found   bool
}

func (s *store) lookup(email string) (l lookup) {
	var a Account
	if s.db.Where("email = ?", email).Limit(1).Find(&a).RowsAffected > 0 {
		l.account, l.found = &a, true
	}
	return l
}

func (s *store) viaField(email string) error {
	if s.lookup(email).found {
		return ErrTaken
	}
	return s.db.Create(&Account{Email: email}).Error // want "duplicate: "
}
