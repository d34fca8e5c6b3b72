// Package basic holds pairs on Redis keys with rueidis.
package basic

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/redis/rueidis"
)

var errRunning = errors.New("running")

// Start refuses who finds the key, and overwrites it for who does not.
func Start(ctx context.Context, c rueidis.Client, job, owner string) error {
	_, err := c.Do(ctx, c.B().Get().Key("running:"+job).Build()).ToString()
	switch {
	case err == nil:
		return errRunning
	case !rueidis.IsRedisNil(err):
		return err
	}
	return c.Do(ctx, c.B().Set().Key("running:"+job).Value(owner).Build()).Error() // want `overwrite: .*refused`
}

func StartExists(ctx context.Context, c rueidis.Client, job string) error {
	n, err := c.Do(ctx, c.B().Exists().Key(job).Build()).AsInt64()
	if err != nil {
		return err
	}
	if n > 0 {
		return errRunning
	}
	return c.Do(ctx, c.B().Set().Key(job).Value(time.Now().String()).Ex(time.Minute).Build()).Error() // want `overwrite: .*refused`
}

// Token makes two, of which one is forgotten.
func Token(ctx context.Context, c rueidis.Client, user string) (string, error) {
	resp := c.DoCache(ctx, c.B().Get().Key(user).Cache(), time.Minute)
	t, err := resp.ToString()
	if errors.Is(err, rueidis.Nil) {
		t = uuid.NewString()
		set := c.B().Setex().Key(user).Seconds(60).Value(t).Build()
		return t, c.Do(ctx, set).Error() // want `overwrite: .*a value that each call makes anew`
	}
	return t, err
}

func Hash(ctx context.Context, c rueidis.Client, key, field string) error {
	if taken, err := c.Do(ctx, c.B().Hexists().Key(key).Field(field).Build()).AsBool(); err != nil || taken {
		return errors.Join(err, errRunning)
	}
	return c.Do(ctx, c.B().Hset().Key(key).FieldValue().FieldValue(field, "x").Build()).Error() // want `overwrite: `
}

// A helper each.
type repo struct{ c rueidis.Client }

func (r *repo) get(ctx context.Context, key string) (string, error) {
	v, err := r.c.Do(ctx, r.c.B().Get().Key(key).Build()).ToString()
	if rueidis.IsRedisNil(err) {
		return "", nil
	}
	return v, err
}

func (r *repo) put(ctx context.Context, key, v string) error {
	return r.c.Do(ctx, r.c.B().Set().Key(key).Value(v).Build()).Error()
}

func (r *repo) Acquire(ctx context.Context, job string) error {
	owner, err := r.get(ctx, job)
	if err != nil {
		return err
	}
	if owner != "" {
		return errRunning
	}
	return r.put(ctx, job, "me") // want `overwrite: `
}

// Lock sets what nobody has set.
func Lock(ctx context.Context, c rueidis.Client, key string) error {
	if err := c.Do(ctx, c.B().Get().Key(key).Build()).Error(); !rueidis.IsRedisNil(err) {
		return errRunning
	}
	err := c.Do(ctx, c.B().Set().Key(key).Value("1").Nx().Ex(time.Minute).Build()).Error()
	if rueidis.IsRedisNil(err) {
		return errRunning
	}
	return err
}

func LockOld(ctx context.Context, c rueidis.Client, key string) error {
	if n, err := c.Do(ctx, c.B().Exists().Key(key).Build()).AsInt64(); err != nil || n > 0 {
		return errRunning
	}
	won, err := c.Do(ctx, c.B().Setnx().Key(key).Value("1").Build()).AsBool()
	if err == nil && !won {
		err = errRunning
	}
	return err
}

// Only what is there is set.
func Renew(ctx context.Context, c rueidis.Client, key string) error {
	if err := c.Do(ctx, c.B().Get().Key(key).Build()).Error(); !rueidis.IsRedisNil(err) {
		return errRunning
	}
	return c.Do(ctx, c.B().Set().Key(key).Value("1").Xx().Build()).Error()
}

// What a transaction does is not looked into; the keys are watched.
func Watched(ctx context.Context, c rueidis.Client, key string) error {
	return c.Dedicated(func(d rueidis.DedicatedClient) error {
		if err := d.Do(ctx, d.B().Get().Key(key).Build()).Error(); !rueidis.IsRedisNil(err) {
			return errRunning
		}
		for _, r := range d.DoMulti(ctx, d.B().Set().Key(key).Value("1").Build()) {
			if err := r.Error(); err != nil {
				return err
			}
		}
		return nil
	})
}

// A cache: the value comes from elsewhere.
func Cached(ctx context.Context, c rueidis.Client, key string, load func() (string, error)) (string, error) {
	if v, err := c.Do(ctx, c.B().Get().Key(key).Build()).ToString(); err == nil {
		return v, nil
	}
	v, err := load()
	if err != nil {
		return "", err
	}
	return v, c.Do(ctx, c.B().Set().Key(key).Value(v).Build()).Error()
}

// Another key.
func Other(ctx context.Context, c rueidis.Client, a, b string) error {
	if err := c.Do(ctx, c.B().Get().Key(a).Build()).Error(); !rueidis.IsRedisNil(err) {
		return errRunning
	}
	return c.Do(ctx, c.B().Set().Key(b).Value("1").Build()).Error()
}
