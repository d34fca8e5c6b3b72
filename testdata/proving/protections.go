package proving

import (
	"context"
	"database/sql"
	"runtime"
	"sync"

	"golang.org/x/sync/singleflight"
)

// Protections are the forms that keep the second row out and give losers what
// later callers get.
func Protections() []Form {
	text := func(text string) func(*table, context.Context, string) error {
		return func(t *table, ctx context.Context, email string) error {
			_, err := t.DB.ExecContext(ctx, t.query(text), email)
			return err
		}
	}
	var flight singleflight.Group
	var taken sync.Map
	return []Form{
		{Name: "INSERT … ON CONFLICT (…) DO NOTHING", Family: "upsert", Unique: true, On: on(Protects, SQLite, PostgreSQL),
			Do: text("INSERT INTO {t} (email) VALUES (?) ON CONFLICT (email) DO NOTHING")},
		{Name: "INSERT … ON CONFLICT (…) DO UPDATE", Family: "upsert", Unique: true, On: on(Protects, SQLite, PostgreSQL),
			Do: text("INSERT INTO {t} (email) VALUES (?) ON CONFLICT (email) DO UPDATE SET visits = 1")},
		{Name: "INSERT … ON DUPLICATE KEY UPDATE", Family: "upsert", Unique: true, On: on(Protects, MariaDB),
			Do: text("INSERT INTO {t} (email) VALUES (?) ON DUPLICATE KEY UPDATE email = email")},
		{Name: "INSERT IGNORE", Family: "upsert", Unique: true, On: on(Protects, MariaDB), Do: text("INSERT IGNORE INTO {t} (email) VALUES (?)")},
		{Name: "INSERT OR IGNORE", Family: "upsert", Unique: true, On: on(Protects, SQLite), Do: text("INSERT OR IGNORE INTO {t} (email) VALUES (?)")},
		{Name: "REPLACE INTO", Family: "upsert", Unique: true, On: map[string]Verdict{SQLite: Protects, MariaDB: Retries},
			Do: text("REPLACE INTO {t} (email) VALUES (?)")},
		{Name: "violation handled: find again", Family: "conflict handled", Unique: true, On: everywhere(Protects),
			Do: func(t *table, ctx context.Context, email string) error {
				return t.orFindAgain(ctx, t.DB, email, "", "")
			}},
		{Name: "DO NOTHING in a transaction, find again with FOR UPDATE", Family: "conflict handled", Unique: true,
			On: on(Protects, PostgreSQL, MariaDB), Do: func(t *table, ctx context.Context, email string) error {
				clause := "ON CONFLICT (email) DO NOTHING"
				if t.Name == MariaDB {
					clause = "ON DUPLICATE KEY UPDATE email = email"
				}
				return t.transaction(ctx, sql.LevelDefault, func(tx *sql.Tx) error {
					return t.orFindAgain(ctx, tx, email, clause, "FOR UPDATE")
				})
			}},
		{Name: "SERIALIZABLE", Family: "isolation", On: everywhere(Retries), Do: func(t *table, ctx context.Context, email string) error {
			level := sql.LevelSerializable
			if t.Name == SQLite {
				level = sql.LevelDefault // its only one, and the driver takes no other name
			}
			return t.transaction(ctx, level, func(tx *sql.Tx) error { return t.findOrInsert(ctx, tx, email, "") })
		}},
		{Name: "BEGIN IMMEDIATE", Family: "isolation", On: on(Protects, SQLite), Do: func(t *table, ctx context.Context, email string) error {
			return t.session(ctx, "BEGIN IMMEDIATE", "COMMIT", nil, func(c *sql.Conn) error { return t.findOrInsert(ctx, c, email, "") })
		}},
		{Name: "advisory lock", Family: "lock over both", On: on(Protects, PostgreSQL, MariaDB), Do: func(t *table, ctx context.Context, email string) error {
			before, after := "SELECT pg_advisory_lock(hashtext(?))", "SELECT pg_advisory_unlock(hashtext(?))"
			if t.Name == MariaDB {
				before, after = "DO GET_LOCK(?, 20)", "DO RELEASE_LOCK(?)"
			}
			return t.session(ctx, before, after, []any{email}, func(c *sql.Conn) error { return t.findOrInsert(ctx, c, email, "") })
		}},
		{Name: "pg_advisory_xact_lock", Family: "lock over both", On: on(Protects, PostgreSQL), Do: locked("SELECT pg_advisory_xact_lock(1)")},
		{Name: "LOCK TABLE", Family: "lock over both", On: on(Protects, PostgreSQL), Do: locked("LOCK TABLE {t} IN SHARE ROW EXCLUSIVE MODE")},
		{Name: "LOCK TABLES … WRITE", Family: "lock over both", On: on(Protects, MariaDB), Do: func(t *table, ctx context.Context, email string) error {
			return t.session(ctx, "LOCK TABLES {t} WRITE", "UNLOCK TABLES", nil, func(c *sql.Conn) error { return t.findOrInsert(ctx, c, email, "") })
		}},
		{Name: "SELECT … FOR UPDATE of the parent row", Family: "lock over both", On: on(Protects, PostgreSQL, MariaDB),
			Do: locked("SELECT id FROM parents WHERE id = 1 FOR UPDATE")},
		{Name: "UPDATE of the parent row", Family: "lock over both", On: everywhere(Protects), Do: locked("UPDATE parents SET id = id WHERE id = 1")},
		{Name: "mutex over both", Family: "lock over both", On: everywhere(Protects), Do: func(t *table, ctx context.Context, email string) error {
			t.mu.Lock()
			defer t.mu.Unlock()
			return t.findOrInsert(ctx, t.DB, email, "")
		}},
		{Name: "singleflight over both", Family: "lock over both", On: everywhere(Protects), Do: func(t *table, ctx context.Context, email string) error {
			_, err, _ := flight.Do(t.Name+t.name+email, func() (any, error) { return nil, t.findOrInsert(ctx, t.DB, email, "") })
			return err
		}},
		{Name: "a key that nobody has set, over both", Family: "lock over both", On: everywhere(Protects), Do: func(t *table, ctx context.Context, email string) error {
			key := t.Name + t.name + email
			for { // with SETNX it is the same, between processes
				if _, loaded := taken.LoadOrStore(key, true); !loaded {
					break
				}
				runtime.Gosched()
			}
			defer taken.Delete(key)
			return t.findOrInsert(ctx, t.DB, email, "")
		}},
		{Name: "second look under the mutex", Family: "recheck", On: everywhere(Protects), Do: func(t *table, ctx context.Context, email string) error {
			if found, err := t.find(ctx, t.DB, email, ""); found || err != nil {
				return err
			}
			t.mu.Lock()
			defer t.mu.Unlock()
			return t.findOrInsert(ctx, t.DB, email, "")
		}},
	}
}

// locked runs find and create in a transaction that begins with a lock.
func locked(statement string) func(*table, context.Context, string) error {
	return func(t *table, ctx context.Context, email string) error {
		return t.transaction(ctx, sql.LevelDefault, func(tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, t.query(statement)); err != nil {
				return err
			}
			return t.findOrInsert(ctx, tx, email, "")
		})
	}
}
