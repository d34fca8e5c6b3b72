package literals

import (
	"database/sql"

	"github.com/toctou-lint/toctou/testdata/gorm/literals/unit"
	"gorm.io/gorm"
)

// add looks and creates on one handle: what protects it is around it.
func add(db *gorm.DB, badge string) error {
	var n int64
	if err := db.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	return db.Create(&Visit{Badge: badge}).Error // want "duplicate: .*badge"
}

func serial(db *gorm.DB, fn func(*gorm.DB) error) error {
	return db.Transaction(func(tx *gorm.DB) error { return fn(tx) }, &sql.TxOptions{Isolation: sql.LevelSerializable})
}

func serialTwice(db *gorm.DB, fn func(*gorm.DB) error) error { return serial(db, fn) }

// serialAgain tries a few times.
func serialAgain(db *gorm.DB, fn func(*gorm.DB) error) error {
	var err error
	for range 3 {
		err = db.Transaction(func(tx *gorm.DB) error {
			if e := fn(tx); e != nil {
				return e
			}
			return nil
		}, &sql.TxOptions{Isolation: sql.LevelSerializable})
		if err == nil {
			return nil
		}
	}
	return err
}

func readCommitted(db *gorm.DB, fn func(*gorm.DB) error) error {
	return db.Transaction(func(tx *gorm.DB) error { return fn(tx) }, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
}

func inSerial(db *gorm.DB, badge string) error {
	return serial(db, func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Visit{Badge: badge}).Error
	})
}

func inSerialTwice(db *gorm.DB, badge string) error {
	return serialTwice(db, func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Visit{Badge: badge}).Error
	})
}

func inSerialAgain(db *gorm.DB, badge string) error {
	return serialAgain(db, func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Visit{Badge: badge}).Error
	})
}

func inReadCommitted(db *gorm.DB, badge string) error {
	return readCommitted(db, func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Visit{Badge: badge}).Error // want "duplicate: .*badge"
	})
}

// Under the desk's lock, in a transaction.
func (d *desk) lockedTx(fn func(*gorm.DB) error) error {
	return d.locked(func() error {
		return d.db.Transaction(func(tx *gorm.DB) error { return fn(tx) })
	})
}

func (d *desk) inLockedTx(badge string) error {
	return d.lockedTx(func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Visit{Badge: badge}).Error
	})
}

// The lock is let go of before the literal runs.
func (d *desk) letGo(fn func(*gorm.DB) error) error {
	d.mu.Lock()
	d.mu.Unlock()
	return d.db.Transaction(func(tx *gorm.DB) error { return fn(tx) })
}

func (d *desk) inLetGo(badge string) error {
	return d.letGo(func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Visit{Badge: badge}).Error // want "duplicate: .*badge"
	})
}

// One of two ways is not protected.
func (d *desk) maybe(quick bool, fn func(*gorm.DB) error) error {
	if quick {
		return fn(d.db)
	}
	return d.lockedTx(fn)
}

func (d *desk) inMaybe(quick bool, badge string) error {
	return d.maybe(quick, func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Visit{Badge: badge}).Error // want "duplicate: .*badge"
	})
}

// A goroutine outlives the lock.
func (d *desk) soon(fn func(*gorm.DB) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	go func() { _ = fn(d.db) }()
}

func (d *desk) inSoon(badge string) {
	d.soon(func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Visit{Badge: badge}).Error // want "duplicate: .*badge"
	})
}

// The same from another package.
func inUnitSerial(db *gorm.DB, badge string) error {
	return unit.Serial(db, func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Visit{Badge: badge}).Error
	})
}

func inUnitPlain(db *gorm.DB, badge string) error {
	return unit.Plain(db, func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Visit{Badge: badge}).Error // want "duplicate: .*badge"
	})
}

var room unit.Room

func inUnitRoom(db *gorm.DB, badge string) error {
	return room.In(db, func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Visit{}).Where("badge = ?", badge).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Visit{Badge: badge}).Error
	})
}
