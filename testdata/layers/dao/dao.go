// Package dao has what repositories are made of.
package dao

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// ErrNotFound says that there is no such row.
var ErrNotFound = errors.New("not found")

// Dao runs any query.
type Dao struct{ db *gorm.DB }

// First reads the first row of a condition.
func (d *Dao) First(ctx context.Context, out any, query any, args ...any) error {
	err := d.db.WithContext(ctx).Where(query, args...).First(out).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return ErrNotFound
	}
	return err
}

// Create inserts.
func (d *Dao) Create(ctx context.Context, v any) error { return d.db.WithContext(ctx).Create(v).Error }

// Upsert inserts what is not there.
func (d *Dao) Upsert(ctx context.Context, v any) error {
	return d.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(v).Error
}

// Repo is of one type.
type Repo[T any] struct{ db *gorm.DB }

// FindBy compares a column.
func (r *Repo[T]) FindBy(ctx context.Context, field string, v any) (*T, error) {
	var t T
	err := r.db.WithContext(ctx).Where(fmt.Sprintf("%s = ?", field), v).First(&t).Error
	if err != nil {
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil, nil
		}
		return nil, err
	}
	return &t, nil
}

// FindWhere compares several.
func (r *Repo[T]) FindWhere(ctx context.Context, where map[string]any) (*T, error) {
	var t T
	err := r.db.WithContext(ctx).Where(where).Take(&t).Error
	if err != nil {
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil, ErrNotFound
		}
		return nil, err
	}
	return &t, nil
}

// Exists compares the fields that are filled in.
func (r *Repo[T]) Exists(ctx context.Context, cond *T) (bool, error) {
	var n int64
	err := r.db.WithContext(ctx).Model(new(T)).Where(cond).Count(&n).Error
	return n > 0, err
}

// Spec extends a query.
type Spec func(*gorm.DB) *gorm.DB

// Eq compares a column.
func Eq(col string, v any) Spec {
	return func(db *gorm.DB) *gorm.DB { return db.Where(col+" = ?", v) }
}

// One reads the first row of some specs.
func (r *Repo[T]) One(ctx context.Context, specs ...Spec) (*T, error) {
	db := r.db.WithContext(ctx)
	for _, s := range specs {
		db = s(db)
	}
	var t T
	if err := db.First(&t).Error; err != nil {
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil, ErrNotFound
		}
		return nil, err
	}
	return &t, nil
}

// Add inserts.
func (r *Repo[T]) Add(ctx context.Context, t *T) error { return r.db.WithContext(ctx).Create(t).Error }

// Coll is a collection.
type Coll struct{ c *mongo.Collection }

// New returns the collection of a name.
func New(db *mongo.Database, name string) *Coll { return &Coll{db.Collection(name)} }

// FindOne decodes a document.
func (c *Coll) FindOne(ctx context.Context, filter any, out any) error {
	err := c.c.FindOne(ctx, filter).Decode(out)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return ErrNotFound
	}
	return err
}

// Insert inserts a document.
func (c *Coll) Insert(ctx context.Context, doc any) error {
	_, err := c.c.InsertOne(ctx, doc)
	return err
}

// Count counts.
func (c *Coll) Count(ctx context.Context, filter bson.M) (int64, error) {
	return c.c.CountDocuments(ctx, filter)
}
