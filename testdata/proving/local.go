package proving

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/redis/go-redis/v9"
)

// A LocalForm runs against a store that is no table. A worker that takes itself
// for the creator counts as a row: two creators are a lost write.
type LocalForm struct {
	Name    string
	Store   string
	Family  string
	Verdict Verdict
	// Do reports whether this worker created the entry.
	Do func(ctx context.Context, key string) (created bool, err error)
}

// Prove runs the form.
func (f LocalForm) Prove(ctx context.Context, rounds int) (Outcome, error) {
	return Form{}.until(f.Verdict, func(series int) (Outcome, error) {
		var creators sync.Map // key → *atomic.Int64
		counter := func(key string) *atomic.Int64 {
			n, _ := creators.LoadOrStore(key, new(atomic.Int64))
			return n.(*atomic.Int64)
		}
		attempt := func(ctx context.Context, key string) error {
			created, err := f.Do(ctx, key)
			if created {
				counter(key).Add(1)
			}
			return err
		}
		count := func(key string) (int, error) { return int(counter(key).Load()), nil }
		return Race(ctx, rounds, f.Name+string(rune('a'+series)), attempt, count, func(err error) string { return err.Error() })
	})
}

// RedisForms are the forms of a key-value store.
func RedisForms(store string, c *redis.Client) []LocalForm {
	return []LocalForm{
		{"GET, then SET", store, "none", Races, func(ctx context.Context, key string) (bool, error) {
			err := c.Get(ctx, key).Err()
			if !errors.Is(err, redis.Nil) {
				return false, err
			}
			return true, c.Set(ctx, key, "mine", 0).Err()
		}},
		{"EXISTS, then SET in a pipeline", store, "none", Races, func(ctx context.Context, key string) (bool, error) {
			n, err := c.Exists(ctx, key).Result()
			if err != nil || n > 0 {
				return false, err
			}
			_, err = c.TxPipelined(ctx, func(p redis.Pipeliner) error { return p.Set(ctx, key, "mine", 0).Err() })
			return true, err
		}},
		{"SET NX", store, "upsert", Protects, func(ctx context.Context, key string) (bool, error) {
			err := c.SetArgs(ctx, key, "mine", redis.SetArgs{Mode: "NX"}).Err()
			if errors.Is(err, redis.Nil) {
				return false, nil
			}
			return err == nil, err
		}},
		{"WATCH, GET, MULTI, SET", store, "isolation", Protects, func(ctx context.Context, key string) (created bool, err error) {
			err = c.Watch(ctx, func(tx *redis.Tx) error {
				if err := tx.Get(ctx, key).Err(); !errors.Is(err, redis.Nil) {
					return err
				}
				_, err := tx.TxPipelined(ctx, func(p redis.Pipeliner) error { return p.Set(ctx, key, "mine", 0).Err() })
				created = err == nil
				return err
			}, key)
			if errors.Is(err, redis.TxFailedErr) {
				return false, nil // somebody else's is there now
			}
			return created, err
		}},
	}
}

// FileForms are the forms of a folder.
func FileForms(dir string) []LocalForm {
	place := func(key string) string { return filepath.Join(dir, filepath.Base(key)) }
	create := func(key string, flag int) (bool, error) {
		f, err := os.OpenFile(place(key), os.O_WRONLY|os.O_CREATE|flag, 0o600)
		if err != nil {
			return false, err
		}
		return true, f.Close()
	}
	return []LocalForm{
		{"Stat, then Create", "files", "none", Races, func(_ context.Context, key string) (bool, error) {
			if _, err := os.Stat(place(key)); !errors.Is(err, fs.ErrNotExist) {
				return false, err
			}
			return create(key, os.O_TRUNC)
		}},
		{"O_CREATE|O_EXCL", "files", "upsert", Protects, func(_ context.Context, key string) (bool, error) {
			created, err := create(key, os.O_EXCL)
			if errors.Is(err, fs.ErrExist) {
				return false, nil
			}
			return created, err
		}},
		{"Mkdir", "files", "upsert", Protects, func(_ context.Context, key string) (bool, error) {
			err := os.Mkdir(place(key), 0o700)
			if errors.Is(err, fs.ErrExist) {
				return false, nil
			}
			return err == nil, err
		}},
	}
}

// MapForms are the forms of a map.
func MapForms() []LocalForm {
	var m sync.Map
	var mu sync.RWMutex
	plain := map[string]*[sha256.Size]byte{}
	build := func(key string) *[sha256.Size]byte { // a value takes time to make
		sum := sha256.Sum256(bytes.Repeat([]byte(key), 4096))
		return &sum
	}
	return []LocalForm{
		{"sync.Map Load, then Store", "maps", "none", Races, func(_ context.Context, key string) (bool, error) {
			if _, ok := m.Load(key); ok {
				return false, nil
			}
			m.Store(key, build(key))
			return true, nil
		}},
		{"sync.Map LoadOrStore", "maps", "upsert", Protects, func(_ context.Context, key string) (bool, error) {
			_, loaded := m.LoadOrStore(key, build(key))
			return !loaded, nil
		}},
		{"read lock for the look-up, write lock for the entry", "maps", "none", Races, func(_ context.Context, key string) (bool, error) {
			mu.RLock()
			there := plain[key]
			mu.RUnlock()
			if there != nil {
				return false, nil
			}
			v := build(key)
			mu.Lock()
			defer mu.Unlock()
			plain[key] = v
			return true, nil
		}},
		{"second look under the write lock", "maps", "recheck", Protects, func(_ context.Context, key string) (bool, error) {
			mu.RLock()
			there := plain[key]
			mu.RUnlock()
			if there != nil {
				return false, nil
			}
			v := build(key)
			mu.Lock()
			defer mu.Unlock()
			if plain[key] != nil {
				return false, nil
			}
			plain[key] = v
			return true, nil
		}},
	}
}
