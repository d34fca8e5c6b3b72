// Package generics uses gorm.G[T].
package generics

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Badge has no unique key.
type Badge struct {
	ID   uint
	Code string
}

// Ticket has one.
type Ticket struct {
	ID     uint
	Number string `gorm:"uniqueIndex"`
}

func first(ctx context.Context, db *gorm.DB, code string) (Badge, error) {
	b, err := gorm.G[Badge](db).Where("code = ?", code).First(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		b = Badge{Code: code}
		err = gorm.G[Badge](db).Create(ctx, &b) // want "(?i)duplicate: .*badge.*code"
	}
	return b, err
}

func take(ctx context.Context, db *gorm.DB, code string) error {
	if _, err := gorm.G[Badge](db).Where("code", code).Take(ctx); err == nil {
		return errors.New("badge exists")
	}
	return gorm.G[Badge](db).Create(ctx, &Badge{Code: code}) // want "duplicate: "
}

func count(ctx context.Context, db *gorm.DB, code string) error {
	n, err := gorm.G[Badge](db).Where("code = ?", code).Count(ctx, "*")
	if err != nil {
		return err
	}
	if n > 0 {
		return errors.New("badge exists")
	}
	return gorm.G[Badge](db).Create(ctx, &Badge{Code: code}) // want "duplicate: "
}

func find(ctx context.Context, db *gorm.DB, code string) error {
	badges, err := gorm.G[Badge](db).Where(&Badge{Code: code}).Find(ctx)
	if err != nil || len(badges) > 0 {
		return err
	}
	return gorm.G[Badge](db).Create(ctx, &Badge{Code: code}) // want "duplicate: "
}

// mixed: the find is of the generic API, the create of the other.
func mixed(ctx context.Context, db *gorm.DB, code string) error {
	_, err := gorm.G[Badge](db).Where("code = ?", code).First(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.WithContext(ctx).Create(&Badge{Code: code}).Error // want "duplicate: "
	}
	return err
}

func conflict(ctx context.Context, db *gorm.DB, number string) error {
	if _, err := gorm.G[Ticket](db).Where("number = ?", number).First(ctx); err == nil {
		return errors.New("ticket exists")
	}
	return gorm.G[Ticket](db).Create(ctx, &Ticket{Number: number}) // want "conflict: "
}

func transaction(ctx context.Context, db *gorm.DB, code string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		_, err := gorm.G[Badge](tx).Where("code = ?", code).First(ctx)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return gorm.G[Badge](tx).Create(ctx, &Badge{Code: code}) // want "duplicate: "
		}
		return err
	})
}

// upsert gives the conflict clause to G. Safe.
func upsert(ctx context.Context, db *gorm.DB, code string) error {
	_, err := gorm.G[Badge](db).Where("code = ?", code).First(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return gorm.G[Badge](db, clause.OnConflict{DoNothing: true}).Create(ctx, &Badge{Code: code})
	}
	return err
}

// serializable. Safe.
func serializable(ctx context.Context, db *gorm.DB, code string) error {
	return db.Transaction(func(tx *gorm.DB) error {
		_, err := gorm.G[Badge](tx).Where("code = ?", code).First(ctx)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return gorm.G[Badge](tx).Create(ctx, &Badge{Code: code})
		}
		return err
	}, &sql.TxOptions{Isolation: sql.LevelSerializable})
}

var mu sync.Mutex

// locked. Safe.
func locked(ctx context.Context, db *gorm.DB, code string) error {
	mu.Lock()
	defer mu.Unlock()
	_, err := gorm.G[Badge](db).Where("code = ?", code).First(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return gorm.G[Badge](db).Create(ctx, &Badge{Code: code})
	}
	return err
}

// otherType finds a ticket and creates a badge. Safe.
func otherType(ctx context.Context, db *gorm.DB, code string) error {
	_, err := gorm.G[Ticket](db).Where("number = ?", code).First(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return gorm.G[Badge](db).Create(ctx, &Badge{Code: code})
	}
	return err
}

// otherCode creates another badge. Safe.
func otherCode(ctx context.Context, db *gorm.DB, code, next string) error {
	_, err := gorm.G[Badge](db).Where("code = ?", code).First(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return gorm.G[Badge](db).Create(ctx, &Badge{Code: next})
	}
	return err
}

// findSentinel: Find gives no ErrRecordNotFound, so the create is not reached. Safe.
func findSentinel(ctx context.Context, db *gorm.DB, code string) error {
	_, err := gorm.G[Badge](db).Where("code = ?", code).Find(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return gorm.G[Badge](db).Create(ctx, &Badge{Code: code})
	}
	return err
}

// anyType: T is not known here and nobody instantiates the function, so the table is not known. Silent.
func anyType[T any](ctx context.Context, db *gorm.DB, code string, row *T) error {
	_, err := gorm.G[T](db).Where("code = ?", code).First(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return gorm.G[T](db).Create(ctx, row)
	}
	return err
}
