// Package mapjoin goes on alike with what a map has and what it has put there.
package mapjoin

import (
	"bytes"
	"crypto/sha256"
	"sync"
	"sync/atomic"
)

// Counter counts.
type Counter struct {
	seed [sha256.Size]byte
	n    atomic.Int64
}

// Service has a counter for each name.
type Service struct{ counters sync.Map }

// Run counts for a name and returns its counter.
func (s *Service) Run(name string) (any, error) {
	v, ok := s.counters.Load(name)
	if !ok {
		v = &Counter{seed: sha256.Sum256(bytes.Repeat([]byte(name), 1<<16))}
		s.counters.Store(name, v)
	}
	v.(*Counter).n.Add(1)
	return v.(*Counter), nil
}
