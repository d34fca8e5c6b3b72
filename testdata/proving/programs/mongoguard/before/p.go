// Package mongoguard refuses an email that has a document.
package mongoguard

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// ErrTaken refuses an email that has an account.
var ErrTaken = errors.New("taken")

// Service has the collection.
type Service struct{ Accounts *mongo.Collection }

// Run registers an email.
func (s Service) Run(ctx context.Context, email string) error {
	n, err := s.Accounts.CountDocuments(ctx, bson.M{"email": email})
	if err != nil {
		return err
	}
	if n > 0 {
		return ErrTaken
	}
	_, err = s.Accounts.InsertOne(ctx, bson.M{"email": email})
	return err
}
