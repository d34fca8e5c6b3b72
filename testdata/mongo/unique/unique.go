// Package unique has indexes that the program creates in its code.
package unique

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

const members = "members"

func indexes(ctx context.Context, db *mongo.Database) error {
	_, err := db.Collection(members).Indexes().CreateOne(ctx, mongo.IndexModel{
		Keys:    bson.D{{Key: "mail", Value: 1}},
		Options: options.Index().SetName("one_mail").SetUnique(true),
	})
	if err != nil {
		return err
	}
	plain := mongo.IndexModel{Keys: bson.D{{"nick", 1}}}
	badges := []mongo.IndexModel{
		{Keys: bson.D{{"org", 1}, {"code", -1}}, Options: options.Index().SetUnique(true)},
		{Keys: bson.M{"serial": 1}, Options: options.Index().SetUnique(true)},
		{Keys: bson.D{{"owner", 1}}, Options: options.Index().SetUnique(false)},
		plain,
	}
	coll := db.Collection("badges")
	_, err = coll.Indexes().CreateMany(ctx, badges)
	return err
}

func byMail(ctx context.Context, db *mongo.Database, mail string) error {
	n, err := db.Collection("members").CountDocuments(ctx, bson.M{"mail": mail})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("members").InsertOne(ctx, bson.M{"mail": mail}) // want `conflict: .*unique key \(mail\) of unique.go:15 `
	return err
}

// byNick: the index on it is an index only.
func byNick(ctx context.Context, db *mongo.Database, nick string) error {
	n, err := db.Collection("badges").CountDocuments(ctx, bson.M{"nick": nick})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("badges").InsertOne(ctx, bson.M{"nick": nick}) // want "duplicate: "
	return err
}

func byCode(ctx context.Context, db *mongo.Database, org, code string) error {
	n, err := db.Collection("badges").CountDocuments(ctx, bson.M{"code": code, "org": org})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("badges").InsertOne(ctx, bson.M{"org": org, "code": code}) // want `conflict: .*unique key \(org, code\)`
	return err
}

// half of the key is looked up.
func half(ctx context.Context, db *mongo.Database, org, code string) error {
	n, err := db.Collection("badges").CountDocuments(ctx, bson.M{"code": code})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("badges").InsertOne(ctx, bson.M{"org": org, "code": code}) // want "duplicate: "
	return err
}

// bySerial: null equals null here, so that a missing value collides, too.
func bySerial(ctx context.Context, db *mongo.Database, serial *string) error {
	n, err := db.Collection("badges").CountDocuments(ctx, bson.M{"serial": serial})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("badges").InsertOne(ctx, bson.M{"serial": serial}) // want "conflict: "
	return err
}

// byOwner: the option says no.
func byOwner(ctx context.Context, db *mongo.Database, owner string) error {
	n, err := db.Collection("badges").CountDocuments(ctx, bson.M{"owner": owner})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("badges").InsertOne(ctx, bson.M{"owner": owner}) // want "duplicate: "
	return err
}

// elsewhere is a collection of another name.
func elsewhere(ctx context.Context, db *mongo.Database, mail string) error {
	n, err := db.Collection("guests").CountDocuments(ctx, bson.M{"mail": mail})
	if err != nil || n > 0 {
		return err
	}
	_, err = db.Collection("guests").InsertOne(ctx, bson.M{"mail": mail}) // want "duplicate: "
	return err
}
