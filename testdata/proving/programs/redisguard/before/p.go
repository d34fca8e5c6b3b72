// Package redisguard refuses a job that is running.
package redisguard

import (
	"context"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"
)

// ErrTaken refuses a job that somebody runs.
var ErrTaken = errors.New("taken")

// Service has the store.
type Service struct{ Client *redis.Client }

// Run marks a job as running.
func (s Service) Run(ctx context.Context, job string) error {
	n, err := s.Client.Exists(ctx, job).Result()
	if err != nil {
		return err
	}
	if n > 0 {
		return ErrTaken
	}
	return s.Client.Set(ctx, job, "running", time.Minute).Err()
}
