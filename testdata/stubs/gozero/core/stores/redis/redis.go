// Package redis declares those names of github.com/zeromicro/go-zero/core/stores/redis
// that the model speaks of; see package sqlx.
package redis

import (
	"context"

	red "github.com/redis/go-redis/v9"
)

// Nil says that there is no field.
const Nil = red.Nil

// Redis is a client.
type Redis struct{ Addr string }

func (*Redis) Del(keys ...string) (int, error)                                  { return 0, nil }
func (*Redis) DelCtx(ctx context.Context, keys ...string) (int, error)          { return 0, nil }
func (*Redis) Exists(key string) (bool, error)                                  { return false, nil }
func (*Redis) ExistsCtx(ctx context.Context, key string) (bool, error)          { return false, nil }
func (*Redis) Get(key string) (string, error)                                   { return "", nil }
func (*Redis) GetCtx(ctx context.Context, key string) (string, error)           { return "", nil }
func (*Redis) GetSet(key, value string) (string, error)                         { return "", nil }
func (*Redis) GetSetCtx(ctx context.Context, key, value string) (string, error) { return "", nil }
func (*Redis) Hexists(key, field string) (bool, error)                          { return false, nil }
func (*Redis) HexistsCtx(ctx context.Context, key, field string) (bool, error)  { return false, nil }
func (*Redis) Hget(key, field string) (string, error)                           { return "", nil }
func (*Redis) HgetCtx(ctx context.Context, key, field string) (string, error)   { return "", nil }
func (*Redis) Hset(key, field, value string) error                              { return nil }
func (*Redis) HsetCtx(ctx context.Context, key, field, value string) error      { return nil }
func (*Redis) Hsetnx(key, field, value string) (bool, error)                    { return false, nil }
func (*Redis) HsetnxCtx(ctx context.Context, key, field, value string) (bool, error) {
	return false, nil
}
func (*Redis) Sadd(key string, values ...any) (int, error)                         { return 0, nil }
func (*Redis) SaddCtx(ctx context.Context, key string, values ...any) (int, error) { return 0, nil }
func (*Redis) Set(key, value string) error                                         { return nil }
func (*Redis) SetCtx(ctx context.Context, key, value string) error                 { return nil }
func (*Redis) Setex(key, value string, seconds int) error                          { return nil }
func (*Redis) SetexCtx(ctx context.Context, key, value string, seconds int) error  { return nil }
func (*Redis) Setnx(key, value string) (bool, error)                               { return false, nil }
func (*Redis) SetnxCtx(ctx context.Context, key, value string) (bool, error)       { return false, nil }
func (*Redis) SetnxEx(key, value string, seconds int) (bool, error)                { return false, nil }
func (*Redis) SetnxExCtx(ctx context.Context, key, value string, seconds int) (bool, error) {
	return false, nil
}
func (*Redis) Sismember(key string, value any) (bool, error) { return false, nil }
func (*Redis) SismemberCtx(ctx context.Context, key string, value any) (bool, error) {
	return false, nil
}

// RedisLock is a lock that all processes see.
type RedisLock struct{ key string }

// NewRedisLock returns the lock of a key.
func NewRedisLock(store *Redis, key string) *RedisLock { return &RedisLock{key} }

func (*RedisLock) Acquire() (bool, error)                       { return false, nil }
func (*RedisLock) AcquireCtx(ctx context.Context) (bool, error) { return false, nil }
func (*RedisLock) Release() (bool, error)                       { return false, nil }
func (*RedisLock) ReleaseCtx(ctx context.Context) (bool, error) { return false, nil }
