// Package claim takes keys that nobody else has set.
package claim

import (
	"context"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"
)

var errLate = errors.New("too late")

// Keys are claimed by whoever sets them first.
type Keys struct{ Redis *redis.Client }

// Grab answers whether it was this call that set the key.
func (k Keys) Grab(ctx context.Context, key string) (bool, error) {
	return k.Redis.SetNX(ctx, key, 1, time.Minute).Result()
}

// Wait tries until it has set the key.
func (k Keys) Wait(ctx context.Context, key string) error {
	for range 5 {
		got, err := k.Grab(ctx, key)
		if err != nil {
			return err
		}
		if got {
			return nil
		}
		time.Sleep(time.Millisecond)
	}
	return errLate
}

// Mark sets the key and does not say whether somebody else had.
func (k Keys) Mark(ctx context.Context, key string) error {
	return k.Redis.SetNX(ctx, key, 1, time.Minute).Err()
}

// Drop gives the key back.
func (k Keys) Drop(ctx context.Context, key string) { k.Redis.Del(ctx, key) }

// While runs f if nobody else does.
func (k Keys) While(ctx context.Context, key string, f func() error) error {
	got, err := k.Grab(ctx, key)
	if err != nil || !got {
		return errLate
	}
	defer k.Drop(ctx, key)
	return f()
}

// Anyhow runs f whoever has the key.
func (k Keys) Anyhow(ctx context.Context, key string, f func() error) error {
	if _, err := k.Grab(ctx, key); err != nil {
		return err
	}
	return f()
}
