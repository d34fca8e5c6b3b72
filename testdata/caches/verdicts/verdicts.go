// Package verdicts remembers what was decided.
package verdicts

import (
	"strings"
	"sync"
	"time"

	gocache "github.com/patrickmn/go-cache"
)

type gate struct {
	memory *gocache.Cache
	seen   sync.Map
	roots  []string
	send   func(string)
	mu     sync.Mutex
	known  map[string]bool
}

// What is remembered is the answer itself: both store the same.
func (g *gate) Under(path string) bool {
	key := "under:" + path
	if v, ok := g.memory.Get(key); ok {
		return v.(bool)
	}
	for _, root := range g.roots {
		if strings.HasPrefix(path, root) {
			g.memory.Set(key, true, time.Minute)
			return true
		}
	}
	g.memory.Set(key, false, time.Minute)
	return false
}

// The same with a map of its own.
func (g *gate) Allowed(path string) bool {
	if v, ok := g.seen.Load(path); ok {
		return v.(bool)
	}
	g.seen.Store(path, true)
	return true
}

// The same, of a map of yes and no.
func (g *gate) Known(path string) bool {
	g.mu.Lock()
	v, ok := g.known[path]
	g.mu.Unlock()
	if ok {
		return v
	}
	g.mu.Lock()
	g.known[path] = true
	g.mu.Unlock()
	return true
}

// Who leaves the mark does something besides.
func (g *gate) Tell(path string) bool {
	if v, ok := g.seen.Load(path); ok {
		return v.(bool)
	}
	g.seen.Store(path, true) // want `overwrite: two concurrent calls can both create entry of g\.seen for path`
	go g.send(path)
	return true
}

// The mark is asked for, not what it says.
func (g *gate) First(path string) bool {
	if _, ok := g.memory.Get(path); ok {
		return false
	}
	g.memory.Set(path, true, time.Minute) // want `overwrite: two concurrent calls can both create entry of g\.memory\.cache for path`
	return true
}
