package basic

import (
	"strings"
	"sync"
)

type room struct{ open bool }

// hall has a method for each step, and each takes the lock for itself.
type hall struct {
	mu    sync.RWMutex
	rooms map[string]chan room
	names map[string]string
}

func (h *hall) has(id string) bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	_, ok := h.rooms[id]
	return ok
}

func (h *hall) get(id string) (chan room, bool) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	r, ok := h.rooms[id]
	return r, ok
}

func (h *hall) put(id string, r chan room) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.rooms[id] = r
}

// claim looks again under the lock.
func (h *hall) claim(id string, r chan room) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, ok := h.rooms[id]; ok {
		return false
	}
	h.rooms[id] = r
	return true
}

func (h *hall) book(id string) error {
	if h.has(id) {
		return errTaken
	}
	h.put(id, make(chan room)) // want `overwrite: .*h.rooms for id`
	return nil
}

func (h *hall) enter(id string) chan room {
	if r, ok := h.get(id); ok {
		return r
	}
	r := make(chan room)
	h.put(id, r) // want `overwrite: .*h.rooms for id`
	return r
}

// bookOther puts another room there.
func (h *hall) bookOther(id, other string) error {
	if h.has(id) {
		return errTaken
	}
	h.put(other, make(chan room))
	return nil
}

func (h *hall) bookClaimed(id string) error {
	if h.has(id) {
		return errTaken
	}
	if !h.claim(id, make(chan room)) {
		return errTaken
	}
	return nil
}

// bookHeld has a lock of its own around both.
type doorman struct {
	mu sync.Mutex
	h  *hall
}

func (d *doorman) bookHeld(id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.h.has(id) {
		return errTaken
	}
	d.h.put(id, make(chan room))
	return nil
}

func (h *hall) name(id string) (string, bool) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	n, ok := h.names[id]
	return n, ok
}

func (h *hall) setName(id, n string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.names[id] = n
}

// memo fills a cache: whoever comes second computes the same.
func (h *hall) memo(id string) string {
	if n, ok := h.name(id); ok {
		return n
	}
	n := strings.ToUpper(id)
	h.setName(id, n)
	return n
}

type ticker interface{ Stop() }

// runs are things that go on until they are stopped.
type runs struct{ m sync.Map }

func (r *runs) start(id string, begin func(string) ticker) ticker {
	if t, ok := r.m.Load(id); ok {
		return t.(ticker)
	}
	t := begin(id)
	r.m.Store(id, t) // want `overwrite: .*entry of r.m for id`
	return t
}

type label interface{ Text() string }

// names only say something.
func (r *runs) name(id string, find func(string) label) label {
	if t, ok := r.m.Load(id); ok {
		return t.(label)
	}
	t := find(id)
	r.m.Store(id, t)
	return t
}
