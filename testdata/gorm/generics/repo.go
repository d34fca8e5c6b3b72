package generics

import (
	"errors"

	"gorm.io/gorm"
)

// table is a repository of rows of any type.
type table[T any] struct{ db *gorm.DB }

func (t *table[T]) by(column string, v any) (*T, error) {
	var row T
	err := t.db.Where(column+" = ?", v).First(&row).Error
	return &row, err
}

func (t *table[T]) count(where string, args ...any) (n int64, err error) {
	err = t.db.Model(new(T)).Where(where, args...).Count(&n).Error
	return n, err
}

func (t *table[T]) add(row *T) error { return t.db.Create(row).Error }

// named is a table of a table.
type named[T any] struct{ table[T] }

func (n *named[T]) insert(row *T) error { return n.add(row) }

func insert[T any](db *gorm.DB, row *T) error { return db.Create(row).Error }

func exists[T any](db *gorm.DB, cond map[string]any) bool {
	var n int64
	db.Model(new(T)).Where(cond).Count(&n)
	return n > 0
}

func methods(badges *table[Badge], code string) error {
	if _, err := badges.by("code", code); err == nil {
		return errors.New("badge exists")
	}
	return badges.add(&Badge{Code: code}) // want "duplicate: .*Badge with code = code"
}

func unique(tickets *named[Ticket], number string) error {
	n, err := tickets.count("number = ?", number)
	if err != nil || n > 0 {
		return err
	}
	return tickets.insert(&Ticket{Number: number}) // want "conflict: .*Ticket"
}

func functions(db *gorm.DB, code string) error {
	if exists[Badge](db, map[string]any{"code": code}) {
		return errors.New("badge exists")
	}
	return insert(db, &Badge{Code: code}) // want "duplicate: "
}

// Another type of row is created. Safe.
func anotherType(db *gorm.DB, code string) error {
	if exists[Ticket](db, map[string]any{"code": code}) {
		return errors.New("ticket exists")
	}
	return insert(db, &Badge{Code: code})
}

// What T is, only the callers of open know; nobody calls it.
func open[T any](db *gorm.DB, t *table[T], code string) error {
	if exists[Badge](db, map[string]any{"code": code}) {
		return errors.New("badge exists")
	}
	return t.add(new(T))
}
