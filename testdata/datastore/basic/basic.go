// Package basic holds find-then-create with cloud.google.com/go/datastore.
package basic

import (
	"context"
	"errors"
	"sync"

	"cloud.google.com/go/datastore"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var errTaken = errors.New("taken")

type User struct{ Email string }

func register(ctx context.Context, c *datastore.Client, u *User) error {
	k := datastore.NameKey("User", u.Email, nil)
	var old User
	err := c.Get(ctx, k, &old)
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, datastore.ErrNoSuchEntity) {
		return err
	}
	_, err = c.Put(ctx, k, u) // want "overwrite: "
	return err
}

// rebuilt makes the key again, from the same name.
func rebuilt(ctx context.Context, c *datastore.Client, u *User) error {
	var old User
	if err := c.Get(ctx, datastore.NameKey("User", u.Email, nil), &old); err != datastore.ErrNoSuchEntity {
		if err == nil {
			return errTaken
		}
		return err
	}
	_, err := c.Put(ctx, datastore.NameKey("User", u.Email, nil), u) // want "overwrite: "
	return err
}

// transaction is serializable.
func transaction(ctx context.Context, c *datastore.Client, k *datastore.Key, u *User) error {
	_, err := c.RunInTransaction(ctx, func(tx *datastore.Transaction) error {
		var old User
		err := tx.Get(k, &old)
		if err == nil {
			return errTaken
		}
		if !errors.Is(err, datastore.ErrNoSuchEntity) {
			return err
		}
		_, err = tx.Put(k, u)
		return err
	})
	return err
}

// outside looks outside of the transaction that it writes in.
func outside(ctx context.Context, c *datastore.Client, k *datastore.Key, u *User) error {
	_, err := c.RunInTransaction(ctx, func(tx *datastore.Transaction) error {
		var old User
		err := c.Get(ctx, k, &old)
		if err == nil {
			return errTaken
		}
		if !errors.Is(err, datastore.ErrNoSuchEntity) {
			return err
		}
		_, err = tx.Put(k, u) // want "overwrite: "
		return err
	})
	return err
}

// insert fails when the key is taken.
func insert(ctx context.Context, c *datastore.Client, k *datastore.Key, u *User) error {
	var old User
	if err := c.Get(ctx, k, &old); !errors.Is(err, datastore.ErrNoSuchEntity) {
		if err == nil {
			return errTaken
		}
		return err
	}
	_, err := c.Mutate(ctx, datastore.NewInsert(k, u))
	if status.Code(err) == codes.AlreadyExists {
		return errTaken
	}
	return err
}

// otherKey writes what it did not look for.
func otherKey(ctx context.Context, c *datastore.Client, k, other *datastore.Key, u *User) error {
	var old User
	if err := c.Get(ctx, k, &old); !errors.Is(err, datastore.ErrNoSuchEntity) {
		if err == nil {
			return errTaken
		}
		return err
	}
	_, err := c.Put(ctx, other, u)
	return err
}

// locked is one process's.
func locked(ctx context.Context, mu *sync.Mutex, c *datastore.Client, k *datastore.Key, u *User) error {
	mu.Lock()
	defer mu.Unlock()
	var old User
	if err := c.Get(ctx, k, &old); !errors.Is(err, datastore.ErrNoSuchEntity) {
		if err == nil {
			return errTaken
		}
		return err
	}
	_, err := c.Put(ctx, k, u)
	return err
}
