// Package lists inserts many documents, which the driver wants as interfaces,
// and updates of which it asks how many there were.
package lists

import (
	"context"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"
)

type Device struct {
	Serial string `bson:"serial"`
	Owner  string `bson:"owner"`
}

type Event struct {
	Serial string `bson:"serial"`
}

type Store struct{ devices *mongo.Collection }

func (s *Store) appended(ctx context.Context, devices []*Device) error {
	var docs []interface{}
	for _, d := range devices {
		n, err := s.devices.CountDocuments(ctx, bson.M{"serial": d.Serial})
		if err != nil {
			return err
		}
		if n == 0 {
			docs = append(docs, d)
		}
	}
	if len(docs) == 0 {
		return nil
	}
	_, err := s.devices.InsertMany(ctx, docs) // want "duplicate: .*Device with serial"
	return err
}

func (s *Store) copied(ctx context.Context, devices []Device) error {
	var serials []string
	for _, d := range devices {
		serials = append(serials, d.Serial)
	}
	cur, err := s.devices.Find(ctx, bson.M{"serial": bson.M{"$in": serials}})
	if err != nil {
		return err
	}
	var found []Device
	if err := cur.All(ctx, &found); err != nil {
		return err
	}
	known := map[string]bool{}
	for _, f := range found {
		known[f.Serial] = true
	}
	var missing []Device
	for _, d := range devices {
		if !known[d.Serial] {
			missing = append(missing, d)
		}
	}
	docs := make([]any, len(missing))
	for i, d := range missing {
		docs[i] = d
	}
	if len(docs) > 0 {
		_, err = s.devices.InsertMany(ctx, docs) // want "duplicate: .*Device with serial"
	}
	return err
}

// mixed holds documents of two kinds, whose columns nobody knows.
func (s *Store) mixed(ctx context.Context, d Device) error {
	n, err := s.devices.CountDocuments(ctx, bson.M{"serial": d.Serial})
	if err != nil || n > 0 {
		return err
	}
	var docs []any
	docs = append(docs, d)
	docs = append(docs, Event{Serial: d.Serial})
	_, err = s.devices.InsertMany(ctx, docs)
	return err
}

// other looks for one and inserts others.
func (s *Store) other(ctx context.Context, serial string, devices []Device) error {
	n, err := s.devices.CountDocuments(ctx, bson.M{"serial": serial})
	if err != nil || n > 0 {
		return err
	}
	var docs []any
	for range devices {
		docs = append(docs, Device{Serial: "none"})
	}
	_, err = s.devices.InsertMany(ctx, docs)
	return err
}

func (s *Store) matched(ctx context.Context, serial, owner string) error {
	res, err := s.devices.UpdateOne(ctx, bson.M{"serial": serial}, bson.M{"$set": bson.M{"owner": owner}})
	if err != nil {
		return err
	}
	if res.MatchedCount == 0 {
		_, err = s.devices.InsertOne(ctx, Device{Serial: serial, Owner: owner}) // want "duplicate: .*Device with serial = serial"
	}
	return err
}

// upserted leaves nothing to insert.
func (s *Store) upserted(ctx context.Context, serial, owner string) (bool, error) {
	res, err := s.devices.UpdateOne(ctx, bson.M{"serial": serial}, bson.M{"$set": bson.M{"owner": owner}}, options.Update().SetUpsert(true))
	if err != nil {
		return false, err
	}
	return res.MatchedCount == 0, nil
}

// unread does not ask how many there were.
func (s *Store) unread(ctx context.Context, serial, owner string) error {
	if _, err := s.devices.UpdateOne(ctx, bson.M{"serial": serial}, bson.M{"$set": bson.M{"owner": owner}}); err != nil {
		return err
	}
	_, err := s.devices.InsertOne(ctx, Device{Serial: serial, Owner: owner})
	return err
}
