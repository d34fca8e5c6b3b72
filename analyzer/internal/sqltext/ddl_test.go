package sqltext

import (
	"fmt"
	"strings"
	"testing"
)

// line is a change on one line, for tests.
func line(c Change) string {
	var b strings.Builder
	b.WriteString(c.Kind.String())
	for _, w := range []string{c.Table, c.Name, c.To} {
		if w != "" {
			b.WriteString(" " + w)
		}
	}
	if c.IfNotExists {
		b.WriteString("?")
	}
	for _, col := range c.Columns {
		b.WriteString(" " + col.Name)
		if col.NotNull {
			b.WriteString("!")
		}
		if col.Generated {
			b.WriteString("+")
		}
	}
	for _, k := range c.Keys {
		b.WriteString(" " + keyText(k))
	}
	return b.String()
}

func keyText(k UniqueKey) string {
	var parts []string
	for _, p := range k.Parts {
		if p.Column != "" {
			parts = append(parts, p.Column)
		} else {
			parts = append(parts, p.Expr+fmt.Sprint(p.Reads))
		}
	}
	s := k.Name + "(" + strings.Join(parts, ",") + ")"
	if k.Primary {
		s = "PK" + s
	}
	if k.NullsEqual {
		s += "=null"
	}
	for _, r := range k.Where {
		s += fmt.Sprintf("|%s %s %s", r.Column, r.Kind, r.Value)
	}
	if k.Partial {
		s += "|…"
	}
	return s
}

func TestChanges(t *testing.T) {
	for _, c := range []struct{ sql, want string }{
		{"CREATE TABLE users (id BIGSERIAL PRIMARY KEY, email TEXT NOT NULL UNIQUE, name text)",
			"CreateTable users id!+ email! name PK(id) (email)"},
		{"create table if not exists `u` (`id` int unsigned not null auto_increment, `a` varchar(10), primary key (`id`), unique key `uk` (`a`(5), `id`), key `i` (`a`)) engine=innodb",
			"CreateTable u? id!+ a PK(id) uk(a,id)"},
		{`CREATE TABLE public."Users" (key varchar(255) NOT NULL PRIMARY KEY, "value" text, CONSTRAINT c UNIQUE (key, value))`,
			"CreateTable users key! value PK(key) c(key,value)"},
		{"CREATE TABLE t (a int CONSTRAINT x UNIQUE, b int REFERENCES o (id) ON DELETE CASCADE, UNIQUE NULLS NOT DISTINCT (a, b), UNIQUE NULLS DISTINCT (b), CHECK (a > 0), FOREIGN KEY (b) REFERENCES o (id))",
			"CreateTable t a b x(a) (a,b)=null (b)"},
		{"CREATE TABLE t (a text DEFAULT 'unique', b text COMMENT 'primary key', EXCLUDE USING gist (a WITH =))", "CreateTable t a b"},
		{"CREATE TABLE t (id uuid DEFAULT gen_random_uuid() PRIMARY KEY)", "CreateTable t id!+ PK(id)"},
		{"CREATE TABLE t AS SELECT 1", "CreateTable t"},
		{"CREATE TABLE t LIKE s; CREATE TABLE t (LIKE s INCLUDING ALL, b int UNIQUE); CREATE TABLE t (LIKE s)", "CopyTable t s; CopyTable t s b (b); CopyTable t"},
		{"CREATE TEMP TABLE t (a int UNIQUE); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)", ""},
		{"CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY public.t USING btree (lower((a)::text), b DESC NULLS LAST) WHERE (deleted_at IS NULL AND kind = 'x' AND active)",
			"AddKey t? i(lower(a)[a],b)|deleted_at IsNull |kind Equals x|active Equals true"},
		{"CREATE UNIQUE INDEX ON t (a text_pattern_ops, coalesce(b, 0)) NULLS NOT DISTINCT WHERE a <> '' OR b > 1", "AddKey t (a,coalesce(b,0)[b])=null|…"},
		{"CREATE UNIQUE INDEX i USING BTREE ON t (a(10)); CREATE INDEX j ON t (a); CREATE UNIQUE NONCLUSTERED INDEX [k] ON [dbo].[t] ([a] ASC) WHERE [b] IS NOT NULL",
			"AddKey t i(a); AddKey t k(a)|b NotNull "},
		{"ALTER TABLE ONLY t ADD CONSTRAINT p PRIMARY KEY (a), ADD UNIQUE (b), ADD UNIQUE INDEX ui (c), ADD COLUMN IF NOT EXISTS d text UNIQUE, ADD e int",
			"AddKey t PKp(a); AddKey t (b); AddKey t ui(c); AddColumn t? d (d); AddColumn t e"},
		{"ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i", "AddUsing t i u()"},
		{"ALTER TABLE t DROP CONSTRAINT IF EXISTS a CASCADE, DROP INDEX b, DROP KEY c, DROP PRIMARY KEY, DROP COLUMN d, DROP e, DROP FOREIGN KEY f",
			"DropKey t a; DropKey t b; DropKey t c; DropPrimary t; DropColumn t d; DropColumn t e"},
		{"ALTER TABLE t RENAME TO s; ALTER TABLE t RENAME a TO b; ALTER TABLE t RENAME COLUMN a TO b; ALTER TABLE t RENAME CONSTRAINT a TO b; ALTER INDEX a RENAME TO b; RENAME TABLE a TO b, c TO d",
			"RenameTable t s; RenameColumn t a b; RenameColumn t a b; RenameKey t a b; RenameKey a b; RenameTable a b; RenameTable c d"},
		{"ALTER TABLE t MODIFY COLUMN a int NOT NULL UNIQUE, CHANGE b c text NULL, ALTER COLUMN d SET NOT NULL, ALTER e DROP NOT NULL, ALTER COLUMN f TYPE text",
			"ChangeColumn t a! (a); RenameColumn t b c; ChangeColumn t c; ChangeColumn t d!; ChangeColumn t e"},
		{"DROP TABLE IF EXISTS a, s.b CASCADE; DROP INDEX CONCURRENTLY i, j; DROP INDEX k ON t", "DropTable a; DropTable b; DropKey i; DropKey j; DropKey t k"},
		{"DO $$ BEGIN IF NOT EXISTS (SELECT 1) THEN ALTER TABLE t ADD CONSTRAINT u UNIQUE (a); END IF; CREATE UNIQUE INDEX i ON t (b); END $$",
			"AddKey t u(a); AddKey t i(b)"},
		{"COPY t (a) FROM stdin;\nCREATE TABLE no (a int);\n\\.\nCREATE TABLE yes (a int)", "CreateTable yes a"},
		{"INSERT INTO t VALUES (1); CREATE TABLE t (a int UNIQUE", "Unread create table t ( a int"},
		{`CREATE TABLE "a b" ("x y" text DEFAULT "unique", FULLTEXT (x), UNIQUE (` + "`x y`" + `))`, "CreateTable a b x y (x y)"},
		{"(SELECT 1) UNION (SELECT 2)", ""},
		{"this is not SQL", "Unread this is not sql"},
		{"CREATE TABLE \uFFFC (a int UNIQUE)", "CreateTable a (a)"},
		{"CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN CREATE TABLE x (a int); END $$ LANGUAGE plpgsql; CREATE VIEW v AS SELECT 1; GRANT ALL ON t TO u", ""},
	} {
		var got []string
		for _, ch := range Changes(c.sql) {
			got = append(got, line(ch))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.sql, s, c.want)
		}
	}
}

func TestChangeLine(t *testing.T) {
	got := Changes("-- one\nCREATE TABLE a (x int);\n\n/* four */\nCREATE TABLE b (\nx int);")
	if len(got) != 2 || got[0].Line != 2 || got[1].Line != 5 {
		t.Errorf("%+v", got)
	}
}

// FuzzChanges checks that no text makes Changes panic, and that text behind a
// statement's end changes nothing that was read before.
func FuzzChanges(f *testing.F) {
	for _, seed := range []string{
		"CREATE TABLE users (id BIGSERIAL PRIMARY KEY, email TEXT NOT NULL UNIQUE, UNIQUE (a, b))",
		"CREATE UNIQUE INDEX i ON t (lower((a)::text), b DESC) WHERE (deleted_at IS NULL AND kind = 'x' AND NOT active)",
		"ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i, DROP COLUMN a, RENAME TO b, MODIFY a int, CHANGE a b int",
		"DO $$ BEGIN ALTER TABLE t ADD UNIQUE (a); END $$; RENAME TABLE a TO b; DROP INDEX a ON b",
		"COPY t FROM stdin;\n1\n\\.\nCREATE TABLE [a].[b] (`c` int)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		got := Changes(src)
		if strings.ContainsAny(src, "'\"`$#[]-/*\\(;") || strings.Contains(strings.ToLower(src), "case") {
			return // the rest may belong to something open
		}
		again := Changes(src + "; CREATE TABLE zz (a int)")
		if len(again) < len(got) || len(again) > 0 && again[len(again)-1].Kind != CreateTable {
			t.Errorf("%q: %d changes, %d with one more", src, len(got), len(again))
		}
	})
}
