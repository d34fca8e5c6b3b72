package repo

import (
	"context"
	"database/sql"
	"errors"
)

// ErrRedeemed refuses a coupon that was used before.
var ErrRedeemed = errors.New("coupon was redeemed")

// Coupons keeps who redeemed what.
type Coupons struct{ db *sql.DB }

// NewCoupons works on db.
func NewCoupons(db *sql.DB) *Coupons { return &Coupons{db: db} }

const (
	countRedemptions = `SELECT COUNT(*) FROM redemptions WHERE coupon = $1 AND customer_id = $2`
	insertRedemption = `INSERT INTO redemptions (coupon, customer_id) VALUES ($1, $2)`
)

// Redeem lets a customer use a coupon once.
// RACY (duplicate): two requests at once use it twice. The transaction does not help.
func (c *Coupons) Redeem(ctx context.Context, coupon string, customerID int64) error {
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRowContext(ctx, countRedemptions, coupon, customerID).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return ErrRedeemed
	}
	if _, err := tx.ExecContext(ctx, insertRedemption, coupon, customerID); err != nil {
		return err
	}
	return tx.Commit()
}

// RedeemSafe does the same at a level that protects; who loses gets a serialization failure and may retry.
func (c *Coupons) RedeemSafe(ctx context.Context, coupon string, customerID int64) error {
	tx, err := c.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var n int
	if err := tx.QueryRowContext(ctx, countRedemptions, coupon, customerID).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return ErrRedeemed
	}
	if _, err := tx.ExecContext(ctx, insertRedemption, coupon, customerID); err != nil {
		return err
	}
	return tx.Commit()
}
