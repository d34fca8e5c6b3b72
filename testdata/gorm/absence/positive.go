package absence

import (
	"errors"

	"gorm.io/gorm"
)

// given looks the row up only for who names one: whoever has found it does not
// create it.
func given(db *gorm.DB, want *Account) (*Account, error) {
	var found *Account
	if want.ID > 0 {
		var u Account
		err := db.Where("email = ?", want.Email).First(&u).Error
		if err != nil && !errors.Is(err, gorm.ErrRecordNotFound) {
			return nil, err
		}
		if err == nil {
			found = &u
		}
	}
	if want.ID == 0 || found == nil {
		found = &Account{Email: want.Email}
		if err := db.Create(found).Error; err != nil { // want "(duplicate|conflict): .*email"
			return nil, err
		}
	}
	return found, nil
}

// negative numbers are not told from none.
func below(db *gorm.DB, want *Account, n int) (*Account, error) {
	var found *Account
	if n < 3 {
		var u Account
		if err := db.Where("email = ?", want.Email).First(&u).Error; err == nil {
			found = &u
		}
	}
	if n == 2 || found == nil {
		found = &Account{Email: want.Email}
		if err := db.Create(found).Error; err != nil {
			return nil, err
		}
	}
	return found, nil
}
