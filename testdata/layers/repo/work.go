package repo

import (
	"gorm.io/gorm"

	"github.com/toctou-lint/toctou/testdata/layers/model"
)

// Work runs functions in transactions.
type Work struct{ DB *gorm.DB }

func (w *Work) Do(f func(tx *gorm.DB) error) (err error) {
	tx := w.DB.Begin()
	if err := tx.Error; err != nil {
		return err
	}
	if err = f(tx); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit().Error
}

// AddGroupIn inserts in a transaction.
func AddGroupIn(tx *gorm.DB, row *model.Group) error { return tx.Create(row).Error }
