// Package handles holds the ways in which a program keeps a collection, with
// the first version of the driver.
package handles

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/bson/primitive"
	"go.mongodb.org/mongo-driver/mongo"
)

// User is a document.
type User struct {
	ID    primitive.ObjectID `bson:"_id"`
	Email string             `bson:"email"`
}

// Repo keeps collections in fields.
type Repo struct {
	users, tokens *mongo.Collection
	audit         *mongo.Collection
}

const usersName = "users"

// NewRepo names them.
func NewRepo(db *mongo.Database, audit *mongo.Collection) *Repo {
	users := db.Collection(usersName)
	return &Repo{users: users, tokens: db.Collection("tokens"), audit: audit}
}

// ByEmail says ErrNoDocuments when there is none.
func (r *Repo) ByEmail(ctx context.Context, email string) (*User, error) {
	var u User
	if err := r.users.FindOne(ctx, bson.M{"email": email}).Decode(&u); err != nil {
		return nil, err
	}
	return &u, nil
}

// Add inserts.
func (r *Repo) Add(ctx context.Context, u *User) error {
	_, err := r.users.InsertOne(ctx, u)
	return err
}

func (r *Repo) ensure(ctx context.Context, email string) error {
	_, err := r.ByEmail(ctx, email)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return r.Add(ctx, &User{Email: email}) // want "duplicate: .*email"
	}
	return err
}

func (r *Repo) fields(ctx context.Context, email string) error {
	n, err := r.audit.CountDocuments(ctx, bson.D{{"email", email}})
	if err != nil || n > 0 {
		return err
	}
	_, err = r.audit.InsertOne(ctx, bson.D{{"email", email}}) // want "duplicate: "
	return err
}

func (r *Repo) otherField(ctx context.Context, email string) error {
	n, err := r.users.CountDocuments(ctx, bson.D{{"email", email}})
	if err != nil || n > 0 {
		return err
	}
	_, err = r.tokens.InsertOne(ctx, bson.D{{"email", email}})
	return err
}

var people *mongo.Collection

func global(ctx context.Context, email string) error {
	n, err := people.CountDocuments(ctx, primitive.M{"email": email})
	if err != nil || n > 0 {
		return err
	}
	_, err = people.InsertOne(ctx, User{Email: email}) // want "duplicate: "
	return err
}

func users(db *mongo.Database) *mongo.Collection { return db.Collection("users") }

func made(ctx context.Context, r *Repo, db *mongo.Database, email string) error {
	if err := users(db).FindOne(ctx, bson.M{"email": email}).Err(); err != mongo.ErrNoDocuments {
		return err
	}
	return r.Add(ctx, &User{Email: email}) // want "duplicate: "
}

func dynamic(ctx context.Context, db *mongo.Database, tenant, email string) error {
	if err := db.Collection(tenant).FindOne(ctx, bson.M{"email": email}).Err(); err != mongo.ErrNoDocuments {
		return err
	}
	_, err := db.Collection(tenant).InsertOne(ctx, User{Email: email}) // want "duplicate: "
	return err
}

func codes(ctx context.Context, r *Repo, email string) error {
	_, err := r.ByEmail(ctx, email)
	if err == nil {
		return errors.New("taken")
	}
	if err != mongo.ErrNoDocuments {
		return err
	}
	err = r.Add(ctx, &User{Email: email})
	if mongo.IsDuplicateKeyError(err) {
		return errors.New("taken")
	}
	return err
}

func inSession(ctx context.Context, s mongo.Session, r *Repo, email string) error {
	_, err := s.WithTransaction(ctx, func(sc mongo.SessionContext) (interface{}, error) {
		if _, err := r.ByEmail(sc, email); !errors.Is(err, mongo.ErrNoDocuments) {
			return nil, err
		}
		return nil, r.Add(sc, &User{Email: email}) // want "duplicate: "
	})
	return err
}

// zeroID says absent by the id that was not loaded, ignoring the error.
func zeroID(ctx context.Context, r *Repo, email string) error {
	var found User
	err := r.users.FindOne(ctx, bson.M{"email": email}).Decode(&found)
	if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		return err
	}
	if found.ID != primitive.NilObjectID {
		return nil
	}
	return r.Add(ctx, &User{ID: primitive.NewObjectID(), Email: email}) // want "duplicate: "
}

// freshID looks for an id that it made itself.
func freshID(ctx context.Context, r *Repo) error {
	id := primitive.NewObjectID()
	if err := r.users.FindOne(ctx, bson.M{"_id": id}).Err(); err != mongo.ErrNoDocuments {
		return err
	}
	return r.Add(ctx, &User{ID: id})
}
