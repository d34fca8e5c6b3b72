package repo

import (
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Table is what all repositories share; the rows are of whatever type.
type Table[T any] struct{ DB *gorm.DB }

// FindBy returns nil for an absent row.
func (t *Table[T]) FindBy(column string, v any) (*T, error) {
	var row T
	err := t.DB.Where(column+" = ?", v).First(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	return &row, err
}

func (t *Table[T]) Add(row *T) error { return t.DB.Create(row).Error }

// AddOnce leaves the row of who was first.
func (t *Table[T]) AddOnce(row *T) error {
	return t.DB.Clauses(clause.OnConflict{DoNothing: true}).Create(row).Error
}
