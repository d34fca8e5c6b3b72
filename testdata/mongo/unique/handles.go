package unique

import (
	"context"

	old "go.mongodb.org/mongo-driver/mongo"
	oldoptions "go.mongodb.org/mongo-driver/mongo/options"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Repo gets its collection from the constructor, which also makes the index.
type Repo struct{ coll *mongo.Collection }

// NewRepo is the constructor.
func NewRepo(ctx context.Context, db *mongo.Database) (*Repo, error) {
	coll := db.Collection("teams")
	_, err := coll.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: bson.D{{"slug", 1}}, Options: options.Index().SetUnique(true)})
	return &Repo{coll: coll}, err
}

func (r *Repo) add(ctx context.Context, slug string) error {
	n, err := r.coll.CountDocuments(ctx, bson.M{"slug": slug})
	if err != nil || n > 0 {
		return err
	}
	_, err = r.coll.InsertOne(ctx, bson.M{"slug": slug}) // want "conflict: .*slug"
	return err
}

// Short is written without the names of its fields.
type Short struct{ coll *mongo.Collection }

func newShort(ctx context.Context, db *mongo.Database) (*Short, error) {
	s := &Short{db.Collection("letters")}
	_, err := s.coll.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: bson.D{{"title", 1}}, Options: options.Index().SetUnique(true)})
	return s, err
}

func (s *Short) add(ctx context.Context, title string) error {
	n, err := s.coll.CountDocuments(ctx, bson.M{"title": title})
	if err != nil || n > 0 {
		return err
	}
	_, err = s.coll.InsertOne(ctx, bson.M{"title": title}) // want "conflict: .*title"
	return err
}

// Embedding has a collection whose name is not known.
type Embedding struct{ *mongo.Collection }

func (e Embedding) indexes(ctx context.Context) error {
	_, err := e.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: bson.D{{"slug", 1}}, Options: options.Index().SetUnique(true)})
	return err
}

func (e Embedding) add(ctx context.Context, slug string) error {
	n, err := e.CountDocuments(ctx, bson.M{"slug": slug})
	if err != nil || n > 0 {
		return err
	}
	_, err = e.InsertOne(ctx, bson.M{"slug": slug}) // want "conflict: .*slug"
	return err
}

// Other has no index, as far as one can see.
type Other struct{ coll *mongo.Collection }

func (o Other) add(ctx context.Context, slug string) error {
	n, err := o.coll.CountDocuments(ctx, bson.M{"slug": slug})
	if err != nil || n > 0 {
		return err
	}
	_, err = o.coll.InsertOne(ctx, bson.M{"slug": slug}) // want "duplicate: "
	return err
}

// one makes an index in the collection that it is given.
func one(ctx context.Context, c *mongo.Collection) error {
	_, err := c.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: bson.D{{"slug", 1}}, Options: options.Index().SetUnique(true)})
	return err
}

// named makes an index in the collection that it is told.
func named(ctx context.Context, db *mongo.Database, name string) error {
	_, err := db.Collection(name).Indexes().CreateOne(ctx, mongo.IndexModel{Keys: bson.D{{"title", 1}}, Options: options.Index().SetUnique(true)})
	return err
}

func setUp(ctx context.Context, db *mongo.Database) error {
	if err := one(ctx, db.Collection("topics")); err != nil {
		return err
	}
	if err := named(ctx, db, "topics"); err != nil {
		return err
	}
	return named(ctx, db, "chapters")
}

func topic(ctx context.Context, db *mongo.Database, slug string) error {
	n, err := db.Collection("topics").CountDocuments(ctx, bson.M{"slug": slug})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("topics").InsertOne(ctx, bson.M{"slug": slug}) // want "conflict: .*slug"
	return err
}

func chapter(ctx context.Context, db *mongo.Database, title string) error {
	n, err := db.Collection("chapters").CountDocuments(ctx, bson.M{"title": title})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("chapters").InsertOne(ctx, bson.M{"title": title}) // want "conflict: .*title"
	return err
}

func bookmark(ctx context.Context, db *mongo.Database, slug string) error {
	n, err := db.Collection("bookmarks").CountDocuments(ctx, bson.M{"slug": slug})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("bookmarks").InsertOne(ctx, bson.M{"slug": slug}) // want "duplicate: "
	return err
}

func version1(ctx context.Context, db *old.Database, key string) error {
	c := db.Collection("settings")
	_, err := c.Indexes().CreateOne(ctx, old.IndexModel{Keys: map[string]any{"key": 1}, Options: oldoptions.Index().SetUnique(true)})
	if err != nil {
		return err
	}
	n, err := c.CountDocuments(ctx, map[string]any{"key": key})
	if err != nil || n > 0 {
		return err
	}
	_, err = c.InsertOne(ctx, map[string]any{"key": key}) // want "conflict: .*key"
	return err
}
