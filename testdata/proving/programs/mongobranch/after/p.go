// Package mongobranch returns the document, made if need be.
package mongobranch

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// Account is a document.
type Account struct {
	ID    bson.ObjectID `bson:"_id,omitempty"`
	Email string        `bson:"email"`
}

// Service has the collection.
type Service struct{ Accounts *mongo.Collection }

// Run returns the account of an email.
func (s Service) Run(ctx context.Context, email string) (any, error) {
	var a Account
	err := s.Accounts.FindOne(ctx, bson.M{"email": email}).Decode(&a)
	if errors.Is(err, mongo.ErrNoDocuments) {
		a = Account{ID: bson.NewObjectID(), Email: email}
		_, err = s.Accounts.InsertOne(ctx, a)
		if err != nil {
			// With a unique key on mongobranch.Service.Accounts(email) the loser of a race fails here: the row is there now.
			var winner Account
			if again := s.Accounts.FindOne(ctx, bson.M{"email": email}).Decode(&winner); again == nil {
				a = winner
				err = nil
			}
		}
	}
	if err != nil {
		return nil, err
	}
	return a.ID, nil
}
