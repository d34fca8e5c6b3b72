// Package basic holds pairs on keys of Consul.
package basic

import (
	"errors"

	"github.com/hashicorp/consul/api"
)

var errTaken = errors.New("taken")

func Claim(kv *api.KV, key string, value []byte) error {
	pair, _, err := kv.Get(key, nil)
	if err != nil {
		return err
	}
	if pair != nil {
		return errTaken
	}
	_, err = kv.Put(&api.KVPair{Key: key, Value: value}, nil) // want `overwrite: two concurrent calls can both create key key: its absence is checked at line 13, .*refused; use CAS with ModifyIndex 0`
	return err
}

// Safe: index 0 means only where nothing is.
func ClaimCAS(kv *api.KV, key string, value []byte) error {
	if pair, _, err := kv.Get(key, nil); err != nil || pair != nil {
		return errTaken
	}
	ok, _, err := kv.CAS(&api.KVPair{Key: key, Value: value, ModifyIndex: 0}, nil)
	if err == nil && !ok {
		return errTaken
	}
	return err
}

// Safe: one at a time in the cluster.
func ClaimLocked(c *api.Client, key string, value []byte) error {
	l, err := c.LockKey(key + ".lock")
	if err != nil {
		return err
	}
	if _, err := l.Lock(nil); err != nil {
		return err
	}
	defer l.Unlock()
	pair, _, err := c.KV().Get(key, nil)
	if err != nil {
		return err
	}
	if pair != nil {
		return errTaken
	}
	_, err = c.KV().Put(&api.KVPair{Key: key, Value: value}, nil)
	return err
}

// Benign: nobody is refused.
func Seed(kv *api.KV, key string, value []byte) error {
	pair, _, err := kv.Get(key, nil)
	if err != nil || pair != nil {
		return err
	}
	_, err = kv.Put(&api.KVPair{Key: key, Value: value}, nil)
	return err
}

// Another key.
func Mark(kv *api.KV, key string) error {
	if pair, _, err := kv.Get(key, nil); err != nil || pair != nil {
		return errTaken
	}
	_, err := kv.Put(&api.KVPair{Key: key + "/seen"}, nil)
	return err
}
