// Package basic holds find-then-create with cloud.google.com/go/spanner.
package basic

import (
	"context"
	"errors"
	"sync"

	"cloud.google.com/go/spanner"
	"google.golang.org/api/iterator"
	"google.golang.org/grpc/codes"
)

var errTaken = errors.New("taken")

// register refuses who finds the row, and overwrites it for who does not.
func register(ctx context.Context, c *spanner.Client, email, name string) error {
	_, err := c.Single().ReadRow(ctx, "Users", spanner.Key{email}, []string{"Name"})
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, spanner.ErrRowNotFound) {
		return err
	}
	_, err = c.Apply(ctx, []*spanner.Mutation{ // want "overwrite: .*users.*email = email"
		spanner.InsertOrUpdate("Users", []string{"Email", "Name"}, []any{email, name}),
	})
	return err
}

// registerInsert fails for the loser, whom nobody tells apart.
func registerInsert(ctx context.Context, c *spanner.Client, email, name string) error {
	_, err := c.Single().ReadRow(ctx, "Users", spanner.Key{email}, []string{"Name"})
	if err == nil {
		return errTaken
	}
	if spanner.ErrCode(err) != codes.NotFound {
		return err
	}
	_, err = c.Apply(ctx, []*spanner.Mutation{spanner.Insert("Users", []string{"Email", "Name"}, []any{email, name})}) // want "conflict: .*users.*email = email"
	return err
}

// query looks for what is no key.
func query(ctx context.Context, c *spanner.Client, id, email string) error {
	iter := c.Single().Query(ctx, spanner.Statement{
		SQL:    `SELECT UserId FROM Users WHERE Email = @email`,
		Params: map[string]any{"email": email},
	})
	defer iter.Stop()
	_, err := iter.Next()
	if err == nil {
		return errTaken
	}
	if err != iterator.Done {
		return err
	}
	_, err = c.Apply(ctx, []*spanner.Mutation{spanner.Insert("Users", []string{"UserId", "Email"}, []any{id, email})}) // want "duplicate: .*users.*email = email"
	return err
}

type user struct {
	UserID string `spanner:"UserId"`
	Email  string
}

func queryStruct(ctx context.Context, c *spanner.Client, u *user) error {
	stmt := spanner.Statement{SQL: `SELECT UserId FROM Users WHERE Email = @email`, Params: map[string]any{"email": u.Email}}
	var found []*user
	if err := spanner.SelectAll(c.Single().Query(ctx, stmt), &found); err != nil {
		return err
	}
	if len(found) > 0 {
		return errTaken
	}
	m, err := spanner.InsertStruct("Users", u)
	if err != nil {
		return err
	}
	_, err = c.Apply(ctx, []*spanner.Mutation{m}) // want "duplicate: .*users.*email = u.Email"
	return err
}

// transaction is serializable.
func transaction(ctx context.Context, c *spanner.Client, email string) error {
	_, err := c.ReadWriteTransaction(ctx, func(ctx context.Context, tx *spanner.ReadWriteTransaction) error {
		_, err := tx.ReadRow(ctx, "Users", spanner.Key{email}, []string{"Email"})
		if err == nil {
			return errTaken
		}
		if !errors.Is(err, spanner.ErrRowNotFound) {
			return err
		}
		return tx.BufferWrite([]*spanner.Mutation{spanner.InsertOrUpdate("Users", []string{"Email"}, []any{email})})
	})
	return err
}

// outside reads outside of the transaction.
func outside(ctx context.Context, c *spanner.Client, email string) error {
	_, err := c.ReadWriteTransaction(ctx, func(ctx context.Context, tx *spanner.ReadWriteTransaction) error {
		_, err := c.Single().ReadRow(ctx, "Users", spanner.Key{email}, []string{"Email"})
		if err == nil {
			return errTaken
		}
		if !errors.Is(err, spanner.ErrRowNotFound) {
			return err
		}
		return tx.BufferWrite([]*spanner.Mutation{spanner.InsertOrUpdate("Users", []string{"Email"}, []any{email})}) // want "overwrite: "
	})
	return err
}

// statements of DML do what they say.
func statements(ctx context.Context, c *spanner.Client, email string) error {
	_, err := c.Single().ReadRow(ctx, "Users", spanner.Key{email}, []string{"Email"})
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, spanner.ErrRowNotFound) {
		return err
	}
	_, err = c.ReadWriteTransaction(ctx, func(ctx context.Context, tx *spanner.ReadWriteTransaction) error {
		_, err := tx.Update(ctx, spanner.Statement{ // want "conflict: "
			SQL:    `INSERT INTO Users (Email) VALUES (@email)`,
			Params: map[string]any{"email": email},
		})
		return err
	})
	return err
}

// handled tells the loser what the winner was told.
func handled(ctx context.Context, c *spanner.Client, email string) error {
	_, err := c.Single().ReadRow(ctx, "Users", spanner.Key{email}, []string{"Email"})
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, spanner.ErrRowNotFound) {
		return err
	}
	_, err = c.Apply(ctx, []*spanner.Mutation{spanner.Insert("Users", []string{"Email"}, []any{email})})
	if spanner.ErrCode(err) == codes.AlreadyExists {
		return errTaken
	}
	return err
}

// filled stores the same again: nobody is harmed.
func filled(ctx context.Context, c *spanner.Client, email string, load func() string) error {
	_, err := c.Single().ReadRow(ctx, "Names", spanner.Key{email}, []string{"Name"})
	if errors.Is(err, spanner.ErrRowNotFound) {
		_, err = c.Apply(ctx, []*spanner.Mutation{spanner.InsertOrUpdate("Names", []string{"Email", "Name"}, []any{email, load()})})
	}
	return err
}

// otherKey writes what it did not look for.
func otherKey(ctx context.Context, c *spanner.Client, email, other string) error {
	_, err := c.Single().ReadRow(ctx, "Users", spanner.Key{email}, []string{"Email"})
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, spanner.ErrRowNotFound) {
		return err
	}
	_, err = c.Apply(ctx, []*spanner.Mutation{spanner.InsertOrUpdate("Users", []string{"Email"}, []any{other})})
	return err
}

// listed writes what a list holds that is made elsewhere.
func listed(ctx context.Context, c *spanner.Client, email string, all []*spanner.Mutation) error {
	_, err := c.Single().ReadRow(ctx, "Users", spanner.Key{email}, []string{"Email"})
	if errors.Is(err, spanner.ErrRowNotFound) {
		_, err = c.Apply(ctx, all)
	}
	return err
}

// locked is one process's.
func locked(ctx context.Context, mu *sync.Mutex, c *spanner.Client, email string) error {
	mu.Lock()
	defer mu.Unlock()
	_, err := c.Single().ReadRow(ctx, "Users", spanner.Key{email}, []string{"Email"})
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, spanner.ErrRowNotFound) {
		return err
	}
	_, err = c.Apply(ctx, []*spanner.Mutation{spanner.Insert("Users", []string{"Email"}, []any{email})})
	return err
}
