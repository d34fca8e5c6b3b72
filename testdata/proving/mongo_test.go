package proving

import (
	"context"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// TestMongoUpsert says why no fix makes an upsert of an insert: without a unique
// index two of them both insert, and with one the loser fails. MongoDB itself tries
// once more in some cases; this server does not.
func TestMongoUpsert(t *testing.T) {
	ctx := t.Context()
	db, stop, err := Mongo()
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	for name, unique := range map[string]bool{"upsert": false, "upsertunique": true} {
		c, err := accountsOf(ctx, db, name, unique)
		if err != nil {
			t.Fatal(err)
		}
		attempt := func(ctx context.Context, email string) error {
			_, err := c.UpdateOne(ctx, bson.M{"email": email}, bson.M{"$setOnInsert": bson.M{"email": email, "visits": 1}}, options.UpdateOne().SetUpsert(true))
			return err
		}
		count := func(email string) (int, error) {
			n, err := c.CountDocuments(ctx, bson.M{"email": email})
			return int(n), err
		}
		kind := func(err error) string {
			if mongo.IsDuplicateKeyError(err) {
				return "unique violation"
			}
			return err.Error()
		}
		want := map[bool]Verdict{false: Races, true: Refuses}[unique]
		out, err := Form{}.until(want, func(int) (Outcome, error) { return Race(ctx, Rounds, name, attempt, count, kind) })
		if err != nil || !want.Shows(out) {
			t.Errorf("unique %v: %s %v, want %s", unique, out, err, want)
		}
		t.Logf("unique %v: %s", unique, out)
	}
}
