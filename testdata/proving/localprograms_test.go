package proving

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"go.mongodb.org/mongo-driver/v2/mongo"

	filecreated "github.com/toctou-lint/toctou/testdata/proving/programs/filecreate/after"
	filecreate "github.com/toctou-lint/toctou/testdata/proving/programs/filecreate/before"
	filewritten "github.com/toctou-lint/toctou/testdata/proving/programs/filewrite/after"
	filewrite "github.com/toctou-lint/toctou/testdata/proving/programs/filewrite/before"
	mapjoined "github.com/toctou-lint/toctou/testdata/proving/programs/mapjoin/after"
	mapjoin "github.com/toctou-lint/toctou/testdata/proving/programs/mapjoin/before"
	maploaded "github.com/toctou-lint/toctou/testdata/proving/programs/mapload/after"
	mapload "github.com/toctou-lint/toctou/testdata/proving/programs/mapload/before"
	mongobranched "github.com/toctou-lint/toctou/testdata/proving/programs/mongobranch/after"
	mongobranch "github.com/toctou-lint/toctou/testdata/proving/programs/mongobranch/before"
	mongoguarded "github.com/toctou-lint/toctou/testdata/proving/programs/mongoguard/after"
	mongoguard "github.com/toctou-lint/toctou/testdata/proving/programs/mongoguard/before"
	redisguarded "github.com/toctou-lint/toctou/testdata/proving/programs/redisguard/after"
	redisguard "github.com/toctou-lint/toctou/testdata/proving/programs/redisguard/before"
)

// localProgram is a program on a store that is no table. Its callers get what
// the store has, which must be one and the same; or one of them is the first and
// the others are refused, which is errTaken.
type localProgram struct {
	name          string
	before, after func(ctx context.Context, key string) (any, error)
}

// localPrograms lists them, those on Redis for each client.
func localPrograms(t *testing.T, clients map[string]*redis.Client) []localProgram {
	file := func(run func(name, line string) error, refuses func(error) bool) func(context.Context, string) (any, error) {
		dir := t.TempDir()
		return func(_ context.Context, key string) (any, error) {
			return first(run(filepath.Join(dir, key), key), refuses)
		}
	}
	is := func(target error) func(error) bool { return func(err error) bool { return errors.Is(err, target) } }
	all := []localProgram{
		{"maps/mapload", named(new(mapload.Service).Run), named(new(maploaded.Service).Run)},
		{"maps/mapjoin", named(new(mapjoin.Service).Run), named(new(mapjoined.Service).Run)},
		{"files/filecreate", file(filecreate.Run, is(filecreate.ErrTaken)), file(filecreated.Run, is(filecreated.ErrTaken))},
		{"files/filewrite", file(filewrite.Run, isA[filewrite.TakenError]), file(filewritten.Run, isA[filewritten.TakenError])},
	}
	for store, c := range clients {
		all = append(all, localProgram{store + "/redisguard",
			func(ctx context.Context, key string) (any, error) {
				return first(redisguard.Service{Client: c}.Run(ctx, key), is(redisguard.ErrTaken))
			},
			func(ctx context.Context, key string) (any, error) {
				return first(redisguarded.Service{Client: c}.Run(ctx, key), is(redisguarded.ErrTaken))
			}})
	}
	return all
}

// mongoPrograms are those on MongoDB. What is repaired has a unique index.
func mongoPrograms(t *testing.T) []localProgram {
	ctx := t.Context()
	db, stop, err := Mongo()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	accounts := func(name string, unique bool) *mongo.Collection {
		c, err := accountsOf(ctx, db, name, unique)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	guard := func(run func(context.Context, string) error, taken error) func(context.Context, string) (any, error) {
		return func(ctx context.Context, key string) (any, error) {
			return first(run(ctx, key), func(err error) bool { return errors.Is(err, taken) })
		}
	}
	return []localProgram{
		{"MongoDB/mongobranch", mongobranch.Service{Accounts: accounts("branch", false)}.Run, mongobranched.Service{Accounts: accounts("branched", true)}.Run},
		{"MongoDB/mongoguard", guard(mongoguard.Service{Accounts: accounts("guard", false)}.Run, mongoguard.ErrTaken),
			guard(mongoguarded.Service{Accounts: accounts("guarded", true)}.Run, mongoguarded.ErrTaken)},
	}
}

func named(run func(string) (any, error)) func(context.Context, string) (any, error) {
	return func(_ context.Context, key string) (any, error) { return run(key) }
}

func isA[E error](err error) bool {
	var e E
	return errors.As(err, &e)
}

// first makes a refusal errTaken, and each success one of its own.
func first(err error, refuses func(error) bool) (any, error) {
	if err != nil && refuses(err) {
		return nil, errTaken
	}
	return new(int), err
}

// TestLocalPrograms is TestPrograms for keys, files and maps: what went wrong is
// that two callers went on with different things.
func TestLocalPrograms(t *testing.T) {
	clients := map[string]*redis.Client{
		"miniredis": redis.NewClient(&redis.Options{Addr: miniredis.RunT(t).Addr(), PoolSize: Workers}),
	}
	address, stop, err := Redis()
	switch {
	case errors.Is(err, ErrAbsent):
		fmt.Printf("SKIPPED: Redis is not proved: %v\n", err)
	case err != nil:
		t.Fatal(err)
	default:
		t.Cleanup(stop)
		clients["Redis"] = redis.NewClient(&redis.Options{Network: "unix", Addr: address, PoolSize: Workers})
	}
	for _, p := range append(localPrograms(t, clients), mongoPrograms(t)...) {
		t.Run(p.name, func(t *testing.T) {
			out, err := Form{}.until(Races, func(series int) (Outcome, error) { return raceLocal(fmt.Sprint("before", series), p.before) })
			if err != nil || out.Wrong == 0 {
				t.Errorf("before: %s %v, want several", out, err)
			}
			t.Logf("before: %s", out)
			out, err = raceLocal("after", p.after)
			if err != nil || out.Wrong > 0 || out.Failures() > 0 {
				t.Errorf("after: %s %v", out, err)
			}
			t.Logf("after: %s", out)
		})
	}
}

// raceLocal counts the different things that the callers of a round go on with.
func raceLocal(name string, run func(ctx context.Context, key string) (any, error)) (Outcome, error) {
	var mu sync.Mutex
	got := map[string]map[any]bool{}
	attempt := func(ctx context.Context, key string) error {
		v, err := run(ctx, key)
		if errors.Is(err, errTaken) {
			return nil
		}
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		if got[key] == nil {
			got[key] = map[any]bool{}
		}
		got[key][v] = true
		return nil
	}
	count := func(key string) (int, error) { return len(got[key]), nil }
	return Race(context.Background(), Rounds, name, attempt, count, func(err error) string { return err.Error() })
}
