// Package turn knows no store: it lets one in at a time.
package turn

import "sync"

var mu sync.Mutex

// Alone runs f while nobody else does.
func Alone(f func() error) error {
	mu.Lock()
	defer mu.Unlock()
	return f()
}

// Take returns what ends the turn.
func Take() (done func()) {
	mu.Lock()
	return mu.Unlock
}

// Counted runs f with everybody else's.
func Counted(f func() error) error {
	mu.Lock()
	n++
	mu.Unlock()
	return f()
}

var n int
