// Package checked asks of an answer whether there is one before it looks into it.
package checked

import (
	"context"
	"errors"
	"fmt"

	clientv3 "go.etcd.io/etcd/client/v3"
)

type store struct {
	client *clientv3.Client
	prefix string
}

var (
	errThere = errors.New("there")
	errGone  = errors.New("gone")
)

func (s *store) Put(ctx context.Context, key, val string) error {
	resp, err := s.client.Get(ctx, key)
	if err != nil {
		return err
	}
	if resp != nil && len(resp.Kvs) != 0 {
		return errThere
	}
	_, err = s.client.Put(ctx, key, val) // want `overwrite: .*refused`
	return err
}

// validate refuses what is there where it is to be new, and what is not where it is
// to be replaced.
func (s *store) validate(ctx context.Context, key string, tag *string, isNew bool) error {
	tagged := tag != nil && *tag != ""
	if isNew && !tagged {
		resp, err := s.client.Get(ctx, key)
		if err != nil {
			return fmt.Errorf("get %s: %w", key, err)
		} else if resp != nil && len(resp.Kvs) != 0 {
			return errThere
		} else {
			return nil
		}
	} else if tagged {
		resp, err := s.client.Get(ctx, key)
		if err != nil {
			return err
		}
		if resp == nil || len(resp.Kvs) == 0 {
			return errGone
		}
	}
	return nil
}

func (s *store) put(ctx context.Context, key, val string, tag *string) error {
	var err error
	if tag != nil {
		_, err = s.client.Txn(ctx).
			If(clientv3.Compare(clientv3.ModRevision(key), "=", 1)).
			Then(clientv3.OpPut(key, val)).
			Commit()
	} else {
		_, err = s.client.Put(ctx, key, val)
	}
	return err
}

func (s *store) Set(ctx context.Context, key, val string, tag *string, isNew bool) error {
	key = s.prefix + "/" + key
	if err := s.validate(ctx, key, tag, isNew); err != nil {
		return err
	}
	return s.put(ctx, key, val, tag) // want `overwrite: .*refused`
}

// Replace only writes what is there.
func (s *store) Replace(ctx context.Context, key, val string) error {
	resp, err := s.client.Get(ctx, key)
	if err != nil {
		return err
	}
	if resp == nil || len(resp.Kvs) == 0 {
		return errGone
	}
	_, err = s.client.Put(ctx, key, val)
	return err
}

// Create is one step.
func (s *store) Create(ctx context.Context, key, val string) error {
	resp, err := s.client.Get(ctx, key)
	if err != nil {
		return err
	}
	if resp != nil && len(resp.Kvs) != 0 {
		return errThere
	}
	_, err = s.client.Txn(ctx).
		If(clientv3.Compare(clientv3.CreateRevision(key), "=", 0)).
		Then(clientv3.OpPut(key, val)).
		Commit()
	return err
}
