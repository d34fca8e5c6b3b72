package unique

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// uncertain creates indexes of which something is not known: they count for none.
func uncertain(ctx context.Context, db *mongo.Database, column string, whether bool) error {
	shared := options.Index().SetUnique(true)
	shared.SetSparse(true)
	rooms := db.Collection("rooms")
	_, err := rooms.Indexes().CreateMany(ctx, []mongo.IndexModel{
		{Keys: bson.D{{"door", 1}}, Options: shared},
		{Keys: bson.D{{"sparse", 1}}, Options: options.Index().SetUnique(true).SetSparse(true)},
		{Keys: bson.D{{"partial", 1}}, Options: options.Index().SetPartialFilterExpression(bson.M{"open": true}).SetUnique(true)},
		{Keys: bson.D{{"flag", 1}}, Options: options.Index().SetUnique(whether)},
		{Keys: bson.D{{column, 1}, {"name", 1}}, Options: options.Index().SetUnique(true)},
		{Keys: bson.D{{"words", "text"}}, Options: options.Index().SetUnique(true)},
		{Keys: bson.D{{"made", 1}}, Options: made()},
	})
	return err
}

func made() *options.IndexOptionsBuilder { return options.Index().SetUnique(true) }

func byDoor(ctx context.Context, db *mongo.Database, door string) error {
	n, err := db.Collection("rooms").CountDocuments(ctx, bson.M{"door": door})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("rooms").InsertOne(ctx, bson.M{"door": door}) // want "duplicate: "
	return err
}

func bySparse(ctx context.Context, db *mongo.Database, sparse string) error {
	n, err := db.Collection("rooms").CountDocuments(ctx, bson.M{"sparse": sparse})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("rooms").InsertOne(ctx, bson.M{"sparse": sparse}) // want "duplicate: "
	return err
}

func byPartial(ctx context.Context, db *mongo.Database, partial string) error {
	n, err := db.Collection("rooms").CountDocuments(ctx, bson.M{"partial": partial})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("rooms").InsertOne(ctx, bson.M{"partial": partial}) // want "duplicate: "
	return err
}

func byFlag(ctx context.Context, db *mongo.Database, flag string) error {
	n, err := db.Collection("rooms").CountDocuments(ctx, bson.M{"flag": flag})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("rooms").InsertOne(ctx, bson.M{"flag": flag}) // want "duplicate: "
	return err
}

func byName(ctx context.Context, db *mongo.Database, name string) error {
	n, err := db.Collection("rooms").CountDocuments(ctx, bson.M{"name": name})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("rooms").InsertOne(ctx, bson.M{"name": name}) // want "duplicate: "
	return err
}

func byWords(ctx context.Context, db *mongo.Database, words string) error {
	n, err := db.Collection("rooms").CountDocuments(ctx, bson.M{"words": words})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("rooms").InsertOne(ctx, bson.M{"words": words}) // want "duplicate: "
	return err
}

func byMade(ctx context.Context, db *mongo.Database, made string) error {
	n, err := db.Collection("rooms").CountDocuments(ctx, bson.M{"made": made})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("rooms").InsertOne(ctx, bson.M{"made": made}) // want "duplicate: "
	return err
}
