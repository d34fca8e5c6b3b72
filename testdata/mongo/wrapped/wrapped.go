// Package wrapped holds find-then-create through interfaces that a program
// puts before the MongoDB driver, and through its own repositories.
package wrapped

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Database and the others have the driver's methods, and each other in the
// place of its types.
type Database interface {
	Collection(name string) Collection
	Ping() error
	Name() string
}

// Collection stands for *mongo.Collection.
type Collection interface {
	FindOne(ctx context.Context, filter any) SingleResult
	InsertOne(ctx context.Context, doc any) (any, error)
	CountDocuments(ctx context.Context, filter any, opts ...options.Lister[options.CountOptions]) (int64, error)
}

// SingleResult stands for *mongo.SingleResult.
type SingleResult interface {
	Decode(v any) error
}

// User is a document.
type User struct {
	Email string `bson:"email"`
}

type repo struct {
	db    Database
	users string
}

func (r *repo) byEmail(ctx context.Context, email string) (*User, error) {
	var u User
	if err := r.db.Collection(r.users).FindOne(ctx, bson.M{"email": email}).Decode(&u); err != nil {
		return nil, err
	}
	return &u, nil
}

func (r *repo) add(ctx context.Context, u *User) error {
	_, err := r.db.Collection(r.users).InsertOne(ctx, u)
	return err
}

func (r *repo) ensure(ctx context.Context, email string) error {
	if _, err := r.byEmail(ctx, email); err != mongo.ErrNoDocuments {
		return err
	}
	return r.add(ctx, &User{Email: email}) // want "duplicate: .*email"
}

func count(ctx context.Context, db Database, email string) error {
	n, err := db.Collection("users").CountDocuments(ctx, bson.M{"email": email})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("users").InsertOne(ctx, bson.M{"email": email}) // want "duplicate: .*users"
	return err
}

func otherCollection(ctx context.Context, db Database, email string) error {
	n, err := db.Collection("users").CountDocuments(ctx, bson.M{"email": email})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("tokens").InsertOne(ctx, bson.M{"email": email})
	return err
}

// Store has methods of the same names that are something else.
type Store interface {
	FindOne(ctx context.Context, filter any) (*User, error)
	InsertOne(ctx context.Context, doc any) error
}

func ownInterface(ctx context.Context, s Store, email string) error {
	if _, err := s.FindOne(ctx, bson.M{"email": email}); err == nil {
		return nil
	}
	return s.InsertOne(ctx, bson.M{"email": email})
}

// Table is instantiated for each kind of document.
type Table[T any] struct{ coll *mongo.Collection }

func (t Table[T]) has(ctx context.Context, email string) (bool, error) {
	n, err := t.coll.CountDocuments(ctx, bson.M{"email": email})
	return n > 0, err
}

func (t Table[T]) add(ctx context.Context, email string) error {
	_, err := t.coll.InsertOne(ctx, bson.M{"email": email})
	return err
}

func otherTable(ctx context.Context, users Table[User], tokens Table[int], email string) error {
	ok, err := users.has(ctx, email)
	if err != nil || ok {
		return err
	}
	return tokens.add(ctx, email)
}
