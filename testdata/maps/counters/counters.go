// Package counters makes the objects of its maps in other functions.
package counters

import (
	"sync"
	"sync/atomic"
	"time"
)

type tally struct {
	created, deleted *int64
	since            time.Time
}

func newTally() *tally {
	created, deleted := int64(0), int64(0)
	return &tally{created: &created, deleted: &deleted, since: time.Now()}
}

func (t *tally) add(n int64) { atomic.AddInt64(t.created, n) }

type limits struct{ most *int64 }

func newLimits(most int64) *limits { return &limits{most: &most} }

func (l *limits) within(total *int64, n int64) bool { return atomic.AddInt64(total, n) <= *l.most }

type visits struct{ n int }

func newVisits() *visits { return &visits{} }

func (v *visits) more() { v.n++ }

type book struct {
	mu      sync.RWMutex
	tallies map[string]*tally
	limits  map[string]*limits
	visits  map[string]*visits
	kept    map[string]*visits
}

// Two who each make a tally count apart.
func (b *book) tally(name string) *tally {
	b.mu.RLock()
	t, ok := b.tallies[name]
	b.mu.RUnlock()
	if !ok {
		t = newTally()
		b.mu.Lock()
		b.tallies[name] = t // want `overwrite: .*different objects`
		b.mu.Unlock()
	}
	return t
}

func (b *book) visit(name string) {
	b.mu.RLock()
	v := b.visits[name]
	b.mu.RUnlock()
	if v == nil {
		v = newVisits()
		b.mu.Lock()
		b.visits[name] = v // want `overwrite: .*different objects`
		b.mu.Unlock()
	}
	v.more()
}

// Limits are only read: one is as good as another.
func (b *book) limit(name string, most int64) *limits {
	b.mu.RLock()
	l, ok := b.limits[name]
	b.mu.RUnlock()
	if !ok {
		l = newLimits(most)
		b.mu.Lock()
		b.limits[name] = l
		b.mu.Unlock()
	}
	return l
}

// What is looked up elsewhere is the same for both.
func (b *book) keep(name string, find func(string) *visits) *visits {
	b.mu.RLock()
	v, ok := b.kept[name]
	b.mu.RUnlock()
	if !ok {
		v = find(name)
		b.mu.Lock()
		b.kept[name] = v
		b.mu.Unlock()
	}
	return v
}

// The one that was first wins.
func (b *book) first(name string) *tally {
	b.mu.RLock()
	t, ok := b.tallies[name]
	b.mu.RUnlock()
	if ok {
		return t
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if t, ok = b.tallies[name]; !ok {
		t = newTally()
		b.tallies[name] = t
	}
	return t
}
