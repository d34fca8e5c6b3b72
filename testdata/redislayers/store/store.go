// Package store keeps codes in Redis.
package store

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/redis/go-redis/v9"

	"github.com/toctou-lint/toctou/testdata/redislayers/codes"
)

type store struct{ rdb *redis.Client }

func New(rdb *redis.Client) codes.Store { return &store{rdb} }

func (s *store) Code(ctx context.Context, email string) (*codes.Code, error) {
	text, err := s.rdb.Get(ctx, "code:"+email).Result()
	if err != nil {
		return nil, err
	}
	var c codes.Code
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return nil, err
	}
	return &c, nil
}

func (s *store) SetCode(ctx context.Context, email string, c *codes.Code) error {
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return s.rdb.Set(ctx, "code:"+email, text, 0).Err()
}

func (s *store) Running(ctx context.Context, job string) (string, error) {
	text, err := s.rdb.Get(ctx, "running:"+job).Result()
	if errors.Is(err, redis.Nil) {
		return "", nil
	}
	var who struct{ Name string }
	if json.Unmarshal([]byte(text), &who) != nil {
		return text, nil
	}
	return who.Name, err
}

func (s *store) SetRunning(ctx context.Context, job, by string) error {
	return s.rdb.Set(ctx, "running:"+job, by, 0).Err()
}
