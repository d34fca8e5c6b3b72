// Package textbook has the four shapes that every text on the subject shows, and their repairs.
package textbook

import (
	"context"
	"database/sql"
	"errors"

	"gorm.io/gorm"
)

// Account has no unique key.
type Account struct {
	ID    uint
	Email string
}

// ErrTaken refuses an address.
var ErrTaken = errors.New("address taken")

// SelectInsert looks with SELECT and inserts when there is no row.
func SelectInsert(ctx context.Context, db *sql.DB, email string) error {
	var id int64
	err := db.QueryRowContext(ctx, `SELECT id FROM accounts WHERE email = $1`, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, `INSERT INTO accounts (email) VALUES ($1)`, email) // want "duplicate: .*accounts.*email"
	}
	return err
}

// CountInsert counts first.
func CountInsert(ctx context.Context, db *sql.DB, email string) error {
	var n int
	if err := db.QueryRowContext(ctx, `SELECT COUNT(*) FROM accounts WHERE email = $1`, email).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return ErrTaken
	}
	_, err := db.ExecContext(ctx, `INSERT INTO accounts (email) VALUES ($1)`, email) // want "duplicate: .*accounts.*email"
	return err
}

// FirstThenCreate does so with gorm.
func FirstThenCreate(db *gorm.DB, email string) (Account, error) {
	var a Account
	err := db.Where("email = ?", email).First(&a).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		a = Account{Email: email}
		err = db.Create(&a).Error // want "(?i)duplicate: .*account.*email"
	}
	return a, err
}

// FirstOrCreate lets gorm do both.
func FirstOrCreate(db *gorm.DB, email string) (a Account, err error) {
	err = db.Where(Account{Email: email}).FirstOrCreate(&a).Error // want "(?i)helper: .*account"
	return a, err
}

// InTransaction believes that a transaction is enough.
func InTransaction(ctx context.Context, db *sql.DB, email string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id int64
	err = tx.QueryRowContext(ctx, `SELECT id FROM accounts WHERE email = $1 FOR UPDATE`, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.ExecContext(ctx, `INSERT INTO accounts (email) VALUES ($1)`, email) // want "duplicate: "
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}
