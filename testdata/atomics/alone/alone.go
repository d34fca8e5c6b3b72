// Package alone holds pairs that only one caller gets to, and look-alikes.
package alone

import (
	"errors"
	"sync"
	"sync/atomic"
)

var errClosed = errors.New("closed")

type gate struct {
	mu      sync.Mutex
	once    sync.Once
	leaving bool
	worker  *worker
	gone    atomic.Bool
	current atomic.Pointer[worker]
}

type worker struct {
	mu   sync.Mutex
	jobs []string
}

// Only the first finds leaving unset.
func (g *gate) Leave() error {
	if g.gone.Load() {
		return errClosed
	}
	g.mu.Lock()
	if g.leaving {
		g.mu.Unlock()
		return errClosed
	}
	g.leaving = true
	g.mu.Unlock()
	g.gone.Store(true)
	return nil
}

// Only the first makes the worker.
func (g *gate) Hire() error {
	if g.current.Load() == nil {
		return g.hire(&worker{})
	}
	return nil
}

func (g *gate) hire(w *worker) error {
	g.mu.Lock()
	if g.worker != nil {
		g.mu.Unlock()
		return errClosed
	}
	g.worker = &worker{jobs: w.jobs}
	g.mu.Unlock()
	g.current.Store(w)
	return nil
}

// Look and mark are not under one lock.
func (g *gate) LeaveTwice() error {
	if g.gone.Load() {
		return errClosed
	}
	g.mu.Lock()
	leaving := g.leaving
	g.mu.Unlock()
	if leaving {
		return errClosed
	}
	g.mu.Lock()
	g.leaving = true
	g.mu.Unlock()
	g.gone.Store(true) // want `overwrite: `
	return nil
}

// Whoever comes later passes the mark again.
func (g *gate) LeaveForAWhile() error {
	if g.gone.Load() {
		return errClosed
	}
	g.mu.Lock()
	if g.leaving {
		g.mu.Unlock()
		return errClosed
	}
	g.leaving = true
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		g.leaving = false
		g.mu.Unlock()
	}()
	g.gone.Store(true) // want `overwrite: `
	return nil
}

// Another's mark.
func (g *gate) LeaveWith(other *gate) error {
	if g.gone.Load() {
		return errClosed
	}
	other.mu.Lock()
	if other.leaving {
		other.mu.Unlock()
		return errClosed
	}
	other.leaving = true
	other.mu.Unlock()
	g.gone.Store(true) // want `overwrite: `
	return nil
}

func (g *gate) Shut() error {
	if g.gone.Load() {
		return errClosed
	}
	g.once.Do(func() { g.gone.Store(true) })
	return nil
}

// A once of its own for each call.
func (g *gate) ShutHere() error {
	var once sync.Once
	if g.gone.Load() {
		return errClosed
	}
	once.Do(func() { g.gone.Store(true) }) // want `overwrite: `
	return nil
}
