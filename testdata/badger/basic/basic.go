// Package basic holds find-then-create with dgraph-io/badger.
package basic

import (
	"errors"

	"github.com/dgraph-io/badger/v4"
)

var errTaken = errors.New("taken")

func register(db *badger.DB, key, val []byte) error {
	err := db.View(func(txn *badger.Txn) error {
		_, err := txn.Get(key)
		return err
	})
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, badger.ErrKeyNotFound) {
		return err
	}
	return db.Update(func(txn *badger.Txn) error {
		return txn.Set(key, val) // want "overwrite: "
	})
}

// update is serializable: its commit fails when the key has come into being.
func update(db *badger.DB, key, val []byte) error {
	return db.Update(func(txn *badger.Txn) error {
		_, err := txn.Get(key)
		if err == nil {
			return errTaken
		}
		if !errors.Is(err, badger.ErrKeyNotFound) {
			return err
		}
		return txn.Set(key, val)
	})
}

// otherKey writes what it did not look for.
func otherKey(db *badger.DB, key, other, val []byte) error {
	err := db.View(func(txn *badger.Txn) error {
		_, err := txn.Get(key)
		return err
	})
	if !errors.Is(err, badger.ErrKeyNotFound) {
		return errTaken
	}
	return db.Update(func(txn *badger.Txn) error { return txn.Set(other, val) })
}
