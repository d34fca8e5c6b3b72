// Package basic holds pairs on the keys of goleveldb.
package basic

import (
	"errors"
	"sync"

	"github.com/syndtr/goleveldb/leveldb"
	leveldberrors "github.com/syndtr/goleveldb/leveldb/errors"
)

var errTaken = errors.New("taken")

func register(db *leveldb.DB, name, val []byte) error {
	_, err := db.Get(name, nil)
	if err == nil {
		return errTaken
	}
	if err != leveldb.ErrNotFound {
		return err
	}
	return db.Put(name, val, nil) // want "overwrite: .*refused"
}

func registerHas(db *leveldb.DB, name, val []byte) error {
	taken, err := db.Has(name, nil)
	if err != nil {
		return err
	}
	if taken {
		return errTaken
	}
	return db.Put(name, val, nil) // want "overwrite: .*refused"
}

// otherName compares with another name of the same variable.
func otherName(db *leveldb.DB, name, val []byte) error {
	if _, err := db.Get(name, nil); !errors.Is(err, leveldberrors.ErrNotFound) {
		return errTaken
	}
	return db.Put(name, val, nil) // want "overwrite: .*refused"
}

// transaction is the only one that writes.
func transaction(db *leveldb.DB, name, val []byte) error {
	tx, err := db.OpenTransaction()
	if err != nil {
		return err
	}
	defer tx.Discard()
	if taken, err := tx.Has(name, nil); err != nil || taken {
		return errTaken
	}
	if err := tx.Put(name, val, nil); err != nil {
		return err
	}
	return tx.Commit()
}

// outside looks before the transaction.
func outside(db *leveldb.DB, name, val []byte) error {
	if taken, err := db.Has(name, nil); err != nil || taken {
		return errTaken
	}
	tx, err := db.OpenTransaction()
	if err != nil {
		return err
	}
	defer tx.Discard()
	if err := tx.Put(name, val, nil); err != nil { // want "overwrite: .*refused"
		return err
	}
	return tx.Commit()
}

type store struct {
	mu sync.Mutex
	db *leveldb.DB
}

// locked has the only handle: one process opens the files.
func (s *store) locked(name, val []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if taken, err := s.db.Has(name, nil); err != nil || taken {
		return errTaken
	}
	return s.db.Put(name, val, nil)
}

// otherKey writes what it did not look for.
func otherKey(db *leveldb.DB, name, other, val []byte) error {
	if taken, err := db.Has(name, nil); err != nil || taken {
		return errTaken
	}
	return db.Put(other, val, nil)
}

// batch writes what is not looked into.
func batch(db *leveldb.DB, name []byte, b *leveldb.Batch) error {
	if taken, err := db.Has(name, nil); err != nil || taken {
		return errTaken
	}
	return db.Write(b, nil)
}
