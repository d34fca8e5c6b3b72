// Package send sends statements that others build.
package send

import (
	"context"
	"errors"

	"gorm.io/gorm"
)

// Any reports whether a statement finds a row.
func Any(ctx context.Context, q *gorm.DB) (bool, error) {
	var n int64
	if err := q.WithContext(ctx).Count(&n).Error; err != nil {
		return false, err
	}
	return n > 0, nil
}

// One reads the first row that a statement finds.
func One(q *gorm.DB, out any) (bool, error) {
	err := q.First(out).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Add inserts a row by a statement that may say what happens on a conflict.
func Add(q *gorm.DB, row any) error { return q.Create(row).Error }
