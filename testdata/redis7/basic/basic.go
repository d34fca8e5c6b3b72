// Package basic holds pairs on Redis keys with a version that takes no context.
package basic

import (
	"errors"
	"time"

	"github.com/go-redis/redis/v7"
	"github.com/google/uuid"
)

var errRunning = errors.New("running")

// Whoever finds it running is refused.
func Start(rdb redis.UniversalClient, kb, owner string) error {
	_, err := rdb.Get("running:" + kb).Bytes()
	switch {
	case err == nil:
		return errRunning
	case !errors.Is(err, redis.Nil):
		return err
	}
	return rdb.Set("running:"+kb, owner, 0).Err() // want `overwrite: .*"running:" \+ kb.*refused`
}

func StartExists(rdb redis.Cmdable, kb string) error {
	n, err := rdb.Exists(kb).Result()
	if err != nil {
		return err
	}
	if n > 0 {
		return errRunning
	}
	return rdb.Set(kb, time.Now().String(), time.Minute).Err() // want `overwrite: .*refused`
}

// Two tokens, of which one is forgotten.
func Token(rdb *redis.Client, user string) (string, error) {
	t, err := rdb.HGet("tokens", user).Result()
	if err == redis.Nil {
		t = uuid.NewString()
		return t, rdb.HSet("tokens", user, t).Err() // want `overwrite: .*a value that each call makes anew`
	}
	return t, err
}

// Atomic.
func Lock(rdb *redis.Client, key string) (bool, error) {
	if rdb.Exists(key).Val() > 0 {
		return false, nil
	}
	return rdb.SetNX(key, "1", time.Minute).Result()
}

// Optimistic: the commit fails when the key has changed.
func Watched(rdb *redis.Client, key string) error {
	return rdb.Watch(func(tx *redis.Tx) error {
		if err := tx.Get(key).Err(); err != redis.Nil {
			return errRunning
		}
		_, err := tx.TxPipelined(func(p redis.Pipeliner) error {
			return p.Set(key, "1", 0).Err()
		})
		return err
	}, key)
}

// A cache: the value comes from elsewhere.
func Cached(rdb *redis.Client, key string, load func() (string, error)) (string, error) {
	if v, err := rdb.Get(key).Result(); err == nil {
		return v, nil
	}
	v, err := load()
	if err != nil {
		return "", err
	}
	return v, rdb.Set(key, v, time.Hour).Err()
}

// Another key.
func Other(rdb *redis.Client, a, b string) error {
	if err := rdb.Get(a).Err(); err != redis.Nil {
		return errRunning
	}
	return rdb.Set(b, "1", 0).Err()
}
