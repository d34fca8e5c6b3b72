// Package taken stores again what it has stored under the lock of the look-up.
package taken

import (
	"sync"
	"time"
)

type item struct {
	sync.Mutex
	data  string
	until time.Time
}

type table struct {
	mu    sync.Mutex
	items map[string]*item
}

func (t *table) put(key string, it *item) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.items[key] = it
}

// The key is taken where it was looked up; whoever comes finds the item.
func (t *table) Get(key string, fill func(*item) error) (*item, error) {
	t.mu.Lock()
	if it, ok := t.items[key]; ok {
		t.mu.Unlock()
		return it, nil
	}
	it := &item{}
	it.Lock()
	t.items[key] = it
	t.mu.Unlock()
	err := fill(it)
	it.Unlock()
	if err != nil {
		t.mu.Lock()
		delete(t.items, key)
		t.mu.Unlock()
		return nil, err
	}
	t.put(key, it)
	return it, nil
}

// The key is given back before.
func (t *table) Again(key string, fill func(*item)) *item {
	t.mu.Lock()
	if it, ok := t.items[key]; ok {
		t.mu.Unlock()
		return it
	}
	it := &item{}
	t.items[key] = it
	t.mu.Unlock()
	fill(it)
	t.mu.Lock()
	delete(t.items, key)
	t.mu.Unlock()
	t.put(key, it) // want `overwrite: two concurrent calls can both create entry of t\.items for key`
	return it
}

// What is stored under the lock has another key.
func (t *table) Other(key, alias string, fill func(*item)) *item {
	t.mu.Lock()
	if it, ok := t.items[key]; ok {
		t.mu.Unlock()
		return it
	}
	it := &item{}
	t.items[alias] = it
	t.mu.Unlock()
	fill(it)
	t.put(key, it) // want `overwrite: two concurrent calls can both create entry of t\.items for key`
	return it
}
