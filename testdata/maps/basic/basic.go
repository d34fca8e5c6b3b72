// Package basic holds pairs on maps whose lock is let go in between.
package basic

import (
	"errors"
	"sync"
)

type counters struct{ n int }

func (c *counters) add() { c.n++ }

type cache struct {
	mu      sync.RWMutex
	m       map[string]*counters
	flags   map[string]bool
	names   map[string]string
	waiting map[string]chan int
	other   map[string]chan int
}

// The look-up is under the read lock, the store under the write lock.
func (c *cache) Get(name string) *counters {
	c.mu.RLock()
	v, ok := c.m[name]
	c.mu.RUnlock()
	if ok {
		return v
	}
	v = &counters{}
	c.mu.Lock()
	c.m[name] = v // want `overwrite: two concurrent calls can both create entry of c.m for name: its absence is checked at line 25, .*different objects; the lock taken at line 31 covers the create only`
	c.mu.Unlock()
	return v
}

// Two critical sections.
func (c *cache) Chan(name string) chan int {
	c.mu.Lock()
	ch := c.waiting[name]
	c.mu.Unlock()
	if ch == nil {
		ch = make(chan int)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.waiting[name] = ch // want `overwrite: .*not held from the check to the create`
	}
	return ch
}

var errTaken = errors.New("taken")

func (c *cache) Register(name string, v *counters) error {
	c.mu.RLock()
	_, taken := c.m[name]
	c.mu.RUnlock()
	if taken {
		return errTaken
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.m[name] = v // want `overwrite: .*refused`
	return nil
}

// Held over both.
func (c *cache) Held(name string) *counters {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.m[name]
	if !ok {
		v = &counters{}
		c.m[name] = v
	}
	return v
}

// Looked up again under the lock.
func (c *cache) Twice(name string) *counters {
	c.mu.RLock()
	v, ok := c.m[name]
	c.mu.RUnlock()
	if ok {
		return v
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok = c.m[name]; ok {
		return v
	}
	v = &counters{}
	c.m[name] = v
	return v
}

// A cache: the name comes from elsewhere.
func (c *cache) Name(id string, load func(string) (string, error)) (string, error) {
	c.mu.RLock()
	name, ok := c.names[id]
	c.mu.RUnlock()
	if ok {
		return name, nil
	}
	name, err := load(id)
	if err != nil {
		return "", err
	}
	c.mu.Lock()
	c.names[id] = name
	c.mu.Unlock()
	return name, nil
}

// Another map, and a map without a lock: one goroutine's.
func (c *cache) Other(name string) {
	c.mu.RLock()
	_, ok := c.waiting[name]
	c.mu.RUnlock()
	if !ok {
		c.mu.Lock()
		c.other[name] = make(chan int)
		c.mu.Unlock()
	}
}

func (c *cache) Alone(name string) {
	if !c.flags[name] {
		c.flags[name] = true
	}
}

// What comes from elsewhere is no object of the caller's own.
func (c *cache) Loaded(name string, load func(string) (*counters, error)) (*counters, error) {
	c.mu.RLock()
	v, ok := c.m[name]
	c.mu.RUnlock()
	if ok {
		return v, nil
	}
	v, err := load(name)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	c.m[name] = v
	c.mu.Unlock()
	return v, nil
}

type flight interface {
	Do(key string, fn func() (any, error)) (any, error)
}

// One at a time for each key, as far as anybody knows.
func (c *cache) Flight(f flight, name string) (any, error) {
	return f.Do(name, func() (any, error) {
		c.mu.RLock()
		v, ok := c.m[name]
		c.mu.RUnlock()
		if ok {
			return v, nil
		}
		v = &counters{}
		c.mu.Lock()
		c.m[name] = v
		c.mu.Unlock()
		return v, nil
	})
}
