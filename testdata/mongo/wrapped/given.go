package wrapped

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

type tag struct {
	Name   string `bson:"name"`
	Tenant string `bson:"tenant"`
}

type tags struct{ coll *mongo.Collection }

func (t *tags) one(ctx context.Context, filter bson.M) (*tag, error) {
	var row tag
	err := t.coll.FindOne(ctx, filter).Decode(&row)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil, nil
	}
	return &row, err
}

func (t *tags) count(ctx context.Context, filter any) (int64, error) {
	return t.coll.CountDocuments(ctx, filter)
}

func (t *tags) insert(ctx context.Context, row *tag) error {
	_, err := t.coll.InsertOne(ctx, row)
	return err
}

func (t *tags) add(ctx context.Context, name, tenant string) error {
	row, err := t.one(ctx, bson.M{"name": name, "tenant": tenant})
	if err != nil || row != nil {
		return err
	}
	return t.insert(ctx, &tag{Name: name, Tenant: tenant}) // want "duplicate: .*name = name and tenant = tenant"
}

func (t *tags) addCounted(ctx context.Context, name string) error {
	n, err := t.count(ctx, bson.D{{Key: "name", Value: name}})
	if err != nil || n > 0 {
		return err
	}
	return t.insert(ctx, &tag{Name: name}) // want "duplicate: .*name = name"
}

// Another tag is created. Safe.
func (t *tags) addOther(ctx context.Context) error {
	row, err := t.one(ctx, bson.M{"name": "a"})
	if err != nil || row != nil {
		return err
	}
	return t.insert(ctx, &tag{Name: "b"})
}

// What the filter asks for, only the callers of addUnknown know.
func (t *tags) addUnknown(ctx context.Context, filter bson.M, name string) error {
	row, err := t.one(ctx, filter)
	if err != nil || row != nil {
		return err
	}
	return t.insert(ctx, &tag{Name: name})
}
