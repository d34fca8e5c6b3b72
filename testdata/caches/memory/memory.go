// Package memory holds pairs on caches that keep bytes, or know when they expire.
package memory

import (
	"errors"
	"sync"
	"time"

	"github.com/allegro/bigcache/v3"
	"github.com/coocood/freecache"
	"github.com/google/uuid"
	"github.com/jellydator/ttlcache/v3"
	"github.com/maypok86/otter/v2"
)

type server struct {
	mu     sync.Mutex
	big    *bigcache.BigCache
	free   *freecache.Cache
	ttl    *ttlcache.Cache[string, *sync.Mutex]
	otters *otter.Cache[string, chan int]
}

var errSeen = errors.New("seen")

// Two captchas that are both counted as the first.
func (s *server) Once(ip string) error {
	_, err := s.big.Get(ip)
	if err == nil {
		return errSeen
	}
	if !errors.Is(err, bigcache.ErrEntryNotFound) {
		return err
	}
	return s.big.Set(ip, []byte{1}) // want `overwrite: `
}

func (s *server) Token(user []byte) (string, error) {
	old, err := s.free.Get(user)
	if err == freecache.ErrNotFound {
		token := uuid.NewString()
		return token, s.free.Set(user, []byte(token), 60) // want `overwrite: .*a value that each call makes anew`
	}
	return string(old), err
}

func (s *server) Lock(name string) *sync.Mutex {
	if item := s.ttl.Get(name); item != nil {
		return item.Value()
	}
	mu := &sync.Mutex{}
	s.ttl.Set(name, mu, time.Minute) // want `overwrite: .*different objects`
	return mu
}

func (s *server) Chan(name string) chan int {
	if c, ok := s.otters.GetIfPresent(name); ok {
		return c
	}
	c := make(chan int)
	s.otters.Set(name, c) // want `overwrite: `
	return c
}

// One at a time.
func (s *server) Locked(ip string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.big.Get(ip); err == nil {
		return errSeen
	}
	return s.big.Set(ip, []byte{1})
}

// Forms that are atomic.
func (s *server) Atomic(name string) chan int {
	if !s.ttl.Has(name) {
		s.ttl.GetOrSet(name, &sync.Mutex{})
	}
	if _, err := s.free.Get([]byte(name)); err == freecache.ErrNotFound {
		if old, err := s.free.GetOrSet([]byte(name), []byte(uuid.NewString()), 60); err != nil || old != nil {
			return nil
		}
	}
	if c, ok := s.otters.GetIfPresent(name); ok {
		return c
	}
	c, _ := s.otters.SetIfAbsent(name, make(chan int))
	return c
}

// A cache fill.
func (s *server) Fill(name string, load func(string) ([]byte, error)) ([]byte, error) {
	if v, err := s.big.Get(name); err == nil {
		return v, nil
	}
	v, err := load(name)
	if err != nil {
		return nil, err
	}
	return v, s.big.Set(name, v)
}

// Another key.
func (s *server) Other(a, b string) error {
	if _, err := s.big.Get(a); err == nil {
		return errSeen
	}
	return s.big.Set(b, []byte{1})
}
