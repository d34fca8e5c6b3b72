// Package basic holds find-then-create with qmgo.
package basic

import (
	"context"
	"errors"

	"github.com/qiniu/qmgo"
	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
)

type user struct {
	Email string `bson:"email"`
	Name  string `bson:"name"`
}

type store struct{ users *qmgo.Collection }

func newStore(client *qmgo.Client) *store {
	return &store{users: client.Database("shop").Collection("users")}
}

var errTaken = errors.New("taken")

func (s *store) ensure(ctx context.Context, email string) (u user, err error) {
	err = s.users.Find(ctx, bson.M{"email": email}).One(&u)
	if errors.Is(err, qmgo.ErrNoSuchDocuments) {
		u.Email = email
		_, err = s.users.InsertOne(ctx, u) // want "duplicate: .*email"
	}
	return u, err
}

// otherName compares with another name of the same variable.
func (s *store) otherName(ctx context.Context, email string) error {
	var u user
	if err := s.users.Find(ctx, bson.M{"email": email}).One(&u); err != mongo.ErrNoDocuments {
		return err
	}
	_, err := s.users.InsertOne(ctx, bson.M{"email": email}) // want "duplicate: .*email"
	return err
}

func (s *store) ensureCount(ctx context.Context, email string) error {
	n, err := s.users.Find(ctx, bson.D{{Key: "email", Value: email}}).Count()
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	_, err = s.users.InsertOne(ctx, &user{Email: email}) // want "duplicate: .*email"
	return err
}

func (s *store) ensureList(ctx context.Context, email string) error {
	var found []user
	if err := s.users.Find(ctx, bson.M{"email": email}).Sort("-name").All(&found); err != nil || len(found) > 0 {
		return err
	}
	_, err := s.users.InsertOne(ctx, &user{Email: email}) // want "duplicate: .*email"
	return err
}

// update inserts where there was nothing to update.
func (s *store) update(ctx context.Context, email, name string) error {
	err := s.users.UpdateOne(ctx, bson.M{"email": email}, bson.M{"$set": bson.M{"name": name}})
	if qmgo.IsErrNoDocuments(err) {
		_, err = s.users.InsertOne(ctx, &user{Email: email, Name: name}) // want "duplicate: .*email"
	}
	return err
}

// transaction runs on a snapshot.
func transaction(ctx context.Context, client *qmgo.Client, email string) error {
	users := client.Database("shop").Collection("users")
	_, err := client.DoTransaction(ctx, func(ctx context.Context) (any, error) {
		n, err := users.Find(ctx, bson.M{"email": email}).Count()
		if err != nil || n > 0 {
			return nil, err
		}
		return users.InsertOne(ctx, &user{Email: email}) // want "duplicate: .*email"
	})
	return err
}

func (s *store) upsert(ctx context.Context, email string) error {
	n, err := s.users.Find(ctx, bson.M{"email": email}).Count()
	if err != nil || n > 0 {
		return err
	}
	_, err = s.users.Upsert(ctx, bson.M{"email": email}, &user{Email: email})
	return err
}

// handled tells the loser what happened.
func (s *store) handled(ctx context.Context, email string) error {
	n, err := s.users.Find(ctx, bson.M{"email": email}).Count()
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	_, err = s.users.InsertOne(ctx, &user{Email: email})
	if qmgo.IsDup(err) {
		return errTaken
	}
	return err
}

// otherKey creates what it did not look for.
func (s *store) otherKey(ctx context.Context, email, other string) error {
	n, err := s.users.Find(ctx, bson.M{"email": email}).Count()
	if err != nil || n > 0 {
		return err
	}
	_, err = s.users.InsertOne(ctx, &user{Email: other})
	return err
}
