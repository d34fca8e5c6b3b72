// Package codes sends codes by mail, and knows of its store only an interface.
package codes

import (
	"context"
	"crypto/rand"
	"errors"
	"time"
)

var (
	ErrTooSoon = errors.New("too soon")
	ErrUsed    = errors.New("used")
	ErrRunning = errors.New("running")
)

type Code struct {
	Text     string
	Attempts int
	At       time.Time
}

type Store interface {
	Code(ctx context.Context, email string) (*Code, error)
	SetCode(ctx context.Context, email string, c *Code) error
	Running(ctx context.Context, job string) (string, error)
	SetRunning(ctx context.Context, job, by string) error
}

type Service struct{ store Store }

// Send refuses those who come soon after another; two who come at once both pass.
func (s *Service) Send(ctx context.Context, email string) error {
	last, err := s.store.Code(ctx, email)
	if err == nil && last != nil {
		if time.Since(last.At) < time.Minute {
			return ErrTooSoon
		}
	}
	c := &Code{Text: rand.Text(), At: time.Now()}
	return s.store.SetCode(ctx, email, c) // linked: refused; use SET with NX
}

// The time of day that it is, put in front.
func (s *Service) SendAfter(ctx context.Context, email string, pause time.Duration) error {
	now := time.Now()
	last, err := s.store.Code(ctx, email)
	if err == nil && now.Before(last.At.Add(pause)) {
		return ErrTooSoon
	}
	return s.store.SetCode(ctx, email, &Code{Text: rand.Text(), At: now}) // linked: refused
}

// A refusal for what the code says is none for that it is there.
func (s *Service) Renew(ctx context.Context, email string) error {
	last, err := s.store.Code(ctx, email)
	if err == nil && last.Attempts > 3 {
		return ErrUsed
	}
	return s.store.SetCode(ctx, email, &Code{Text: "0", At: time.Now()})
}

// Start asks who is at it, and whether that is somebody.
func (s *Service) Start(ctx context.Context, job, by string) error {
	who, err := s.store.Running(ctx, job)
	if err != nil {
		who = ""
	} else if who != "" {
		return ErrRunning
	}
	return s.store.SetRunning(ctx, job, by) // linked: refused
}

// Resume refuses where there is something, but nobody: not because it is there.
func (s *Service) Resume(ctx context.Context, job, by string) error {
	who, err := s.store.Running(ctx, job)
	if err == nil && who == "" {
		return ErrUsed
	}
	return s.store.SetRunning(ctx, job, by)
}
