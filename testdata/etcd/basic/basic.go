// Package basic holds pairs on keys of etcd.
package basic

import (
	"context"
	"errors"
	"strings"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/concurrency"
)

var errTaken = errors.New("taken")

func Register(ctx context.Context, c *clientv3.Client, key, value string) error {
	resp, err := c.Get(ctx, key)
	if err != nil {
		return err
	}
	if len(resp.Kvs) > 0 {
		return errTaken
	}
	_, err = c.Put(ctx, key, value) // want `overwrite: two concurrent calls can both create key key: its absence is checked at line 16, .*refused; put in a Txn`
	return err
}

// The wrapper knows an interface only.
func RegisterKV(ctx context.Context, kv clientv3.KV, name string) error {
	key := "/services/" + strings.ToLower(name)
	resp, err := kv.Get(ctx, key)
	if err != nil {
		return err
	}
	if resp.Count != 0 {
		return errTaken
	}
	_, err = kv.Put(ctx, key, "up") // want `overwrite: .*refused`
	return err
}

// Safe: put only where no revision has created it.
func RegisterTxn(ctx context.Context, c *clientv3.Client, key, value string) error {
	if resp, err := c.Get(ctx, key); err != nil || len(resp.Kvs) > 0 {
		return errTaken
	}
	resp, err := c.Txn(ctx).If(clientv3.Compare(clientv3.CreateRevision(key), "=", 0)).Then(clientv3.OpPut(key, value)).Commit()
	if err == nil && !resp.Succeeded {
		return errTaken
	}
	return err
}

// Safe: one at a time in the cluster.
func RegisterLocked(ctx context.Context, c *clientv3.Client, s *concurrency.Session, key, value string) error {
	m := concurrency.NewMutex(s, "/lock/"+key)
	if err := m.Lock(ctx); err != nil {
		return err
	}
	defer m.Unlock(ctx)
	resp, err := c.Get(ctx, key)
	if err != nil {
		return err
	}
	if len(resp.Kvs) > 0 {
		return errTaken
	}
	_, err = c.Put(ctx, key, value)
	return err
}

// Safe: the commit fails when what was read has changed.
func RegisterSTM(c *clientv3.Client, key, value string) error {
	_, err := concurrency.NewSTM(c, func(tx concurrency.STM) error {
		if tx.Get(key) != "" {
			return errTaken
		}
		tx.Put(key, value)
		return nil
	})
	return err
}

// Benign: a copy of what is elsewhere.
func Cache(ctx context.Context, c *clientv3.Client, key string, load func(string) (string, error)) (string, error) {
	resp, err := c.Get(ctx, key)
	if err != nil {
		return "", err
	}
	if len(resp.Kvs) > 0 {
		return string(resp.Kvs[0].Value), nil
	}
	value, err := load(key)
	if err != nil {
		return "", err
	}
	_, err = c.Put(ctx, key, value)
	return value, err
}

// Another key.
func Index(ctx context.Context, c *clientv3.Client, key, value string) error {
	resp, err := c.Get(ctx, key)
	if err != nil {
		return err
	}
	if len(resp.Kvs) > 0 {
		return errTaken
	}
	_, err = c.Put(ctx, value, key)
	return err
}
