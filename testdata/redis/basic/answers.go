package basic

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"
)

// useOnce answers no to whoever comes second.
func useOnce(ctx context.Context, rdb *redis.Client, code string) (bool, error) {
	used, err := rdb.SIsMember(ctx, "codes", code).Result()
	if err != nil || used {
		return false, err
	}
	if err := rdb.SAdd(ctx, "codes", code).Err(); err != nil { // want "overwrite: .*codes"
		return false, err
	}
	return true, nil
}

// remember answers yes in both cases, and what is kept is the same.
func remember(ctx context.Context, rdb *redis.Client, code string) (bool, error) {
	used, err := rdb.SIsMember(ctx, "codes", code).Result()
	if err != nil || used {
		return err == nil, err
	}
	if err := rdb.SAdd(ctx, "codes", code).Err(); err != nil {
		return false, err
	}
	return true, nil
}

type ticket struct {
	ID   string
	User string
	Made time.Time
}

// open keeps a ticket that nobody else has, in a text.
func open(ctx context.Context, rdb *redis.Client, user string) (*ticket, error) {
	var t ticket
	if text, err := rdb.Get(ctx, "ticket:"+user).Bytes(); err == nil {
		return &t, json.Unmarshal(text, &t)
	}
	fresh := &ticket{ID: uuid.NewString(), User: user}
	text, err := json.Marshal(fresh)
	if err != nil {
		return nil, err
	}
	return fresh, rdb.Set(ctx, "ticket:"+user, text, 0).Err() // want "overwrite: .*ticket:"
}

// derived keeps what everybody would.
func derived(ctx context.Context, rdb *redis.Client, user string) (*ticket, error) {
	var t ticket
	if text, err := rdb.Get(ctx, "derived:"+user).Bytes(); err == nil {
		return &t, json.Unmarshal(text, &t)
	}
	same := &ticket{ID: "t-" + user, User: user, Made: time.Now()}
	text, err := json.Marshal(same)
	if err != nil {
		return nil, err
	}
	return same, rdb.Set(ctx, "derived:"+user, text, 0).Err()
}
