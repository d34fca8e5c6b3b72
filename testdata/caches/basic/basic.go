// Package basic holds pairs on caches and concurrent maps of the process.
package basic

import (
	"sync"
	"time"

	"github.com/dgraph-io/ristretto/v2"
	"github.com/hashicorp/golang-lru/v2"
	"github.com/hashicorp/golang-lru/v2/expirable"
	cmap "github.com/orcaman/concurrent-map/v2"
	"github.com/patrickmn/go-cache"
	"github.com/puzpuzpuz/xsync/v4"
)

type server struct {
	once  *cache.Cache
	locks *lru.Cache[string, *sync.Mutex]
	exp   *expirable.LRU[string, chan int]
	chans *xsync.Map[string, chan int]
	conns cmap.ConcurrentMap[string, *sync.Mutex]
	rist  *ristretto.Cache[string, string]
}

// Two captchas that are both counted as the first.
func (s *server) First(ip string) bool {
	if _, seen := s.once.Get(ip); seen {
		return false
	}
	s.once.Set(ip, 1, time.Minute) // want `overwrite: `
	return true
}

func (s *server) Lock(name string) *sync.Mutex {
	if mu, ok := s.locks.Get(name); ok {
		return mu
	}
	mu := &sync.Mutex{}
	s.locks.Add(name, mu) // want `overwrite: .*different objects`
	return mu
}

func (s *server) Expiring(name string) chan int {
	if c, ok := s.exp.Get(name); ok {
		return c
	}
	c := make(chan int)
	s.exp.Add(name, c) // want `overwrite: `
	return c
}

func (s *server) Chan(name string) chan int {
	c, ok := s.chans.Load(name)
	if !ok {
		c = make(chan int)
		s.chans.Store(name, c) // want `overwrite: `
	}
	return c
}

func (s *server) Conn(name string) *sync.Mutex {
	if !s.conns.Has(name) {
		s.conns.Set(name, &sync.Mutex{}) // want `overwrite: `
	}
	mu, _ := s.conns.Get(name)
	return mu
}

// A cache fill, and forms that are atomic.
func (s *server) Fill(name string, load func(string) string) string {
	if v, ok := s.rist.Get(name); ok {
		return v
	}
	v := load(name)
	s.rist.Set(name, v, 1)
	return v
}

func (s *server) Atomic(name string) error {
	if _, ok := s.chans.Load(name); !ok {
		s.chans.LoadOrStore(name, make(chan int))
	}
	if !s.conns.Has(name) {
		s.conns.SetIfAbsent(name, &sync.Mutex{})
	}
	if _, ok := s.locks.Get(name); !ok {
		s.locks.PeekOrAdd(name, &sync.Mutex{})
	}
	if _, ok := s.once.Get(name); !ok {
		return s.once.Add(name, 1, 0)
	}
	return nil
}
