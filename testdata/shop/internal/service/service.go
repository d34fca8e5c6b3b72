// Package service decides what the shop does.
package service

import (
	"context"
	"errors"
	"strings"
	"sync"

	"gorm.io/gorm"

	"github.com/toctou-lint/toctou/testdata/shop/internal/model"
	"github.com/toctou-lint/toctou/testdata/shop/internal/repo"
)

// Service has the shop's rules.
type Service struct {
	customers *repo.Customers
	db        *gorm.DB
	labels    sync.Mutex
}

// New wires a service.
func New(customers *repo.Customers, db *gorm.DB) *Service {
	return &Service{customers: customers, db: db}
}

// SignIn finds or makes the customer and its cart.
func (s *Service) SignIn(ctx context.Context, email string) (*model.Customer, error) {
	c, err := s.customers.SignIn(ctx, normalise(email))
	if err != nil {
		return nil, err
	}
	_, err = s.customers.Cart(ctx, c.ID)
	return c, err
}

// Register refuses an address that is taken, before and after: Insert tells the lost race apart.
func (s *Service) Register(ctx context.Context, email, name string) error {
	email = normalise(email)
	if _, err := s.customers.ByEmail(ctx, email); err == nil {
		return repo.ErrEmailTaken
	} else if !errors.Is(err, repo.ErrNoCustomer) {
		return err
	}
	return s.customers.Insert(ctx, &model.Customer{Email: email, Name: name})
}

// SetAddress keeps one address of each kind.
// RACY (duplicate): two requests at once make two.
func (s *Service) SetAddress(ctx context.Context, customerID uint, kind, line string) error {
	taken, err := s.hasAddress(ctx, customerID, kind)
	if err != nil {
		return err
	}
	if taken {
		return s.db.WithContext(ctx).Model(&model.Address{}).
			Where("customer_id = ? AND kind = ?", customerID, kind).Update("line", line).Error
	}
	return s.db.WithContext(ctx).Create(&model.Address{CustomerID: customerID, Kind: kind, Line: line}).Error
}

func (s *Service) hasAddress(ctx context.Context, customerID uint, kind string) (bool, error) {
	var n int64
	err := s.db.WithContext(ctx).Model(&model.Address{}).
		Where("customer_id = ? AND kind = ?", customerID, kind).Count(&n).Error
	return n > 0, err
}

// Label is made once: the mutex is held over both.
func (s *Service) Label(ctx context.Context, name string) (*model.Label, error) {
	s.labels.Lock()
	defer s.labels.Unlock()
	var l model.Label
	err := s.db.WithContext(ctx).Where("name = ?", name).First(&l).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		l = model.Label{Name: name}
		err = s.db.WithContext(ctx).Create(&l).Error
	}
	return &l, err
}

func normalise(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
