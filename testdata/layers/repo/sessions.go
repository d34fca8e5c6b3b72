package repo

import (
	"errors"

	"gorm.io/gorm"

	"github.com/toctou-lint/toctou/testdata/layers/model"
)

// Sessions hides the row type's columns from its callers.
type Sessions struct{ DB *gorm.DB }

// Live returns nil when the device has no live session.
func (s *Sessions) Live(device string) (*model.Session, error) { return s.withStatus(device, 1) }

// Dead is Live for those that have ended.
func (s *Sessions) Dead(device string) (*model.Session, error) { return s.withStatus(device, 2) }

func (s *Sessions) withStatus(device string, status int) (*model.Session, error) {
	var row model.Session
	err := s.DB.Where("device = ? AND status = ?", device, status).First(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	return &row, err
}

// Start leaves the status to the database.
func (s *Sessions) Start(device string) error {
	return s.DB.Create(&model.Session{Device: device}).Error
}

// Add stores a row that the caller fills, but for the status.
func (s *Sessions) Add(row *model.Session) error { return s.DB.Create(row).Error }
