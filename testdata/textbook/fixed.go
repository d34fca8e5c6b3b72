package textbook

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// SelectInsertFixed leaves it to the database.
func SelectInsertFixed(ctx context.Context, db *sql.DB, email string) error {
	_, err := db.ExecContext(ctx, `INSERT INTO accounts (email) VALUES ($1) ON CONFLICT (email) DO NOTHING`, email)
	return err
}

// SelectInsertKept still looks first, and cannot lose.
func SelectInsertKept(ctx context.Context, db *sql.DB, email string) error {
	var id int64
	err := db.QueryRowContext(ctx, `SELECT id FROM accounts WHERE email = $1`, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, `INSERT INTO accounts (email) VALUES ($1) ON CONFLICT (email) DO NOTHING`, email)
	}
	return err
}

// CountInsertFixed tells the conflict apart.
func CountInsertFixed(ctx context.Context, db *sql.DB, email string) error {
	var n int
	if err := db.QueryRowContext(ctx, `SELECT COUNT(*) FROM accounts WHERE email = $1`, email).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return ErrTaken
	}
	_, err := db.ExecContext(ctx, `INSERT INTO accounts (email) VALUES ($1)`, email)
	var pgErr *pgconn.PgError
	if errors.As(err, &pgErr) && pgErr.Code == "23505" {
		return ErrTaken
	}
	return err
}

// FirstThenCreateFixed upserts and looks again when it lost.
func FirstThenCreateFixed(db *gorm.DB, email string) (Account, error) {
	a := Account{Email: email}
	res := db.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "email"}}, DoNothing: true}).Create(&a)
	if res.Error == nil && res.RowsAffected == 0 {
		res = db.Where("email = ?", email).First(&a)
	}
	return a, res.Error
}

// FirstOrCreateFixed runs in a serializable transaction.
func FirstOrCreateFixed(db *gorm.DB, email string) (a Account, err error) {
	err = db.Transaction(func(tx *gorm.DB) error {
		return tx.Where(Account{Email: email}).FirstOrCreate(&a).Error
	}, &sql.TxOptions{Isolation: sql.LevelSerializable})
	return a, err
}

// InTransactionFixed has the level that does protect.
func InTransactionFixed(ctx context.Context, db *sql.DB, email string) error {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var id int64
	err = tx.QueryRowContext(ctx, `SELECT id FROM accounts WHERE email = $1`, email).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = tx.ExecContext(ctx, `INSERT INTO accounts (email) VALUES ($1)`, email)
	}
	if err != nil {
		return err
	}
	return tx.Commit()
}
