// Package monc declares those names of github.com/zeromicro/go-zero/core/stores/monc
// that the model speaks of; see package sqlx.
package monc

import (
	"context"

	"github.com/zeromicro/go-zero/core/stores/mon"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// ErrNotFound says that there is no document.
var ErrNotFound = mongo.ErrNoDocuments

// Model is a collection with a cache in front.
type Model struct{ *mon.Model }

// MustNewModel returns the collection of a name.
func MustNewModel(uri, db, collection string, conf any) *Model { return &Model{} }

func (*Model) FindOne(ctx context.Context, key string, v, filter any, opts ...options.Lister[options.FindOneOptions]) error {
	return nil
}
func (*Model) FindOneNoCache(ctx context.Context, v, filter any, opts ...options.Lister[options.FindOneOptions]) error {
	return nil
}
func (*Model) InsertOne(ctx context.Context, key string, document any, opts ...options.Lister[options.InsertOneOptions]) (*mongo.InsertOneResult, error) {
	return nil, nil
}
func (*Model) InsertOneNoCache(ctx context.Context, document any, opts ...options.Lister[options.InsertOneOptions]) (*mongo.InsertOneResult, error) {
	return nil, nil
}
func (*Model) UpdateOne(ctx context.Context, key string, filter, update any, opts ...options.Lister[options.UpdateOneOptions]) (*mongo.UpdateResult, error) {
	return nil, nil
}
func (*Model) UpdateOneNoCache(ctx context.Context, filter, update any, opts ...options.Lister[options.UpdateOneOptions]) (*mongo.UpdateResult, error) {
	return nil, nil
}
