package transactions

import (
	"context"
	"database/sql"
	"errors"

	"gorm.io/gorm"
)

func plain(db *gorm.DB, slug string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		err := tx.Where("slug = ?", slug).First(&Project{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Project{Slug: slug}).Error // want "duplicate: .*the transaction begun at line 12 runs at the default isolation level and does not help"
		}
		return err
	})
}

func beginCommit(db *gorm.DB, slug string) error {
	tx := db.Begin()
	if tx.Error != nil {
		return tx.Error
	}
	var n int64
	if err := tx.Model(&Project{}).Where("slug = ?", slug).Count(&n).Error; err != nil {
		tx.Rollback()
		return err
	}
	if n == 0 {
		if err := tx.Create(&Project{Slug: slug}).Error; err != nil { // want "duplicate: .*the transaction begun at line 22 runs at the default isolation level and does not help"
			tx.Rollback()
			return err
		}
	}
	return tx.Commit().Error
}

func deferredRollback(ctx context.Context, db *gorm.DB, slug string) (err error) {
	tx := db.WithContext(ctx).Begin()
	defer func() {
		if err != nil {
			tx.Rollback()
		}
	}()
	if err = tx.Where("slug = ?", slug).First(&Project{}).Error; err == nil {
		return errors.New("slug taken")
	}
	if err = tx.Create(&Project{Slug: slug}).Error; err != nil { // want "duplicate: .*the transaction begun at line 41 runs at the default isolation level and does not help"
		return err
	}
	return tx.Commit().Error
}

func repeatableRead(db *gorm.DB, slug string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		err := tx.Where("slug = ?", slug).First(&Project{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return tx.Create(&Project{Slug: slug}).Error // want "duplicate: .*the transaction begun at line 57 runs at sql.LevelRepeatableRead, which does not help"
		}
		return err
	}, &sql.TxOptions{Isolation: sql.LevelRepeatableRead})
}

func readCommitted(db *gorm.DB, slug string) error {
	tx := db.Begin(&sql.TxOptions{Isolation: sql.LevelReadCommitted})
	defer tx.Rollback()
	if err := tx.Where("slug = ?", slug).First(&Project{}).Error; err == nil {
		return nil
	}
	if err := tx.Create(&Project{Slug: slug}).Error; err != nil { // want "duplicate: .*the transaction begun at line 67 runs at sql.LevelReadCommitted, which does not help"
		return err
	}
	return tx.Commit().Error
}

// method is given as the transaction's function.
func (s *service) method(slug string) error {
	insert := func(tx *gorm.DB) error { return s.ensure(tx, slug) }
	return s.db.Transaction(insert)
}

func (s *service) ensure(tx *gorm.DB, slug string) error {
	err := tx.Where("slug = ?", slug).First(&Project{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return tx.Create(&Project{Slug: slug}).Error // want "duplicate: .*the transaction begun at line 81 runs at the default isolation level and does not help"
	}
	return err
}

// inTx is the package's own wrapper at the default level.
func (s *service) inTx(ctx context.Context, fn func(tx *gorm.DB) error) error {
	return s.db.WithContext(ctx).Transaction(fn)
}

func (s *service) wrapped(ctx context.Context, slug string) error {
	return s.inTx(ctx, func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Project{}).Where("slug = ?", slug).Count(&n).Error; err != nil {
			return err
		}
		if n > 0 {
			return errors.New("slug taken")
		}
		return tx.Create(&Project{Slug: slug}).Error // want "duplicate: .*the transaction begun at line 94 runs at the default isolation level and does not help"
	})
}

// nestedOptions: the inner transaction is a savepoint and its option is ignored.
func nestedOptions(db *gorm.DB, slug string) error {
	return db.Transaction(func(outer *gorm.DB) error {
		return outer.Transaction(func(tx *gorm.DB) error {
			err := tx.Where("slug = ?", slug).First(&Project{}).Error
			if errors.Is(err, gorm.ErrRecordNotFound) {
				return tx.Create(&Project{Slug: slug}).Error // want "duplicate: .*the transaction begun at line 112 runs at the default isolation level and does not help"
			}
			return err
		}, &sql.TxOptions{Isolation: sql.LevelSerializable})
	})
}

// wrongHandle: the transaction is serializable, but both statements run outside of it.
func wrongHandle(db *gorm.DB, slug string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		err := db.Where("slug = ?", slug).First(&Project{}).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return db.Create(&Project{Slug: slug}).Error // want "duplicate: "
		}
		return err
	}, &sql.TxOptions{Isolation: sql.LevelSerializable})
}

// findOutside: only the create is in the serializable transaction.
func findOutside(db *gorm.DB, slug string) error {
	if err := db.Where("slug = ?", slug).First(&Project{}).Error; err == nil {
		return errors.New("slug taken")
	}
	return db.Transaction(func(tx *gorm.DB) error {
		return tx.Create(&Project{Slug: slug}).Error // want "duplicate: .*the transaction begun at line 139 does not cover the check"
	}, &sql.TxOptions{Isolation: sql.LevelSerializable})
}

// eitherHandle: the handle is a transaction or is not.
func eitherHandle(db *gorm.DB, atomic bool, slug string) error {
	tx := db
	if atomic {
		tx = db.Begin()
		defer tx.Commit()
	}
	if err := tx.Where("slug = ?", slug).First(&Project{}).Error; err == nil {
		return errors.New("slug taken")
	}
	return tx.Create(&Project{Slug: slug}).Error // want "duplicate: "
}
