// Package basic holds pairs on keys of memcached.
package basic

import (
	"errors"

	"github.com/bradfitz/gomemcache/memcache"
)

var errUsed = errors.New("used")

// A code that must be used once only.
func Use(c *memcache.Client, code string) error {
	_, err := c.Get(code)
	if err == nil {
		return errUsed
	}
	if !errors.Is(err, memcache.ErrCacheMiss) {
		return err
	}
	return c.Set(&memcache.Item{Key: code, Value: []byte{1}, Expiration: 60}) // want `overwrite: two concurrent calls can both create key code: its absence is checked at line 14, .*refused; use Add`
}

// Safe: Add is refused when the key is there.
func UseAdd(c *memcache.Client, code string) error {
	if _, err := c.Get(code); err == nil {
		return errUsed
	}
	return c.Add(&memcache.Item{Key: code, Value: []byte{1}})
}

// Benign: a cache is filled.
func Load(c *memcache.Client, key string, load func(string) ([]byte, error)) ([]byte, error) {
	item, err := c.Get(key)
	if err == nil {
		return item.Value, nil
	}
	value, err := load(key)
	if err != nil {
		return nil, err
	}
	return value, c.Set(&memcache.Item{Key: key, Value: value})
}

// Another key.
func Count(c *memcache.Client, code string) error {
	if _, err := c.Get(code); err == nil {
		return errUsed
	}
	return c.Set(&memcache.Item{Key: "n:" + code})
}
