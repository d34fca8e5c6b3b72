package upsert

import (
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Safe: the create is an upsert.

func doNothing(db *gorm.DB, sku string) error {
	err := db.Where("sku = ?", sku).First(&Item{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Clauses(clause.OnConflict{DoNothing: true}).Create(&Item{SKU: sku}).Error
	}
	return err
}

func doUpdates(db *gorm.DB, sku, title string) error {
	err := db.Where("sku = ?", sku).First(&Item{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "sku"}},
			DoUpdates: clause.AssignmentColumns([]string{"title"}),
		}).Create(&Item{SKU: sku, Title: title}).Error
	}
	return err
}

func updateAll(db *gorm.DB, sku string) error {
	var n int64
	if err := db.Model(&Item{}).Where("sku = ?", sku).Count(&n).Error; err != nil || n > 0 {
		return err
	}
	onSKU := clause.OnConflict{Columns: []clause.Column{{Name: "sku"}}, UpdateAll: true}
	return db.Clauses(onSKU).Create(&Item{SKU: sku}).Error
}

func inVariable(db *gorm.DB, sku string) error {
	if err := db.Where("sku = ?", sku).First(&Item{}).Error; err == nil {
		return nil
	}
	tx := db.Model(&Item{}).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "sku"}}, DoNothing: true})
	return tx.Create(&Item{SKU: sku}).Error
}

func ignore(db *gorm.DB, sku string) error {
	if err := db.Where("sku = ?", sku).First(&Item{}).Error; err == nil {
		return nil
	}
	return db.Clauses(clause.Insert{Modifier: "IGNORE"}).Create(&Item{SKU: sku}).Error
}

// insertOnce is the package's own upsert.
func insertOnce(db *gorm.DB, item *Item) error {
	return db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "sku"}}, DoNothing: true}).Create(item).Error
}

func viaHelper(db *gorm.DB, sku string) error {
	if err := db.Where("sku = ?", sku).First(&Item{}).Error; err == nil {
		return nil
	}
	return insertOnce(db, &Item{SKU: sku})
}

func rawOnConflict(db *gorm.DB, sku string) error {
	if err := db.Where("sku = ?", sku).First(&Item{}).Error; err == nil {
		return nil
	}
	return db.Exec("INSERT INTO items (sku) VALUES (?) ON CONFLICT (sku) DO NOTHING", sku).Error
}

func rawOnDuplicate(db *gorm.DB, sku string) error {
	if err := db.Where("sku = ?", sku).First(&Item{}).Error; err == nil {
		return nil
	}
	return db.Exec("INSERT INTO items (sku) VALUES (?) ON DUPLICATE KEY UPDATE sku = sku", sku).Error
}

func rawIgnore(db *gorm.DB, sku string) error {
	if err := db.Where("sku = ?", sku).First(&Item{}).Error; err == nil {
		return nil
	}
	return db.Exec("INSERT IGNORE INTO items (sku) VALUES (?)", sku).Error
}

// upsertThenRead creates first. Safe, and no find comes before.
func upsertThenRead(db *gorm.DB, sku string) (*Item, error) {
	if err := insertOnce(db, &Item{SKU: sku}); err != nil {
		return nil, err
	}
	var item Item
	err := db.Where("sku = ?", sku).First(&item).Error
	return &item, err
}

// Racy: a clause, but none that decides a conflict.

func returning(db *gorm.DB, sku string) error {
	err := db.Where("sku = ?", sku).First(&Item{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Clauses(clause.Returning{}).Create(&Item{SKU: sku}).Error // want "duplicate: "
	}
	return err
}

// onFind: the clause stands on the find, not on the create.
func onFind(db *gorm.DB, sku string) error {
	err := db.Clauses(clause.OnConflict{DoNothing: true}).Where("sku = ?", sku).First(&Item{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Item{SKU: sku}).Error // want "duplicate: "
	}
	return err
}

func rawInsert(db *gorm.DB, sku string) error {
	if err := db.Where("sku = ?", sku).First(&Item{}).Error; err == nil {
		return nil
	}
	return db.Exec("INSERT INTO items (sku, stock) VALUES (?, 0)", sku).Error // want "duplicate: "
}
