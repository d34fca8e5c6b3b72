// Package schema declares its tables in Go code: the rule is conflict where a
// unique key covers the lookup, duplicate where none does.
package schema

import "database/sql"

const createUsers = `
CREATE TABLE IF NOT EXISTS users (
	id BIGSERIAL PRIMARY KEY,
	email TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	nick TEXT UNIQUE,
	tenant BIGINT NOT NULL,
	slug TEXT NOT NULL,
	code TEXT NOT NULL,
	badge TEXT NOT NULL,
	digest TEXT NOT NULL UNIQUE,
	deleted_at TIMESTAMPTZ,
	active BOOLEAN NOT NULL DEFAULT true,
	UNIQUE (tenant, slug)
)`

// migrations run in this order.
var migrations = []string{
	createUsers,
	"CREATE UNIQUE INDEX users_name ON users (lower(name))",
	"CREATE UNIQUE INDEX users_code ON users (code) WHERE deleted_at IS NULL",
	"CREATE UNIQUE INDEX users_badge ON users (badge) WHERE active",
	"CREATE TABLE tags (label TEXT NOT NULL UNIQUE, word TEXT NOT NULL)",
	"ALTER TABLE tags DROP CONSTRAINT tags_label_key",
	"ALTER TABLE tags ADD CONSTRAINT tags_word UNIQUE (word)",
	"ALTER TABLE tags RENAME COLUMN word TO term",
	"CREATE TABLE notes (title TEXT NOT NULL UNIQUE)",
}

// migrateDown is the way back, which says nothing of what is.
func migrateDown(db *sql.DB) error {
	_, err := db.Exec("ALTER TABLE notes DROP CONSTRAINT notes_title_key")
	return err
}

func migrate(db *sql.DB) error {
	for _, m := range migrations {
		if _, err := db.Exec(m); err != nil {
			return err
		}
	}
	return nil
}
