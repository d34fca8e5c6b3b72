// Package shapes has the nine shapes of find-then-create that the README
// compares linters on, one function each.
package shapes

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"sync"

	"github.com/redis/go-redis/v9"
	"gorm.io/gorm"
)

// ErrTaken refuses a name.
var ErrTaken = errors.New("taken")

// User has no unique key.
type User struct {
	ID   uint
	Name string
}

// Shape1 looks with SELECT, then inserts.
func Shape1(ctx context.Context, db *sql.DB, name string) error {
	var id int64
	err := db.QueryRowContext(ctx, `SELECT id FROM users WHERE name = $1`, name).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		_, err = db.ExecContext(ctx, `INSERT INTO users (name) VALUES ($1)`, name)
	}
	return err
}

// Shape2 counts, then inserts.
func Shape2(ctx context.Context, db *sql.DB, name string) error {
	var n int
	if err := db.QueryRowContext(ctx, `SELECT COUNT(*) FROM users WHERE name = $1`, name).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return ErrTaken
	}
	_, err := db.ExecContext(ctx, `INSERT INTO users (name) VALUES ($1)`, name)
	return err
}

// Shape3 looks and creates with gorm.
func Shape3(db *gorm.DB, name string) error {
	var u User
	err := db.Where("name = ?", name).First(&u).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = db.Create(&User{Name: name}).Error
	}
	return err
}

// Shape4 lets gorm do both.
func Shape4(db *gorm.DB, name string) (u User, err error) {
	err = db.Where(User{Name: name}).FirstOrCreate(&u).Error
	return u, err
}

// Shape5 gets a key, then sets it.
func Shape5(ctx context.Context, rdb *redis.Client, name, owner string) error {
	_, err := rdb.Get(ctx, name).Result()
	if err == nil {
		return ErrTaken
	}
	if !errors.Is(err, redis.Nil) {
		return err
	}
	return rdb.Set(ctx, name, owner, 0).Err()
}

// Shape6 asks whether a key exists, then sets it.
func Shape6(ctx context.Context, rdb *redis.Client, name, owner string) error {
	n, err := rdb.Exists(ctx, name).Result()
	if err != nil {
		return err
	}
	if n > 0 {
		return ErrTaken
	}
	return rdb.Set(ctx, name, owner, 0).Err()
}

// Shape7 looks for a file, then creates it.
func Shape7(name string) (*os.File, error) {
	if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
		return nil, ErrTaken
	}
	return os.Create(name)
}

// Shape8 loads from a map, then stores.
func Shape8(m *sync.Map, name string) *sync.Mutex {
	if v, ok := m.Load(name); ok {
		return v.(*sync.Mutex)
	}
	mu := new(sync.Mutex)
	m.Store(name, mu)
	return mu
}

// Table is a map under a lock.
type Table struct {
	mu   sync.RWMutex
	rows map[string]*sync.Mutex
}

// Shape9 looks under one lock and stores under another.
func (t *Table) Shape9(name string) *sync.Mutex {
	t.mu.RLock()
	mu, ok := t.rows[name]
	t.mu.RUnlock()
	if ok {
		return mu
	}
	mu = new(sync.Mutex)
	t.mu.Lock()
	t.rows[name] = mu
	t.mu.Unlock()
	return mu
}
