// Package failures remembers what went wrong, so that it is not tried again at once.
package failures

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

var (
	errMissing = errors.New("missing")
	errBusy    = errors.New("busy")
)

type schema struct{ message *string }

type registry struct {
	mu      sync.RWMutex
	missing map[string]time.Time
	schemas map[string]*schema
	absent  *lru.Cache[string, struct{}]
	busy    *lru.Cache[string, struct{}]
	fetch   func(string) (*schema, error)
}

// Who remembers that there is none is told so himself, as is everybody.
func (r *registry) Schema(name string) (*schema, error) {
	r.mu.RLock()
	if at, failed := r.missing[name]; failed {
		if time.Since(at) < time.Minute {
			r.mu.RUnlock()
			return nil, fmt.Errorf("%s: missing (remembered)", name)
		}
	}
	r.mu.RUnlock()
	s, err := r.fetch(name)
	if err != nil {
		r.mu.Lock()
		r.missing[name] = time.Now()
		r.mu.Unlock()
		return nil, fmt.Errorf("%s: missing", name)
	}
	return s, nil
}

// The same with the error of what failed.
func (r *registry) Try(name string) (*schema, error) {
	if r.absent.Contains(name) {
		return nil, errMissing
	}
	s, err := r.fetch(name)
	if err != nil {
		r.absent.Add(name, struct{}{})
		return nil, err
	}
	return s, nil
}

func (r *registry) load(name string) (*schema, error) {
	s, err := r.fetch(name)
	if err == errMissing {
		r.absent.Add(name, struct{}{})
	}
	return s, err
}

// A helper remembers, and only then.
func (r *registry) Get(name string) (*schema, error) {
	if r.absent.Contains(name) {
		return nil, errMissing
	}
	return r.load(name)
}

// What was parsed is the same each time, even if it is not complete, of which one is
// told whoever has parsed it.
func (r *registry) Parse(name string) (*schema, error) {
	r.mu.RLock()
	if s, ok := r.schemas[name]; ok {
		r.mu.RUnlock()
		if s.message == nil {
			return s, fmt.Errorf("%s: no message", name)
		}
		return s, nil
	}
	r.mu.RUnlock()
	s, err := r.fetch(name)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	r.schemas[name] = s
	r.mu.Unlock()
	return s, nil
}

// Who marks the name goes on, and the others are refused.
func (r *registry) Start(name string) error {
	if r.busy.Contains(name) {
		return errBusy
	}
	r.busy.Add(name, struct{}{}) // want `overwrite: .*refused`
	return nil
}

func renew(file string) error { return os.WriteFile(file, []byte("renewed"), 0o600) }

// What is written again is the same file: one finding tells of it.
func Lock(file string) error {
	if _, err := os.Stat(file); err == nil {
		return errBusy
	}
	if err := os.WriteFile(file, []byte(strconv.Itoa(os.Getpid())), 0o600); err != nil { // want `overwrite: .*refused`
		return err
	}
	return renew(file)
}
