// Package rueidis declares those names of github.com/redis/rueidis that the model
// speaks of, because the real module takes long to compile: it has a type for
// each step of each command. It does nothing; its signatures are those of v1.0.
package rueidis

import (
	"context"
	"errors"
	"time"

	"github.com/redis/rueidis/internal/cmds"
)

// Builder makes commands.
type Builder = cmds.Builder

// Completed is a command.
type Completed = cmds.Completed

// Cacheable is a command whose answer may be kept by the client.
type Cacheable = cmds.Cacheable

// CommandClient runs commands.
type CommandClient interface {
	B() Builder
	Do(ctx context.Context, cmd Completed) (resp RedisResult)
	DoMulti(ctx context.Context, multi ...Completed) (resp []RedisResult)
}

// CoreClient is what all clients do.
type CoreClient interface {
	CommandClient
	Close()
}

// Client is a client.
type Client interface {
	CoreClient
	DoCache(ctx context.Context, cmd Cacheable, ttl time.Duration) (resp RedisResult)
	Dedicated(fn func(DedicatedClient) error) error
}

// DedicatedClient is a client with a connection of its own.
type DedicatedClient interface{ CoreClient }

// RedisError is an error that Redis has answered with.
type RedisError struct{ nothing bool }

func (r *RedisError) Error() string { return "" }

// Nil says that there is no value.
var Nil = &RedisError{nothing: true}

// IsRedisNil reports whether an error says that there is no value.
func IsRedisNil(err error) bool { return errors.Is(err, Nil) }

// RedisResult is an answer.
type RedisResult struct{ err error }

func (r RedisResult) Error() (err error)                         { return r.err }
func (r RedisResult) ToString() (v string, err error)            { return "", r.err }
func (r RedisResult) AsBytes() (v []byte, err error)             { return nil, r.err }
func (r RedisResult) DecodeJSON(v any) (err error)               { return r.err }
func (r RedisResult) ToInt64() (v int64, err error)              { return 0, r.err }
func (r RedisResult) AsInt64() (v int64, err error)              { return 0, r.err }
func (r RedisResult) AsUint64() (v uint64, err error)            { return 0, r.err }
func (r RedisResult) AsFloat64() (v float64, err error)          { return 0, r.err }
func (r RedisResult) ToBool() (v bool, err error)                { return false, r.err }
func (r RedisResult) AsBool() (v bool, err error)                { return false, r.err }
func (r RedisResult) AsStrSlice() (v []string, err error)        { return nil, r.err }
func (r RedisResult) AsStrMap() (v map[string]string, err error) { return nil, r.err }
