// Package basic holds find-then-create with go.etcd.io/bbolt.
package basic

import (
	"errors"

	"go.etcd.io/bbolt"
)

var errTaken = errors.New("taken")

func register(db *bbolt.DB, name, val []byte) error {
	var taken bool
	err := db.View(func(tx *bbolt.Tx) error {
		taken = tx.Bucket([]byte("users")).Get(name) != nil
		return nil
	})
	if err != nil {
		return err
	}
	if taken {
		return errTaken
	}
	return db.Update(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("users")).Put(name, val) // want "overwrite: "
	})
}

// update is one transaction, and there is one at a time.
func update(db *bbolt.DB, name, val []byte) error {
	return db.Update(func(tx *bbolt.Tx) error {
		users := tx.Bucket([]byte("users"))
		if users.Get(name) != nil {
			return errTaken
		}
		return users.Put(name, val)
	})
}

// otherKey writes what it did not look for.
func otherKey(db *bbolt.DB, name, other, val []byte) error {
	taken := false
	if err := db.View(func(tx *bbolt.Tx) error {
		taken = tx.Bucket([]byte("users")).Get(name) != nil
		return nil
	}); err != nil || taken {
		return errTaken
	}
	return db.Update(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("users")).Put(other, val)
	})
}
