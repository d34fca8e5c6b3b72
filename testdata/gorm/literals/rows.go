package literals

import (
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Shelf has books.
type Shelf struct{ ID int }

// Book has no unique key.
type Book struct {
	ID, ShelfID int
	Title       string
}

func lockShelf(tx *gorm.DB, id int) (*Shelf, error) {
	var s Shelf
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).First(&s, id).Error
	return &s, err
}

// onShelf locks the shelf before it runs the literal.
func onShelf(db *gorm.DB, id int, fn func(tx *gorm.DB, s *Shelf) error) error {
	return db.Transaction(func(tx *gorm.DB) error {
		s, err := lockShelf(tx, id)
		if err != nil {
			return err
		}
		return fn(tx, s)
	})
}

func addOnShelf(db *gorm.DB, id int, title string) error {
	return onShelf(db, id, func(tx *gorm.DB, s *Shelf) error {
		var n int64
		if err := tx.Model(&Book{}).Where("shelf_id = ? AND title = ?", s.ID, title).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Book{ShelfID: s.ID, Title: title}).Error
	})
}

// The lock is behind what runs the literal.
func beforeShelf(db *gorm.DB, id int, fn func(tx *gorm.DB) error) error {
	return db.Transaction(func(tx *gorm.DB) error {
		if err := fn(tx); err != nil {
			return err
		}
		_, err := lockShelf(tx, id)
		return err
	})
}

func addBeforeShelf(db *gorm.DB, id int, title string) error {
	return beforeShelf(db, id, func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Book{}).Where("shelf_id = ? AND title = ?", id, title).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Book{ShelfID: id, Title: title}).Error // want "duplicate: .*title"
	})
}

// A lock of the very rows that are looked for locks nothing while there are none.
func onBooks(db *gorm.DB, title string, fn func(tx *gorm.DB) error) error {
	return db.Transaction(func(tx *gorm.DB) error {
		var books []Book
		if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("title = ?", title).Find(&books).Error; err != nil {
			return err
		}
		return fn(tx)
	})
}

func addOnBooks(db *gorm.DB, id int, title string) error {
	return onBooks(db, title, func(tx *gorm.DB) error {
		var n int64
		if err := tx.Model(&Book{}).Where("shelf_id = ? AND title = ?", id, title).Count(&n).Error; err != nil || n > 0 {
			return err
		}
		return tx.Create(&Book{ShelfID: id, Title: title}).Error // want "duplicate: .*title"
	})
}

// again runs the literal once more when its row was created meanwhile: it finds it.
func again(db *gorm.DB, fn func(tx *gorm.DB) error) error {
	for i := 0; ; i++ {
		err := db.Transaction(func(tx *gorm.DB) error { return fn(tx) })
		if err != nil && errors.Is(err, gorm.ErrDuplicatedKey) && i < 3 {
			continue
		}
		return err
	}
}

func addAgain(db *gorm.DB, mail string) error {
	return again(db, func(tx *gorm.DB) error {
		if ok, err := known(tx, mail); err != nil || ok {
			return err
		}
		return tx.Create(&Member{Mail: mail}).Error
	})
}

// each runs the literal for other rows: the loser ends there.
func each(db *gorm.DB, mails []string, fn func(tx *gorm.DB, mail string) error) error {
	for _, m := range mails {
		if err := fn(db, m); err != nil {
			return err
		}
	}
	return nil
}

func addEach(db *gorm.DB, mails []string) error {
	return each(db, mails, func(tx *gorm.DB, mail string) error {
		if ok, err := known(tx, mail); err != nil || ok {
			return err
		}
		return tx.Create(&Member{Mail: mail}).Error // want "conflict: .*mail"
	})
}
