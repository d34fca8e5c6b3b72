// Package waiting lets goroutines wait for each other.
package waiting

import "sync"

// turns lets one in at a time for each name: whoever comes later waits for the
// channel and looks again.
type turns struct {
	mu   sync.Mutex
	busy map[string]chan struct{}
}

// take looks again each time that it has waited, and has held the lock since when
// it finds nobody. Safe.
func (t *turns) take(name string) {
	t.mu.Lock()
	for {
		ch, ok := t.busy[name]
		if !ok {
			break
		}
		t.mu.Unlock()
		<-ch
		t.mu.Lock()
	}
	t.busy[name] = make(chan struct{})
	t.mu.Unlock()
}

// takeAgain is the same with the lock taken at one place. Safe.
func (t *turns) takeAgain(name string) {
	for {
		t.mu.Lock()
		ch, ok := t.busy[name]
		if !ok {
			t.busy[name] = make(chan struct{})
			t.mu.Unlock()
			return
		}
		t.mu.Unlock()
		<-ch
	}
}

// takeLater waits for its turn, but for another reason, after it has looked.
func (t *turns) takeLater(name string, ready func() bool) chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	ch, ok := t.busy[name]
	for !ready() {
		t.mu.Unlock()
		pause()
		t.mu.Lock()
	}
	if !ok {
		ch = make(chan struct{})
		t.busy[name] = ch // want `overwrite: .* entry of t.busy for name`
	}
	return ch
}

// takeInLoop looks in the loop that lets the lock go, and leaves the loop without
// having looked again.
func (t *turns) takeInLoop(name string, ready func() bool) chan struct{} {
	var ch chan struct{}
	ok := true
	t.mu.Lock()
	defer t.mu.Unlock()
	for !ready() {
		ch, ok = t.busy[name]
		t.mu.Unlock()
		pause()
		t.mu.Lock()
	}
	if !ok {
		ch = make(chan struct{})
		t.busy[name] = ch // want `overwrite: .* entry of t.busy for name`
	}
	return ch
}

func pause() {}
