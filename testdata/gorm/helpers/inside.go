package helpers

import (
	"context"
	"errors"

	"gorm.io/gorm"
)

// ensure finds and creates: it is reported here, once, and not at its callers.
func ensure(db *gorm.DB, email string) (*Customer, error) {
	var c Customer
	err := db.Where("email = ?", email).First(&c).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		c = Customer{Email: email}
		err = db.Create(&c).Error // want "duplicate: "
	}
	return &c, err
}

func signIn(db *gorm.DB, email string) (string, error) {
	c, err := ensure(db, email)
	if err != nil {
		return "", err
	}
	return c.Name, nil
}

func importList(db *gorm.DB, emails []string) error {
	for _, email := range emails {
		if _, err := ensure(db, email); err != nil {
			return err
		}
	}
	return nil
}

// first is a generic helper over any model.
func first[T any](db *gorm.DB, column, value string) (*T, error) {
	var row T
	err := db.Where(map[string]any{column: value}).First(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	return &row, err
}

// insert is its counterpart.
func insert[T any](db *gorm.DB, row *T) error { return db.Create(row).Error }

func generic(db *gorm.DB, email string) error {
	c, err := first[Customer](db, "email", email)
	if err != nil || c != nil {
		return err
	}
	return insert(db, &Customer{Email: email}) // want "duplicate: "
}

// Coupon is another table.
type Coupon struct {
	ID    uint
	Email string
}

// genericOther finds one type and creates another. Safe.
func genericOther(db *gorm.DB, email string) error {
	c, err := first[Customer](db, "email", email)
	if err != nil || c != nil {
		return err
	}
	return insert(db, &Coupon{Email: email})
}

// Active records: methods of the row itself.

// Load fills the customer by its address.
func (c *Customer) Load(db *gorm.DB) error {
	return db.Where("email = ?", c.Email).First(c).Error
}

// Insert stores it.
func (c *Customer) Insert(db *gorm.DB) error { return db.Create(c).Error }

func activeRecord(db *gorm.DB, email string) error {
	c := &Customer{Email: email}
	if err := c.Load(db); err == nil {
		return ErrExists
	}
	return c.Insert(db) // want "duplicate: "
}

// withContext carries the handle in a context, as some services do.
type dbKey struct{}

func fromContext(ctx context.Context) *gorm.DB {
	db, _ := ctx.Value(dbKey{}).(*gorm.DB)
	return db
}

func viaContext(ctx context.Context, email string) error {
	if err := fromContext(ctx).Where("email = ?", email).First(&Customer{}).Error; err == nil {
		return ErrExists
	}
	return fromContext(ctx).Create(&Customer{Email: email}).Error // want "duplicate: "
}

// twoSteps: the create stands two calls away.
func createFree(db *gorm.DB, email string) error { return createPlan(db, email, "free") }

func createPlan(db *gorm.DB, email, plan string) error {
	return db.Create(&Customer{Email: email, Plan: plan}).Error
}

func twoSteps(db *gorm.DB, email string) error {
	var c Customer
	err := db.Where("email = ?", email).First(&c).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return createFree(db, email) // want "duplicate: "
	}
	return err
}

// mutual recursion comes to an end and says nothing. Silent: walk creates whatever was found.
func walk(db *gorm.DB, email string, depth int) error {
	if depth == 0 {
		return nil
	}
	if err := db.Create(&Customer{Email: email}).Error; err != nil {
		return err
	}
	return walkBack(db, email, depth-1)
}

func walkBack(db *gorm.DB, email string, depth int) error { return walk(db, email, depth) }
