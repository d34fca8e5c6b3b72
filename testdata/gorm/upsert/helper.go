package upsert

import (
	"database/sql"
	"errors"
	"sync"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Racy: FirstOrCreate is a SELECT and then an INSERT.

func firstOrCreate(db *gorm.DB, sku string) (item Item, err error) {
	err = db.Where(Item{SKU: sku}).FirstOrCreate(&item).Error // want "(?i)helper: .*item"
	return item, err
}

func inline(db *gorm.DB, sku string) error {
	return db.FirstOrCreate(&Item{}, Item{SKU: sku}).Error // want "helper: "
}

func attrs(db *gorm.DB, sku, title string) error {
	var item Item
	return db.Where(Item{SKU: sku}).
		Attrs(Item{Title: title}).
		FirstOrCreate(&item). // want "helper: "
		Error
}

func assign(db *gorm.DB, sku string, stock int) error {
	res := db.Where("sku = ?", sku).Assign(Item{SKU: sku, Stock: stock}).FirstOrCreate(&Item{}) // want "helper: "
	return res.Error
}

func inTransaction(db *gorm.DB, skus []string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		for _, sku := range skus {
			if err := tx.Where(Item{SKU: sku}).FirstOrCreate(&Item{}).Error; err != nil { // want "helper: .*the transaction begun at line [0-9]+ runs at the default isolation level"
				return err
			}
		}
		return nil
	})
}

// uniqueKey: the key is known to be unique; the loser gets the driver's error.
func uniqueKey(db *gorm.DB, code string) (u Unit, err error) {
	err = db.Where(Unit{Code: code}).FirstOrCreate(&u).Error // want "helper: "
	return u, err
}

// wrapper is reported inside, once, and not at its callers.
func wrapper(db *gorm.DB, sku string) (*Item, error) {
	item := new(Item)
	err := db.Where(Item{SKU: sku}).FirstOrCreate(item).Error // want "helper: "
	return item, err
}

func restock(db *gorm.DB, sku string, n int) error {
	item, err := wrapper(db, sku)
	if err != nil {
		return err
	}
	return db.Model(item).Update("stock", gorm.Expr("stock + ?", n)).Error
}

// firstOrInit fills a row; Save inserts it when nothing was found.
func firstOrInit(db *gorm.DB, sku string, stock int) error {
	var item Item
	if err := db.Where(Item{SKU: sku}).FirstOrInit(&item).Error; err != nil {
		return err
	}
	item.Stock = stock
	return db.Save(&item).Error // want "(duplicate|helper): "
}

func firstOrInitCreate(db *gorm.DB, sku string) error {
	var item Item
	if err := db.Where(Item{SKU: sku}).FirstOrInit(&item).Error; err != nil {
		return err
	}
	if item.ID == 0 {
		return db.Create(&item).Error // want "(duplicate|helper): "
	}
	return nil
}

func whereNotExists(db *gorm.DB, sku string) error {
	return db.Exec( // want "helper: "
		"INSERT INTO items (sku) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM items WHERE sku = ?)", sku, sku,
	).Error
}

// Safe: something makes them atomic.

func withConflictClause(db *gorm.DB, code string) error {
	return db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "code"}}, UpdateAll: true}).
		FirstOrCreate(&Unit{}, Unit{Code: code}).Error
}

func serializable(db *gorm.DB, sku string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		return tx.Where(Item{SKU: sku}).FirstOrCreate(&Item{}).Error
	}, &sql.TxOptions{Isolation: sql.LevelSerializable})
}

var mu sync.Mutex

func locked(db *gorm.DB, sku string) error {
	mu.Lock()
	defer mu.Unlock()
	return db.Where(Item{SKU: sku}).FirstOrCreate(&Item{}).Error
}

// open lets gorm translate the driver's errors.
func open(d gorm.Dialector) (*gorm.DB, error) {
	return gorm.Open(d, &gorm.Config{TranslateError: true})
}

// rereads tells the conflict apart and reads the winner's row.
func rereads(db *gorm.DB, code string) (u Unit, err error) {
	err = db.Where(Unit{Code: code}).FirstOrCreate(&u).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		err = db.Where(Unit{Code: code}).First(&u).Error
	}
	return u, err
}

// initOnly: FirstOrInit by itself stores nothing.
func initOnly(db *gorm.DB, sku string) (item Item, err error) {
	err = db.Where(Item{SKU: sku}).Attrs(Item{Title: "new"}).FirstOrInit(&item).Error
	return item, err
}
