// Package basic holds pairs on sync.Map.
package basic

import (
	"net"
	"sync"
	"sync/atomic"
)

var channels sync.Map

// Sender and receiver wait at different channels.
func Channel(name string) chan string {
	if ch, ok := channels.Load(name); ok {
		return ch.(chan string)
	}
	ch := make(chan string)
	channels.Store(name, ch) // want `overwrite: two concurrent calls can both create entry of channels for name: .*the two go on with different objects`
	return ch
}

type stats struct {
	active int32
}

type registry struct {
	m    sync.Map
	mu   sync.Mutex
	once sync.Map
}

// What is counted on the loser's is lost.
func (r *registry) stats(name string) *stats {
	v, ok := r.m.Load(name)
	if !ok {
		v = &stats{}
		r.m.Store(name, v) // want `overwrite: `
	}
	return v.(*stats)
}

func (r *registry) Begin(name string) { atomic.AddInt32(&r.stats(name).active, 1) }

func (r *registry) Counter(name string) *uint64 {
	if v, ok := r.m.Load(name); ok {
		return v.(*uint64)
	}
	n := uint64(1)
	r.m.Store(name, &n) // want `overwrite: `
	return &n
}

func (r *registry) Conn(addr string) (net.Conn, error) {
	if c, ok := r.m.Load(addr); ok {
		return c.(net.Conn), nil
	}
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	r.m.Store(addr, c) // want `overwrite: `
	return c, nil
}

// A mark that both set, so that both do the work.
func (r *registry) Once(name string, work func()) {
	if _, done := r.once.Load(name); done {
		return
	}
	r.once.Store(name, struct{}{}) // want `overwrite: .*a mark that both take for their own`
	work()
}

// The caller's object: one of two registrations is forgotten.
func (r *registry) Register(name string, h *net.Dialer) bool {
	if _, taken := r.m.Load(name); taken {
		return false
	}
	r.m.Store(name, h) // want `overwrite: .*though whoever finds it there is refused`
	return true
}

// A wrapper: the map is a field of what it is called on.
type wrapper struct{ inner sync.Map }

func (w *wrapper) Has(k string) bool {
	_, ok := w.inner.Load(k)
	return ok
}

func (w *wrapper) Put(k string, v any) { w.inner.Store(k, v) }

type service struct{ seen, other wrapper }

func (s *service) Mark(k string) {
	if s.seen.Has(k) {
		return
	}
	s.seen.Put(k, true) // want `overwrite: `
}

// Another map.
func (s *service) Elsewhere(k string) {
	if s.seen.Has(k) {
		return
	}
	s.other.Put(k, true)
}

// Atomic.
func (r *registry) Atomic(name string) *stats {
	v, _ := r.m.LoadOrStore(name, &stats{})
	return v.(*stats)
}

func (r *registry) Recheck(name string) *stats {
	if v, ok := r.m.Load(name); ok {
		return v.(*stats)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if v, ok := r.m.Load(name); ok {
		return v.(*stats)
	}
	s := &stats{}
	r.m.Store(name, s)
	return s
}

// A cache: what is stored comes from elsewhere.
func (r *registry) Cached(name string, load func(string) (string, error)) (string, error) {
	if v, ok := r.m.Load(name); ok {
		return v.(string), nil
	}
	v, err := load(name)
	if err == nil {
		r.m.Store(name, v)
	}
	return v, err
}

// A memo: an object that nobody changes.
type plan struct{ fields []string }

func (r *registry) Memo(name string) *plan {
	if v, ok := r.m.Load(name); ok {
		return v.(*plan)
	}
	p := &plan{fields: []string{name}}
	r.m.Store(name, p)
	return p
}

// A map of this call alone.
func Local(names []string) (n int) {
	var seen sync.Map
	for _, name := range names {
		if _, ok := seen.Load(name); !ok {
			seen.Store(name, true)
			n++
		}
	}
	return n
}

// A wrapper that asserts the type of what it holds.
type typed[V any] struct{ m sync.Map }

func (t *typed[V]) Load(k string) (v V, ok bool) {
	x, ok := t.m.Load(k)
	if !ok {
		return v, false
	}
	v, ok = x.(V)
	return v, ok
}

func (t *typed[V]) Exists(k string) bool {
	_, ok := t.Load(k)
	return ok
}

type plugins struct{ running typed[*stats] }

func (p *plugins) Start(name string) {
	if p.running.Exists(name) {
		return
	}
	p.running.m.Store(name, &stats{}) // want `overwrite: `
}
