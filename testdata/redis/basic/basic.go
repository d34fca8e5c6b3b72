// Package basic holds pairs on Redis keys.
package basic

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	redis8 "github.com/go-redis/redis/v8"
	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"
)

var errRunning = errors.New("running")

// A mark.
func Limit(ctx context.Context, rdb *redis.Client, key string) (bool, error) {
	n, err := rdb.Get(ctx, key).Result()
	if err != nil && err != redis.Nil {
		return false, err
	}
	if n == "" {
		return true, rdb.Set(ctx, key, "1", time.Hour).Err() // want `overwrite: two concurrent calls can both create key key: .*a mark that both take for their own`
	}
	return n < "5", nil
}

type task struct{ ID string }

// Whoever finds it running is refused.
func Start(ctx context.Context, rdb redis.UniversalClient, kb string, t *task) error {
	_, err := rdb.Get(ctx, "running:"+kb).Bytes()
	switch {
	case err == nil:
		return errRunning
	case !errors.Is(err, redis.Nil):
		return err
	}
	data, err := json.Marshal(t)
	if err != nil {
		return err
	}
	return rdb.Set(ctx, "running:"+kb, data, 0).Err() // want `overwrite: .*refused`
}

func StartExists(ctx context.Context, rdb redis.Cmdable, kb string) error {
	n, err := rdb.Exists(ctx, kb).Result()
	if err != nil {
		return err
	}
	if n > 0 {
		return errRunning
	}
	return rdb.Set(ctx, kb, time.Now().String(), time.Minute).Err() // want `overwrite: .*refused`
}

// Two tokens, of which one is forgotten.
func Token(ctx context.Context, rdb *redis8.ClusterClient, user string) (string, error) {
	t, err := rdb.Get(ctx, user).Result()
	if err == redis8.Nil {
		t = uuid.NewString()
		return t, rdb.Set(ctx, user, t, 0).Err() // want `overwrite: .*a value that each call makes anew`
	}
	return t, err
}

func Hash(ctx context.Context, rdb *redis.Client, key, field string) error {
	if rdb.HExists(ctx, key, field).Val() {
		return errRunning
	}
	return rdb.HSet(ctx, key, field, "x").Err() // want `overwrite: `
}

// A helper each.
type repo struct{ rdb *redis.Client }

func (r *repo) get(ctx context.Context, key string) (string, error) {
	v, err := r.rdb.Get(ctx, key).Result()
	if errors.Is(err, redis.Nil) {
		return "", nil
	}
	return v, err
}

func (r *repo) put(ctx context.Context, key, v string) error { return r.rdb.Set(ctx, key, v, 0).Err() }

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

// Atomic.
func Lock(ctx context.Context, rdb *redis.Client, key string) (bool, error) {
	if rdb.Exists(ctx, key).Val() > 0 {
		return false, nil
	}
	return rdb.SetNX(ctx, key, "1", time.Minute).Result()
}

// Optimistic: the commit fails when the key has changed.
func Watched(ctx context.Context, rdb *redis.Client, key string) error {
	return rdb.Watch(ctx, func(tx *redis.Tx) error {
		if err := tx.Get(ctx, key).Err(); err != redis.Nil {
			return errRunning
		}
		_, err := tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
			return p.Set(ctx, key, "1", 0).Err()
		})
		return err
	}, key)
}

// A cache: the value comes from elsewhere.
func Cached(ctx context.Context, rdb *redis.Client, key string, load func() (string, error)) (string, error) {
	if v, err := rdb.Get(ctx, key).Result(); err == nil {
		return v, nil
	}
	v, err := load()
	if err != nil {
		return "", err
	}
	return v, rdb.Set(ctx, key, v, time.Hour).Err()
}

// Another key.
func Other(ctx context.Context, rdb *redis.Client, a, b string) error {
	if err := rdb.Get(ctx, a).Err(); err != redis.Nil {
		return errRunning
	}
	return rdb.Set(ctx, b, "1", 0).Err()
}

// An update: it is written when it is there, too.
func Touch(ctx context.Context, rdb *redis.Client, key string) error {
	if _, err := rdb.Get(ctx, key).Result(); err != nil && err != redis.Nil {
		return err
	}
	return rdb.Set(ctx, key, "1", 0).Err()
}

// The hour is the same for two requests.
func Hourly(ctx context.Context, rdb *redis.Client, user string) error {
	key := user + time.Now().Format("2006010215")
	n, err := rdb.Get(ctx, key).Result()
	if err != nil && err != redis.Nil {
		return err
	}
	if n == "" {
		return rdb.Set(ctx, key, "1", time.Hour).Err() // want `overwrite: `
	}
	return rdb.Incr(ctx, key).Err()
}

// The mark records that a password was wrong, and two record the same; who
// finds no mark and has the right one leaves none.
func Login(ctx context.Context, rdb *redis.Client, user, password string, right func(string) bool, welcome func()) {
	if rdb.Exists(ctx, "locked:"+user).Val() > 0 {
		return
	}
	if !right(password) {
		rdb.Set(ctx, "locked:"+user, 1, time.Minute)
		return
	}
	welcome()
}

// Who is refused for another reason does not weaken the mark.
func Begin(ctx context.Context, rdb *redis.Client, job string, check func(string) error) error {
	n, err := rdb.Exists(ctx, "running:"+job).Result()
	if err != nil {
		return err
	}
	if n > 0 {
		return errRunning
	}
	if err := check(job); err != nil {
		return err
	}
	return rdb.Set(ctx, "running:"+job, 1, time.Minute).Err() // want `overwrite: `
}
