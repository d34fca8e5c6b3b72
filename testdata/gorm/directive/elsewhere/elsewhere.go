// Package elsewhere creates rows of a type that another package declares, with
// a directive on it.
package elsewhere

import (
	"errors"

	"gorm.io/gorm"

	"github.com/toctou-lint/toctou/testdata/gorm/directive"
)

// typeDeclared needs nothing here.
func typeDeclared(db *gorm.DB, taxID string) error {
	err := db.Where("tax_id = ?", taxID).First(&directive.Vendor{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&directive.Vendor{TaxID: taxID}).Error
	}
	return err
}

// otherColumn looks up a column that the declaration does not name.
func otherColumn(db *gorm.DB, name string) error {
	err := db.Where("name = ?", name).First(&directive.Vendor{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&directive.Vendor{Name: name}).Error // want "duplicate: "
	}
	return err
}
