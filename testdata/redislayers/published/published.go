// Package published remembers what it has told the store.
package published

import (
	"context"
	"sync"

	"github.com/redis/go-redis/v9"
)

type broker struct {
	rdb    redis.UniversalClient
	queues sync.Map
	jobs   sync.Map
	run    func(string)
}

// The set has a member once, however often it is added.
func (b *broker) Publish(ctx context.Context, queue, msg string) error {
	if _, known := b.queues.Load(queue); !known {
		if err := b.rdb.SAdd(ctx, "queues", queue).Err(); err != nil {
			return err
		}
		b.queues.Store(queue, true)
	}
	return b.rdb.LPush(ctx, "queue:"+queue, msg).Err()
}

// What is added says nothing of the job, which both run.
func (b *broker) Begin(ctx context.Context, job, worker string) error {
	if _, known := b.jobs.Load(job); !known {
		if err := b.rdb.SAdd(ctx, "workers", worker).Err(); err != nil {
			return err
		}
		b.jobs.Store(job, true) // want `overwrite: .*a mark`
		b.run(job)
	}
	return nil
}

// Another counter is set each time.
func (b *broker) Count(ctx context.Context, job string) error {
	if _, known := b.jobs.Load(job); !known {
		if err := b.rdb.Incr(ctx, "jobs:"+job).Err(); err != nil {
			return err
		}
		b.jobs.Store(job, true) // want `overwrite: .*a mark`
	}
	return nil
}
