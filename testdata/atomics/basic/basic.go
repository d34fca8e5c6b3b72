// Package basic holds pairs on atomic variables.
package basic

import (
	"errors"
	"sync"
	"sync/atomic"
)

var errRunning = errors.New("running")

type server struct {
	running, other atomic.Bool
	state          int32
	conn           atomic.Pointer[sync.Mutex]
	cache          atomic.Pointer[string]
}

func (s *server) Start(run func()) error {
	if s.running.Load() {
		return errRunning
	}
	s.running.Store(true) // want `overwrite: .*refused`
	go run()
	return nil
}

func (s *server) StartOld(run func()) error {
	if atomic.LoadInt32(&s.state) != 0 {
		return errRunning
	}
	atomic.StoreInt32(&s.state, 1) // want `overwrite: .*refused`
	run()
	return nil
}

func (s *server) Conn() *sync.Mutex {
	if mu := s.conn.Load(); mu != nil {
		return mu
	}
	mu := &sync.Mutex{}
	s.conn.Store(mu) // want `overwrite: .*different objects`
	return mu
}

// Only one gets true.
func (s *server) StartOnce(run func()) error {
	if s.running.Load() {
		return errRunning
	}
	if !s.running.CompareAndSwap(false, true) {
		return errRunning
	}
	go run()
	return nil
}

// The same value again.
func (s *server) Text(load func() string) string {
	if t := s.cache.Load(); t != nil {
		return *t
	}
	t := load()
	s.cache.Store(&t)
	return t
}

// Another variable.
func (s *server) Other() error {
	if s.running.Load() {
		return errRunning
	}
	s.other.Store(true)
	return nil
}

// The variable is this call's own.
func own(run func()) error {
	var done atomic.Bool
	run()
	if done.Load() {
		return errRunning
	}
	done.Store(true)
	return nil
}

// One at a time.
func (s *server) Locked(mu *sync.Mutex) error {
	mu.Lock()
	defer mu.Unlock()
	if s.running.Load() {
		return errRunning
	}
	s.running.Store(true)
	return nil
}
