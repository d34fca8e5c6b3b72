package helpers

import (
	"context"
	"errors"
)

// RegisterRequest is what a client sends.
type RegisterRequest struct {
	Email string
	Name  string
}

// Service decides.
type Service struct{ repo *Repo }

// Register refuses a second customer with the same address.
func (s *Service) Register(ctx context.Context, email string) error {
	_, err := s.repo.FindByEmail(ctx, email)
	if err == nil {
		return ErrExists
	}
	if !errors.Is(err, ErrNoCustomer) {
		return err
	}
	return s.repo.Create(ctx, &Customer{Email: email}) // want "(?i)duplicate: .*customer.*email"
}

// GetOrCreate returns the row in both cases.
func (s *Service) GetOrCreate(ctx context.Context, email, name string) (*Customer, error) {
	c, err := s.repo.FindByEmail(ctx, email)
	if err == nil {
		return c, nil
	}
	if errors.Is(err, ErrNoCustomer) {
		return s.repo.Insert(ctx, email, name) // want "duplicate: "
	}
	return nil, err
}

// RegisterRequest has the key in a struct.
func (s *Service) RegisterRequest(ctx context.Context, req *RegisterRequest) error {
	if ok, err := s.repo.Exists(ctx, req.Email); err != nil || ok {
		return errors.Join(err, ErrExists)
	}
	_, err := s.repo.Insert(ctx, req.Email, req.Name) // want "duplicate: .*req.Email"
	return err
}

// Built makes the row with a constructor that normalises as the check did.
func (s *Service) Built(ctx context.Context, req RegisterRequest) error {
	ok, err := s.repo.Exists(ctx, normalise(req.Email))
	if err != nil {
		return err
	}
	if ok {
		return ErrExists
	}
	return s.repo.Create(ctx, NewCustomer(req.Email, req.Name)) // want "duplicate: "
}

// validate is the part of Register that looks.
func (s *Service) validate(ctx context.Context, req RegisterRequest) error {
	if req.Email == "" {
		return errors.New("no address")
	}
	ok, err := s.repo.Exists(ctx, req.Email)
	if err != nil {
		return err
	}
	if ok {
		return ErrExists
	}
	return nil
}

// store is the part that creates.
func (s *Service) store(ctx context.Context, req RegisterRequest) error {
	c := Customer{Email: req.Email, Name: req.Name}
	return s.repo.Create(ctx, &c)
}

// ValidateThenStore has neither in its own body.
func (s *Service) ValidateThenStore(ctx context.Context, req RegisterRequest) error {
	if err := s.validate(ctx, req); err != nil {
		return err
	}
	return s.store(ctx, req) // want "duplicate: "
}

// OtherAddress creates another customer than the one it looked for. Safe.
func (s *Service) OtherAddress(ctx context.Context, email, invited string) error {
	if _, err := s.repo.FindByEmail(ctx, email); !errors.Is(err, ErrNoCustomer) {
		return err
	}
	return s.repo.Create(ctx, &Customer{Email: invited})
}

// MustExist creates when the customer is there. Safe.
func (s *Service) MustExist(ctx context.Context, email string) error {
	c, err := s.repo.FindByEmail(ctx, email)
	if err != nil {
		return err
	}
	return s.repo.Create(ctx, &Customer{Email: email, Name: c.Name})
}

// OtherName has the name where the check had the address. Safe.
func (s *Service) OtherName(ctx context.Context, email, name string) error {
	if ok, err := s.repo.Exists(ctx, email); err != nil || ok {
		return err
	}
	_, err := s.repo.Insert(ctx, name, email)
	return err
}
