// Package mon declares those names of github.com/zeromicro/go-zero/core/stores/mon
// that the model speaks of; see package sqlx.
package mon

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// ErrNotFound says that there is no document.
var ErrNotFound = mongo.ErrNoDocuments

// Collection writes.
type Collection interface {
	CountDocuments(ctx context.Context, filter any, opts ...options.Lister[options.CountOptions]) (int64, error)
	InsertMany(ctx context.Context, documents []any, opts ...options.Lister[options.InsertManyOptions]) (*mongo.InsertManyResult, error)
	InsertOne(ctx context.Context, document any, opts ...options.Lister[options.InsertOneOptions]) (*mongo.InsertOneResult, error)
	ReplaceOne(ctx context.Context, filter, replacement any, opts ...options.Lister[options.ReplaceOptions]) (*mongo.UpdateResult, error)
	UpdateByID(ctx context.Context, id, update any, opts ...options.Lister[options.UpdateOneOptions]) (*mongo.UpdateResult, error)
	UpdateMany(ctx context.Context, filter, update any, opts ...options.Lister[options.UpdateManyOptions]) (*mongo.UpdateResult, error)
	UpdateOne(ctx context.Context, filter, update any, opts ...options.Lister[options.UpdateOneOptions]) (*mongo.UpdateResult, error)
}

// Model is a collection.
type Model struct{ Collection }

// MustNewModel returns the collection of a name.
func MustNewModel(uri, db, collection string) *Model { return &Model{} }

func (*Model) DeleteMany(ctx context.Context, filter any, opts ...options.Lister[options.DeleteManyOptions]) (int64, error) {
	return 0, nil
}
func (*Model) DeleteOne(ctx context.Context, filter any, opts ...options.Lister[options.DeleteOneOptions]) (int64, error) {
	return 0, nil
}
func (*Model) Find(ctx context.Context, v, filter any, opts ...options.Lister[options.FindOptions]) error {
	return nil
}
func (*Model) FindOne(ctx context.Context, v, filter any, opts ...options.Lister[options.FindOneOptions]) error {
	return nil
}
func (*Model) FindOneAndReplace(ctx context.Context, v, filter, replacement any, opts ...options.Lister[options.FindOneAndReplaceOptions]) error {
	return nil
}
func (*Model) FindOneAndUpdate(ctx context.Context, v, filter, update any, opts ...options.Lister[options.FindOneAndUpdateOptions]) error {
	return nil
}
