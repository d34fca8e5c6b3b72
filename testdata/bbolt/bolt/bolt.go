// Package bolt holds find-then-create with the module that bbolt was forked from.
package bolt

import (
	"errors"

	"github.com/boltdb/bolt"
)

var errTaken = errors.New("taken")

func register(db *bolt.DB, name, val []byte) error {
	var taken bool
	err := db.View(func(tx *bolt.Tx) error {
		taken = tx.Bucket([]byte("users")).Get(name) != nil
		return nil
	})
	if err != nil {
		return err
	}
	if taken {
		return errTaken
	}
	return db.Update(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("users")).Put(name, val) // want "overwrite: "
	})
}

// update is one transaction, and there is one at a time.
func update(db *bolt.DB, name, val []byte) error {
	return db.Update(func(tx *bolt.Tx) error {
		users := tx.Bucket([]byte("users"))
		if users.Get(name) != nil {
			return errTaken
		}
		return users.Put(name, val)
	})
}
