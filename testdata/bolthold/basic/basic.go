// Package basic holds find-then-create with timshannon/bolthold.
package basic

import (
	"errors"

	"github.com/timshannon/bolthold"
	"go.etcd.io/bbolt"
)

type User struct {
	ID     uint64 `bolthold:"key"`
	Email  string `boltholdUnique:"Email"`
	Tenant string
}

func ensure(s *bolthold.Store, email string) (u User, err error) {
	err = s.FindOne(&u, bolthold.Where("Email").Eq(email))
	if errors.Is(err, bolthold.ErrNotFound) {
		u = User{Email: email}
		err = s.Insert(bolthold.NextSequence(), &u) // want "duplicate: .*User.*email"
	}
	return u, err
}

func ensureCount(s *bolthold.Store, email, tenant string) error {
	n, err := s.Count(&User{}, bolthold.Where("Email").Eq(email).And("Tenant").Eq(tenant).Limit(1))
	if err != nil || n > 0 {
		return err
	}
	return s.Insert(bolthold.NextSequence(), User{Email: email, Tenant: tenant}) // want "duplicate: .*email = email and tenant = tenant"
}

func ensureList(s *bolthold.Store, email string) error {
	var found []User
	if err := s.Find(&found, bolthold.Where("Email").Eq(email)); err != nil || len(found) > 0 {
		return err
	}
	return s.Insert(bolthold.NextSequence(), &User{Email: email}) // want "duplicate: .*User.*email"
}

// update is one transaction, and there is one at a time.
func update(s *bolthold.Store, email string) error {
	return s.Bolt().Update(func(tx *bbolt.Tx) error {
		var u User
		err := s.TxFindOne(tx, &u, bolthold.Where("Email").Eq(email))
		if errors.Is(err, bolthold.ErrNotFound) {
			return s.TxInsert(tx, bolthold.NextSequence(), &User{Email: email})
		}
		return err
	})
}

// outside looks outside the transaction that it creates in.
func outside(s *bolthold.Store, email string) error {
	var u User
	err := s.FindOne(&u, bolthold.Where("Email").Eq(email))
	if !errors.Is(err, bolthold.ErrNotFound) {
		return err
	}
	return s.Bolt().Update(func(tx *bbolt.Tx) error {
		return s.TxInsert(tx, bolthold.NextSequence(), &User{Email: email}) // want "duplicate: "
	})
}

// handled looks again when the insert loses the race.
func handled(s *bolthold.Store, email string) (u User, err error) {
	find := func() error { return s.FindOne(&u, bolthold.Where("Email").Eq(email)) }
	if err = find(); !errors.Is(err, bolthold.ErrNotFound) {
		return u, err
	}
	err = s.Insert(bolthold.NextSequence(), &User{Email: email})
	if errors.Is(err, bolthold.ErrUniqueExists) {
		err = find()
	}
	return u, err
}

func upsert(s *bolthold.Store, email string) error {
	var u User
	err := s.FindOne(&u, bolthold.Where("Email").Eq(email))
	if errors.Is(err, bolthold.ErrNotFound) {
		err = s.Upsert(email, &User{Email: email})
	}
	return err
}

// otherKey creates what it did not look for.
func otherKey(s *bolthold.Store, email, other string) error {
	var u User
	err := s.FindOne(&u, bolthold.Where("Email").Eq(email))
	if errors.Is(err, bolthold.ErrNotFound) {
		err = s.Insert(bolthold.NextSequence(), &User{Email: other})
	}
	return err
}

// ranges says nothing of one key.
func ranges(s *bolthold.Store, email string) error {
	var u User
	err := s.FindOne(&u, bolthold.Where("Email").Gt(email))
	if errors.Is(err, bolthold.ErrNotFound) {
		err = s.Insert(bolthold.NextSequence(), &User{Email: email})
	}
	return err
}
