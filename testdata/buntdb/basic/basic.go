// Package basic holds find-then-create with buntdb.
package basic

import (
	"errors"

	"github.com/tidwall/buntdb"
)

var errTaken = errors.New("taken")

func register(db *buntdb.DB, name, val string) error {
	err := db.View(func(tx *buntdb.Tx) error {
		_, err := tx.Get(name)
		return err
	})
	if err == nil {
		return errTaken
	}
	if err != buntdb.ErrNotFound {
		return err
	}
	return db.Update(func(tx *buntdb.Tx) error {
		_, _, err := tx.Set(name, val, nil) // want "overwrite: .*refused"
		return err
	})
}

// update is one transaction, and there is one at a time.
func update(db *buntdb.DB, name, val string) error {
	return db.Update(func(tx *buntdb.Tx) error {
		_, err := tx.Get(name)
		if err == nil {
			return errTaken
		}
		if err != buntdb.ErrNotFound {
			return err
		}
		_, _, err = tx.Set(name, val, nil)
		return err
	})
}

// filled stores what was loaded from elsewhere: nobody is harmed.
func filled(db *buntdb.DB, name string, load func() string) (val string, err error) {
	err = db.View(func(tx *buntdb.Tx) error {
		val, err = tx.Get(name)
		return err
	})
	if err != buntdb.ErrNotFound {
		return val, err
	}
	val = load()
	return val, db.Update(func(tx *buntdb.Tx) error {
		_, _, err := tx.Set(name, val, nil)
		return err
	})
}

// otherKey writes what it did not look for.
func otherKey(db *buntdb.DB, name, other, val string) error {
	err := db.View(func(tx *buntdb.Tx) error {
		_, err := tx.Get(name)
		return err
	})
	if err == nil {
		return errTaken
	}
	return db.Update(func(tx *buntdb.Tx) error {
		_, _, err := tx.Set(other, val, nil)
		return err
	})
}
