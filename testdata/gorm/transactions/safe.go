package transactions

import (
	"context"
	"database/sql"
	"errors"

	"gorm.io/gorm"
)

// Safe: find and create run in one SERIALIZABLE transaction.

func option(db *gorm.DB, slug string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		err := tx.Where("slug = ?", slug).First(&Project{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Project{Slug: slug}).Error
		}
		return err
	}, &sql.TxOptions{Isolation: sql.LevelSerializable})
}

func optionVariable(ctx context.Context, db *gorm.DB, slug string) error {
	opts := &sql.TxOptions{}
	opts.Isolation = sql.LevelSerializable
	return db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		err := tx.Where("slug = ?", slug).First(&Project{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Project{Slug: slug}).Error
		}
		return err
	}, opts)
}

func optionFunction(db *gorm.DB, slug string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		err := tx.Where("slug = ?", slug).First(&Project{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Project{Slug: slug}).Error
		}
		return err
	}, serializable())
}

func begin(db *gorm.DB, slug string) error {
	tx := db.Begin(&sql.TxOptions{Isolation: sql.LevelSerializable})
	defer tx.Rollback()
	var n int64
	if err := tx.Model(&Project{}).Where("slug = ?", slug).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		if err := tx.Create(&Project{Slug: slug}).Error; err != nil {
			return err
		}
	}
	return tx.Commit().Error
}

// atomically is the package's own wrapper with the level inside.
func (s *service) atomically(fn func(tx *gorm.DB) error) error {
	return s.db.Transaction(fn, &sql.TxOptions{Isolation: sql.LevelSerializable})
}

func (s *service) viaWrapper(slug string) error {
	return s.atomically(func(tx *gorm.DB) error {
		err := tx.Where("slug = ?", slug).First(&Project{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Project{Slug: slug}).Error
		}
		return err
	})
}

// ensureIn is only ever called in a serializable transaction.
func ensureIn(tx *gorm.DB, slug string) error {
	err := tx.Where("slug = ?", slug).First(&Project{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return tx.Create(&Project{Slug: slug}).Error
	}
	return err
}

func (s *service) viaFunction(slug string) error {
	return s.atomically(func(tx *gorm.DB) error { return ensureIn(tx, slug) })
}

// savepoint: the inner transaction is part of a serializable one.
func savepoint(db *gorm.DB, slug string) error {
	return db.Transaction(func(outer *gorm.DB) error {
		return outer.Transaction(func(tx *gorm.DB) error {
			err := tx.Where("slug = ?", slug).First(&Project{}).Error
			if errors.Is(err, gorm.ErrRecordNotFound) {
				return tx.Create(&Project{Slug: slug}).Error
			}
			return err
		})
	}, &sql.TxOptions{Isolation: sql.LevelSerializable})
}

// unknownLevel: the option comes from a caller that nobody sees. Silent, not safe.
func unknownLevel(db *gorm.DB, slug string, opts *sql.TxOptions) error {
	return db.Transaction(func(tx *gorm.DB) error {
		err := tx.Where("slug = ?", slug).First(&Project{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Project{Slug: slug}).Error
		}
		return err
	}, opts)
}
