// Package mapload returns what a map has for a name, made if need be.
package mapload

import (
	"bytes"
	"crypto/sha256"
	"sync"
)

// Session is one name's.
type Session struct {
	seed [sha256.Size]byte
	mu   sync.Mutex
	uses int
}

// Service has the sessions.
type Service struct{ sessions sync.Map }

// Run returns the session of a name.
func (s *Service) Run(name string) (any, error) {
	if v, ok := s.sessions.Load(name); ok {
		return v.(*Session), nil
	}
	made := &Session{seed: sha256.Sum256(bytes.Repeat([]byte(name), 1<<16))}
	s.sessions.Store(name, made)
	return made, nil
}

// Use counts.
func (s *Session) Use() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.uses++
}
