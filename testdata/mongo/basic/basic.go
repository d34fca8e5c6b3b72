// Package basic holds find-then-create with the MongoDB driver.
package basic

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Base is spread into the documents that embed it.
type Base struct {
	Tenant string `bson:"tenant_id"`
}

// User is a document.
type User struct {
	ID    bson.ObjectID `bson:"_id,omitempty"`
	Base  `bson:",inline"`
	Email string `bson:"mail,omitempty"`
	Name  string
}

func ensure(ctx context.Context, c *mongo.Collection, email string) (u User, err error) {
	err = c.FindOne(ctx, bson.M{"mail": email}).Decode(&u)
	if errors.Is(err, mongo.ErrNoDocuments) {
		u.Email = email
		_, err = c.InsertOne(ctx, u) // want "duplicate: .*mail"
	}
	return u, err
}

func ensureList(ctx context.Context, db *mongo.Database, email string) error {
	res := db.Collection("users").FindOne(ctx, bson.D{{Key: "mail", Value: email}})
	if err := res.Err(); err == nil {
		return nil
	} else if err != mongo.ErrNoDocuments {
		return err
	}
	_, err := db.Collection("users").InsertOne(ctx, bson.D{{Key: "mail", Value: email}, {Key: "name", Value: "n"}}) // want "duplicate: .*users.*mail"
	return err
}

func ensureCount(ctx context.Context, c *mongo.Collection, tenant, name string) error {
	filter := bson.D{{Key: "tenant_id", Value: tenant}}
	filter = append(filter, bson.E{Key: "name", Value: bson.D{{Key: "$eq", Value: name}}})
	n, err := c.CountDocuments(ctx, filter)
	if err != nil {
		return err
	}
	if n > 0 {
		return nil
	}
	_, err = c.InsertOne(ctx, &User{Base: Base{Tenant: tenant}, Name: name}) // want "duplicate: .*tenant_id"
	return err
}

func ensureAll(ctx context.Context, c *mongo.Collection, email string) error {
	cur, err := c.Find(ctx, map[string]any{"mail": bson.M{"$in": []string{email}}})
	if err != nil {
		return err
	}
	var found []User
	if err := cur.All(ctx, &found); err != nil {
		return err
	}
	if len(found) == 0 {
		_, err = c.InsertMany(ctx, []any{User{Email: email}}) // want "duplicate: "
	}
	return err
}

func ensureNext(ctx context.Context, c *mongo.Collection, email string) error {
	cur, err := c.Find(ctx, User{Email: email})
	if err != nil {
		return err
	}
	defer cur.Close(ctx)
	if cur.Next(ctx) {
		return nil
	}
	_, err = c.InsertOne(ctx, bson.M{"mail": email}) // want "duplicate: "
	return err
}

func either(ctx context.Context, c *mongo.Collection, email, name string) error {
	n, err := c.CountDocuments(ctx, bson.M{"$or": bson.A{bson.M{"mail": email}, bson.M{"name": name}}})
	if err != nil || n > 0 {
		return err
	}
	_, err = c.InsertOne(ctx, User{Email: email, Name: name}) // want "duplicate: "
	return err
}

func both(ctx context.Context, c *mongo.Collection, email string, old bool) error {
	and := bson.A{bson.M{"mail": email}, bson.M{"deleted": old}}
	n, err := c.CountDocuments(ctx, bson.M{"$and": and})
	if err != nil || n > 0 {
		return err
	}
	_, err = c.InsertOne(ctx, User{Email: email}) // want "duplicate: "
	return err
}

// sessions read a snapshot, in which an absent document conflicts with nothing.
func inTransaction(ctx context.Context, s *mongo.Session, c *mongo.Collection, email string) error {
	_, err := s.WithTransaction(ctx, func(ctx context.Context) (any, error) {
		n, err := c.CountDocuments(ctx, bson.M{"mail": email})
		if err != nil || n > 0 {
			return nil, err
		}
		_, err = c.InsertOne(ctx, User{Email: email}) // want "duplicate: "
		return nil, err
	})
	return err
}

func upsert(ctx context.Context, c *mongo.Collection, email string) error {
	err := c.FindOne(ctx, bson.M{"mail": email}).Err()
	if !errors.Is(err, mongo.ErrNoDocuments) {
		return err
	}
	_, err = c.UpdateOne(ctx, bson.M{"mail": email}, bson.M{"$setOnInsert": User{Email: email}}, options.UpdateOne().SetUpsert(true))
	return err
}

var errTaken = errors.New("taken")

func handled(ctx context.Context, c *mongo.Collection, email string) error {
	err := c.FindOne(ctx, bson.M{"mail": email}).Err()
	if err == nil {
		return errTaken
	}
	if !errors.Is(err, mongo.ErrNoDocuments) {
		return err
	}
	_, err = c.InsertOne(ctx, User{Email: email})
	if mongo.IsDuplicateKeyError(err) {
		return errTaken
	}
	return err
}

func handledCode(ctx context.Context, c *mongo.Collection, email string) error {
	n, err := c.CountDocuments(ctx, bson.M{"mail": email})
	if err != nil {
		return err
	}
	if n > 0 {
		return errTaken
	}
	_, err = c.InsertOne(ctx, User{Email: email})
	var cmd mongo.CommandError
	if errors.As(err, &cmd) && cmd.Code == 11000 {
		return errTaken
	}
	return err
}

func otherKey(ctx context.Context, c *mongo.Collection, email, other string) error {
	n, err := c.CountDocuments(ctx, bson.M{"mail": email})
	if err != nil || n > 0 {
		return err
	}
	_, err = c.InsertOne(ctx, User{Email: other})
	return err
}

func otherCollection(ctx context.Context, db *mongo.Database, email string) error {
	n, err := db.Collection("users").CountDocuments(ctx, bson.M{"mail": email})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("invitations").InsertOne(ctx, User{Email: email})
	return err
}

func otherHandle(ctx context.Context, users, invitations *mongo.Collection, email string) error {
	n, err := users.CountDocuments(ctx, bson.M{"mail": email})
	if err != nil || n > 0 {
		return err
	}
	_, err = invitations.InsertOne(ctx, User{Email: email})
	return err
}

func mustExist(ctx context.Context, c *mongo.Collection, parent, email string) error {
	if err := c.FindOne(ctx, bson.M{"_id": parent}).Err(); err != nil {
		return err
	}
	_, err := c.InsertOne(ctx, User{Email: email})
	return err
}

func unknown(ctx context.Context, c *mongo.Collection, filter bson.M, email string) error {
	n, err := c.CountDocuments(ctx, filter)
	if err != nil || n > 0 {
		return err
	}
	_, err = c.InsertOne(ctx, User{Email: email})
	return err
}

// sometimes looks up by mail under a condition; the calls that do race.
func sometimes(ctx context.Context, c *mongo.Collection, email string, byMail bool) error {
	filter := bson.M{"deleted": false}
	if byMail {
		filter["mail"] = email
	}
	n, err := c.CountDocuments(ctx, filter)
	if err != nil || n > 0 {
		return err
	}
	_, err = c.InsertOne(ctx, User{Email: email}) // want "duplicate: "
	return err
}
