// Package basic holds pairs on the keys of NATS buckets.
package basic

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

var errTaken = errors.New("taken")

func claim(ctx context.Context, kv jetstream.KeyValue, job, owner string) error {
	_, err := kv.Get(ctx, job)
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, jetstream.ErrKeyNotFound) {
		return err
	}
	_, err = kv.Put(ctx, job, []byte(owner)) // want `overwrite: .*refused`
	return err
}

type service struct {
	jobs, users jetstream.KeyValue
	old         nats.KeyValue
}

// A token each, of which one is forgotten.
func (s *service) token(ctx context.Context, user string) (string, error) {
	entry, err := s.users.Get(ctx, user)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		token := uuid.NewString()
		_, err = s.users.PutString(ctx, user, token) // want `overwrite: .*a value that each call makes anew`
		return token, err
	}
	if err != nil {
		return "", err
	}
	return string(entry.Value()), nil
}

func (s *service) claimOld(job string) error {
	if _, err := s.old.Get(job); !errors.Is(err, nats.ErrKeyNotFound) {
		return errTaken
	}
	_, err := s.old.PutString(job, "1") // want `overwrite: .*refused`
	return err
}

// create fails when the key is there.
func (s *service) create(ctx context.Context, job string) error {
	if _, err := s.jobs.Get(ctx, job); err == nil {
		return errTaken
	}
	_, err := s.jobs.Create(ctx, job, []byte("1"))
	if errors.Is(err, jetstream.ErrKeyExists) {
		return errTaken
	}
	return err
}

// otherBucket has keys of its own.
func (s *service) otherBucket(ctx context.Context, name string) error {
	if _, err := s.users.Get(ctx, name); err == nil {
		return errTaken
	}
	_, err := s.jobs.PutString(ctx, name, "1")
	return err
}

// otherKey puts what it did not look for.
func (s *service) otherKey(ctx context.Context, job, other string) error {
	if _, err := s.jobs.Get(ctx, job); err == nil {
		return errTaken
	}
	_, err := s.jobs.PutString(ctx, other, "1")
	return err
}

// cached stores what was loaded from elsewhere.
func (s *service) cached(ctx context.Context, name string, load func() ([]byte, error)) ([]byte, error) {
	if entry, err := s.users.Get(ctx, name); err == nil {
		return entry.Value(), nil
	}
	val, err := load()
	if err != nil {
		return nil, err
	}
	_, err = s.users.Put(ctx, name, val)
	return val, err
}
