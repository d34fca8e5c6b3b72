package schema

import (
	"strings"
	"testing"
)

func TestMissing(t *testing.T) {
	long := strings.Repeat("column_", 12)
	for _, c := range []struct {
		m    Missing
		d    Dialect
		want string
	}{
		{Missing{Table: "users", Columns: []MissingColumn{{Name: "email"}}}, PostgreSQL,
			`SELECT "email", COUNT(*) FROM "users" GROUP BY "email" HAVING COUNT(*) > 1;
CREATE UNIQUE INDEX CONCURRENTLY "users_email_key" ON "users" ("email");
ALTER TABLE "users" ADD CONSTRAINT "users_email_key" UNIQUE USING INDEX "users_email_key";`},
		{Missing{Table: "public.users", Columns: []MissingColumn{{Name: "org", Null: true}, {Name: "name", Func: "lower"}}}, PostgreSQL,
			`SELECT "org", lower("name"), COUNT(*) FROM "public"."users" WHERE "org" IS NOT NULL GROUP BY "org", lower("name") HAVING COUNT(*) > 1;
CREATE UNIQUE INDEX CONCURRENTLY "users_org_name_idx" ON "public"."users" ("org", lower("name"));
-- org may be NULL, and rows with NULL do not collide`},
		{Missing{Table: "users", Columns: []MissingColumn{{Name: "email"}}, Live: "deleted_at"}, SQLite,
			`SELECT "email", COUNT(*) FROM "users" WHERE "deleted_at" IS NULL GROUP BY "email" HAVING COUNT(*) > 1;
CREATE UNIQUE INDEX "users_email_idx" ON "users" ("email") WHERE "deleted_at" IS NULL;`},
		{Missing{Table: "users", Columns: []MissingColumn{{Name: "key", Long: true}, {Name: "name", Func: "lower"}}, Live: "deleted_at"}, MySQL,
			"SELECT `key`, lower(`name`), COUNT(*) FROM `users` GROUP BY `key`, lower(`name`) HAVING COUNT(*) > 1;\n" +
				"ALTER TABLE `users` ADD UNIQUE KEY `users_key_name_idx` (`key`, (lower(`name`)));\n" +
				"-- MySQL has no partial indexes: deleted rows (deleted_at is set) take part, so that their values cannot be used again\n" +
				"-- MariaDB has no indexes on expressions: there, index a generated column\n-- a TEXT column needs a length: `key`(191)"},
		{Missing{Table: `odd"name`, Columns: []MissingColumn{{Name: long}}}, SQLite,
			`SELECT "` + long + `", COUNT(*) FROM "odd""name" GROUP BY "` + long + `" HAVING COUNT(*) > 1;
CREATE UNIQUE INDEX "odd""name_column_column_column_column_column_column_9f849a10_key" ON "odd""name" ("` + long + `");`},
	} {
		lines := append([]string{c.m.Duplicates(c.d)}, c.m.Add(c.d)...)
		for _, n := range c.m.Notes(c.d) {
			lines = append(lines, "-- "+n)
		}
		if got := strings.Join(lines, "\n"); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.d, got, c.want)
		}
	}
}
