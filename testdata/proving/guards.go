package proving

import (
	"context"
	"database/sql"
	"sync"
)

// Guards are the forms that protect nothing, or not everywhere.
func Guards() []Form {
	plain := func(level sql.IsolationLevel, suffix string) func(*table, context.Context, string) error {
		return func(t *table, ctx context.Context, email string) error {
			return t.transaction(ctx, level, func(tx *sql.Tx) error { return t.findOrInsert(ctx, tx, email, suffix) })
		}
	}
	return []Form{
		{Name: "find, then create", Family: "none", On: everywhere(Races),
			Do: func(t *table, ctx context.Context, email string) error { return t.findOrInsert(ctx, t.DB, email, "") }},
		{Name: "find, then create, with a unique key", Family: "none", Unique: true, On: everywhere(Refuses),
			Do: func(t *table, ctx context.Context, email string) error { return t.findOrInsert(ctx, t.DB, email, "") }},
		{Name: "UPDATE, then INSERT when it changed no row", Family: "none", On: on(Races, PostgreSQL, MariaDB),
			Do: func(t *table, ctx context.Context, email string) error { return t.updateOrInsert(ctx, t.DB, email) }},
		{Name: "UPDATE, then INSERT when it changed no row, in a transaction", Family: "none", On: on(Races, PostgreSQL),
			Do: func(t *table, ctx context.Context, email string) error {
				return t.transaction(ctx, sql.LevelDefault, func(tx *sql.Tx) error { return t.updateOrInsert(ctx, tx, email) })
			}},
		{Name: "plain transaction", Family: "none",
			On: map[string]Verdict{SQLite: Retries, PostgreSQL: Races, MariaDB: Races}, Do: plain(sql.LevelDefault, "")},
		{Name: "REPEATABLE READ", Family: "none", On: on(Races, PostgreSQL, MariaDB), Do: plain(sql.LevelRepeatableRead, "")},
		{Name: "SELECT … FOR UPDATE of the absent row", Family: "none",
			On: map[string]Verdict{PostgreSQL: Races, MariaDB: Retries}, Do: plain(sql.LevelDefault, "FOR UPDATE")},
		{Name: "INSERT … WHERE NOT EXISTS", Family: "none",
			On: map[string]Verdict{SQLite: Protects, PostgreSQL: Races, MariaDB: Retries}, Do: whereNotExists},
		{Name: "INSERT … WHERE NOT EXISTS, with a unique key", Family: "none", Unique: true,
			On: map[string]Verdict{SQLite: Protects, PostgreSQL: Refuses, MariaDB: Retries}, Do: whereNotExists},
		{Name: "ON CONFLICT DO NOTHING, no unique key", Family: "none", On: on(Races, SQLite, PostgreSQL),
			Do: func(t *table, ctx context.Context, email string) error {
				if found, err := t.find(ctx, t.DB, email, ""); found || err != nil {
					return err
				}
				return t.insert(ctx, t.DB, email, "ON CONFLICT DO NOTHING")
			}},
		{Name: "MERGE, no unique key", Family: "none", On: on(Races, PostgreSQL), Do: merge},
		{Name: "MERGE, with a unique key", Family: "none", Unique: true, On: on(Refuses, PostgreSQL), Do: merge},
		{Name: "read lock for the find, write lock for the create", Family: "none", On: everywhere(Races),
			Do: func(t *table, ctx context.Context, email string) error {
				t.mu.RLock()
				found, err := t.find(ctx, t.DB, email, "")
				t.mu.RUnlock()
				if found || err != nil {
					return err
				}
				t.mu.Lock()
				defer t.mu.Unlock()
				return t.insert(ctx, t.DB, email, "")
			}},
		{Name: "mutex around the create alone", Family: "none", On: everywhere(Races), Do: func(t *table, ctx context.Context, email string) error {
			if found, err := t.find(ctx, t.DB, email, ""); found || err != nil {
				return err
			}
			t.mu.Lock()
			defer t.mu.Unlock()
			return t.insert(ctx, t.DB, email, "")
		}},
		{Name: "mutex local to the call", Family: "none", On: everywhere(Races), Do: func(t *table, ctx context.Context, email string) error {
			var mu sync.Mutex
			mu.Lock()
			defer mu.Unlock()
			return t.findOrInsert(ctx, t.DB, email, "")
		}},
		{Name: "violation handled in the same transaction", Family: "none", Unique: true,
			On: map[string]Verdict{PostgreSQL: Refuses, MariaDB: Refuses},
			Do: func(t *table, ctx context.Context, email string) error {
				return t.transaction(ctx, sql.LevelDefault, func(tx *sql.Tx) error { return t.orFindAgain(ctx, tx, email, "", "") })
			}},
	}
}

func whereNotExists(t *table, ctx context.Context, email string) error {
	text := "INSERT INTO {t} (email) SELECT CAST(? AS CHAR(190)) WHERE NOT EXISTS (SELECT 1 FROM {t} WHERE email = ?)"
	if t.Name == PostgreSQL {
		text = "INSERT INTO {t} (email) SELECT CAST(? AS TEXT) WHERE NOT EXISTS (SELECT 1 FROM {t} WHERE email = ?)"
	}
	_, err := t.DB.ExecContext(ctx, t.query(text), email, email)
	return err
}

func merge(t *table, ctx context.Context, email string) error {
	_, err := t.DB.ExecContext(ctx, t.query("MERGE INTO {t} USING (SELECT CAST(? AS TEXT) AS email) AS n ON "+t.name+
		".email = n.email WHEN NOT MATCHED THEN INSERT (email) VALUES (n.email)"), email)
	return err
}

// orFindAgain finds or inserts, and finds again after an insert that failed.
func (t *table) orFindAgain(ctx context.Context, on runner, email, clause, again string) error {
	found, err := t.find(ctx, on, email, "")
	if found || err != nil {
		return err
	}
	err = t.insert(ctx, on, email, clause)
	if err == nil && clause == "" {
		return nil
	}
	found, err2 := t.find(ctx, on, email, again)
	switch {
	case err2 != nil:
		return err2
	case found:
		return nil
	case err != nil:
		return err
	}
	return errLost
}
