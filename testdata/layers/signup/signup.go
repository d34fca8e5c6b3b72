// Package signup asks another package's predicates what its errors are.
package signup

import (
	"errors"

	"gorm.io/gorm"

	"github.com/toctou-lint/toctou/testdata/layers/kinds"
)

// join creates only who is missing: neither a barred nor a closed member is.
func join(db *gorm.DB, nick string) error {
	_, err := kinds.ByNick(db, nick)
	if kinds.IsMissing(err) {
		return kinds.Add(db, nick) // want "duplicate: .*Member with nick = nick"
	}
	return err
}

func joinOrGoOn(db *gorm.DB, nick string) error {
	_, err := kinds.ByNick(db, nick)
	if err != nil && !kinds.IsMissing(err) && !kinds.IsStatus(err) {
		return err
	}
	there := err == nil || kinds.IsStatus(err)
	if there {
		return nil
	}
	return kinds.Add(db, nick) // want "duplicate: .*Member with nick = nick"
}

// again adds a second row for barred members: finding one does not keep it from
// creating.
func again(db *gorm.DB, nick string) error {
	_, err := kinds.ByNick(db, nick)
	if kinds.IsMissing(err) || kinds.IsStatus(err) {
		return kinds.Add(db, nick)
	}
	return err
}

// byText cannot be told from again.
func byText(db *gorm.DB, nick string) error {
	_, err := kinds.ByNick(db, nick)
	if kinds.SaysMissing(err) {
		return kinds.Add(db, nick)
	}
	return err
}

var errElsewhere = errors.New("elsewhere")

// other hands in an error that the predicate does not know.
func other(db *gorm.DB, nick string) error {
	_, err := kinds.ByNick(db, nick)
	if err == nil {
		return nil
	}
	if kinds.IsMissing(errElsewhere) {
		return kinds.Add(db, nick)
	}
	return err
}

// reopen creates a second row for closed members, as again does for barred ones.
func reopen(db *gorm.DB, nick string) error {
	_, err := kinds.ByNick(db, nick)
	if kinds.IsMissing(err) || kinds.IsListed(err) {
		return kinds.Add(db, nick)
	}
	return err
}
