// Package roster asks what an error of package apperr means.
package roster

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/toctou-lint/toctou/testdata/layers/apperr"
	"gorm.io/gorm"
)

type Player struct {
	ID   int64
	Nick string
}

func byNick(db *gorm.DB, nick string) (*Player, error) {
	var p Player
	err := db.Where("nick = ?", nick).Take(&p).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, apperr.E("byNick", apperr.NotFound, err)
	}
	if err != nil {
		return nil, apperr.E("byNick", apperr.Internal, err)
	}
	return &p, nil
}

func missing(db *gorm.DB, nick string) error {
	var n int64
	if err := db.Model(&Player{}).Where("nick = ?", nick).Count(&n).Error; err != nil {
		return err
	}
	if n == 0 {
		return apperr.Missing("missing")
	}
	return nil
}

func byCode(db *gorm.DB, nick string) error {
	switch _, err := byNick(db, nick); apperr.CodeOf(err) {
	case apperr.NotFound:
		return db.Create(&Player{Nick: nick}).Error // want `duplicate: .* nick = nick`
	default:
		return err
	}
}

func byPredicate(db *gorm.DB, nick string) error {
	_, err := byNick(db, nick)
	if apperr.IsNotFound(err) {
		return db.Create(&Player{Nick: nick}).Error // want `duplicate: .* nick = nick`
	}
	return err
}

func byField(db *gorm.DB, nick string) error {
	_, err := byNick(db, nick)
	var e *apperr.Error
	if errors.As(err, &e) && e.Code == apperr.NotFound {
		return db.Create(&Player{Nick: nick}).Error // want `duplicate: .* nick = nick`
	}
	return err
}

func byMethod(db *gorm.DB, nick string) error {
	_, err := byNick(db, nick)
	var e *apperr.Error
	if errors.As(err, &e) && e.IsGone() {
		return db.Create(&Player{Nick: nick}).Error // want `duplicate: .* nick = nick`
	}
	return err
}

func byStatus(db *gorm.DB, nick string) error {
	err := missing(db, nick)
	var e *apperr.Error
	if errors.As(err, &e) && e.Status == http.StatusNotFound {
		return db.Create(&Player{Nick: nick}).Error // want `duplicate: .* nick = nick`
	}
	return err
}

// expected: the code is one of two.
func expected(db *gorm.DB, nick string) error {
	_, err := byNick(db, nick)
	if err != nil && !apperr.IsExpected(err) {
		return err
	}
	if err == nil {
		return apperr.E("expected", apperr.Exists, nil)
	}
	return db.Create(&Player{Nick: nick}).Error // want `duplicate: .* nick = nick`
}

// wrapped: what is inside is still there.
func wrapped(db *gorm.DB, nick string) error {
	_, err := byNick(db, nick)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return db.Create(&Player{Nick: nick}).Error // want `duplicate: .* nick = nick`
	}
	return err
}

func wrappedAgain(db *gorm.DB, nick string) error {
	err := missing(db, nick)
	if err != nil {
		err = fmt.Errorf("looking for %s: %w", nick, err)
	}
	if apperr.CodeOf(err) != apperr.NotFound {
		return err
	}
	return db.Create(&Player{Nick: nick}).Error // want `duplicate: .* nick = nick`
}

// forbidden is another code: nothing is created because a row is absent.
func forbidden(db *gorm.DB, nick string) error {
	_, err := byNick(db, nick)
	if apperr.IsForbidden(err) {
		return db.Create(&Player{Nick: nick}).Error
	}
	return err
}

// brokenOnly is what the store said when it failed.
func brokenOnly(db *gorm.DB, nick string) error {
	_, err := byNick(db, nick)
	if err != nil && apperr.CodeOf(err) == apperr.Forbidden {
		return db.Create(&Player{Nick: nick}).Error
	}
	return err
}

// handled: the loser is told so, with a code.
func handled(db *gorm.DB, nick string) error {
	_, err := byNick(db, nick)
	if !apperr.IsNotFound(err) {
		return err
	}
	err = add(db, nick)
	if apperr.CodeOf(err) == apperr.Exists {
		_, err = byNick(db, nick)
	}
	return err
}

func add(db *gorm.DB, nick string) error {
	err := db.Create(&Player{Nick: nick}).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return apperr.E("add", apperr.Exists, err)
	}
	return err
}

func faultOf(db *gorm.DB, nick string) error {
	err := db.Where("nick = ?", nick).Take(&Player{}).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return &apperr.Fault{Code: apperr.NotFound}
	}
	return err
}

// byFault: another value than ErrGone is ErrGone, by its own method.
func byFault(db *gorm.DB, nick string) error {
	err := faultOf(db, nick)
	if errors.Is(err, apperr.ErrGone) {
		return db.Create(&Player{Nick: nick}).Error // want `duplicate: .* nick = nick`
	}
	return err
}
