package service

import (
	"gorm.io/gorm"

	"github.com/toctou-lint/toctou/testdata/layers/model"
	"github.com/toctou-lint/toctou/testdata/layers/repo"
)

// The row's status is what the database gives it.
func start(s *repo.Sessions, device string) error {
	row, err := s.Live(device)
	if err != nil || row != nil {
		return err
	}
	return s.Start(device) // want "duplicate: .*Session with device = device"
}

// Another status than a new row has. Safe.
func restart(s *repo.Sessions, device string) error {
	row, err := s.Dead(device)
	if err != nil || row != nil {
		return err
	}
	return s.Start(device)
}

// The looked-up column is filled by a method of the row type, elsewhere.
func hashed(db *gorm.DB, device string) error {
	var rows []model.Session
	if err := db.Where("hash = ?", model.HashOf(device)).Find(&rows).Error; err != nil {
		return err
	}
	if len(rows) > 0 {
		return errTaken
	}
	return db.Create(&model.Session{Device: device}).Error // want "duplicate: .*Session with hash"
}

// The hash of another device. Safe.
func hashedOther(db *gorm.DB, device string) error {
	var rows []model.Session
	if err := db.Where("hash = ?", model.HashOf("a")).Find(&rows).Error; err != nil {
		return err
	}
	if len(rows) > 0 {
		return errTaken
	}
	return db.Create(&model.Session{Device: "b"}).Error
}

// The default is filled into a row that comes from here.
func add(s *repo.Sessions, device string) error {
	row, err := s.Live(device)
	if err != nil || row != nil {
		return err
	}
	return s.Add(&model.Session{Device: device}) // want "duplicate: .*Session with device = device"
}

// What the row says is no default. Safe.
func addDead(s *repo.Sessions, device string) error {
	row, err := s.Live(device)
	if err != nil || row != nil {
		return err
	}
	return s.Add(&model.Session{Device: device, Status: 2})
}
