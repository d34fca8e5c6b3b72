// Package basic holds find-then-create with cloud.google.com/go/firestore.
package basic

import (
	"context"
	"errors"

	"cloud.google.com/go/firestore"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var errTaken = errors.New("taken")

func register(ctx context.Context, c *firestore.Client, email string, data any) error {
	doc := c.Collection("users").Doc(email)
	_, err := doc.Get(ctx)
	if err == nil {
		return errTaken
	}
	if status.Code(err) != codes.NotFound {
		return err
	}
	_, err = doc.Set(ctx, data) // want "overwrite: "
	return err
}

func registerSwitch(ctx context.Context, c *firestore.Client, email string, data any) error {
	_, err := c.Collection("users").Doc(email).Get(ctx)
	switch status.Code(err) {
	case codes.OK:
		return errTaken
	case codes.NotFound:
		_, err = c.Collection("users").Doc(email).Set(ctx, data) // want "overwrite: "
	}
	return err
}

func registerExists(ctx context.Context, doc *firestore.DocumentRef, data any) error {
	snap, err := doc.Get(ctx)
	if err != nil && status.Code(err) != codes.NotFound {
		return err
	}
	if snap.Exists() {
		return errTaken
	}
	_, err = doc.Set(ctx, data) // want "overwrite: "
	return err
}

// transaction is serializable for what it reads itself.
func transaction(ctx context.Context, c *firestore.Client, doc *firestore.DocumentRef, data any) error {
	return c.RunTransaction(ctx, func(_ context.Context, tx *firestore.Transaction) error {
		_, err := tx.Get(doc)
		if err == nil {
			return errTaken
		}
		if status.Code(err) != codes.NotFound {
			return err
		}
		return tx.Set(doc, data)
	})
}

// outside reads outside of the transaction.
func outside(ctx context.Context, c *firestore.Client, doc *firestore.DocumentRef, data any) error {
	return c.RunTransaction(ctx, func(ctx context.Context, tx *firestore.Transaction) error {
		_, err := doc.Get(ctx)
		if err == nil {
			return errTaken
		}
		if status.Code(err) != codes.NotFound {
			return err
		}
		return tx.Set(doc, data) // want "overwrite: "
	})
}

// create fails when the document exists.
func create(ctx context.Context, doc *firestore.DocumentRef, data any) error {
	_, err := doc.Get(ctx)
	if err == nil {
		return errTaken
	}
	if status.Code(err) != codes.NotFound {
		return err
	}
	_, err = doc.Create(ctx, data)
	return err
}

// otherKey writes what it did not look for.
func otherKey(ctx context.Context, c *firestore.Client, email, other string, data any) error {
	_, err := c.Collection("users").Doc(email).Get(ctx)
	if err == nil {
		return errTaken
	}
	if status.Code(err) != codes.NotFound {
		return err
	}
	_, err = c.Collection("users").Doc(other).Set(ctx, data)
	return err
}

// denied writes where the read was not allowed, which says nothing of absence.
func denied(ctx context.Context, doc *firestore.DocumentRef, data any) error {
	_, err := doc.Get(ctx)
	if status.Code(err) == codes.PermissionDenied {
		_, err = doc.Set(ctx, data)
	}
	return err
}
