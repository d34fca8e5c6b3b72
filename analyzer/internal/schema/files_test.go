package schema

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// describe renders a schema: "users(email)! (lower(name)|) [nullable]".
func describe(s *Schema) string {
	var lines []string
	for _, t := range s.Tables {
		line := t.Name
		for _, k := range t.Keys {
			line += " (" + strings.Join(k.Columns(), ",") + ")"
			if k.Primary {
				line += "!"
			}
			if len(k.Nullable) > 0 {
				line += fmt.Sprint(k.Nullable)
			}
			if len(k.Where) > 0 || k.Partial {
				line += "|"
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "; ")
}

func TestFromFiles(t *testing.T) {
	for _, c := range []struct {
		name  string
		files []File
		want  string
	}{
		{"golang-migrate", []File{
			{"m/000002_more.up.sql", "ALTER TABLE users ADD CONSTRAINT u UNIQUE (email)"},
			{"m/000001_init.up.sql", "CREATE TABLE users (id int PRIMARY KEY, email text)"},
			{"m/000002_more.down.sql", "ALTER TABLE users DROP CONSTRAINT u"},
			{"m/000010_last.up.sql", "ALTER TABLE users ALTER COLUMN email SET NOT NULL"},
		}, "users (id)! (email)"},
		{"dropped again", []File{
			{"m/1.sql", "CREATE TABLE users (email text NOT NULL UNIQUE, name text UNIQUE)"},
			{"m/2.sql", "ALTER TABLE users DROP CONSTRAINT users_email_key; DROP INDEX nobody"},
			{"m/10.sql", "ALTER TABLE users RENAME COLUMN name TO nick; ALTER TABLE users RENAME TO people"},
		}, "people (nick)[nick]"},
		{"goose", []File{{"db/20240101_a.sql", "-- +goose Up\nCREATE TABLE a (x int UNIQUE NOT NULL);\n-- +goose Down\nDROP TABLE a;"}}, "a (x)"},
		{"dbmate", []File{{"db/1.sql", "-- migrate:up\nCREATE TABLE a (x int UNIQUE NOT NULL);\n\n-- migrate:down transaction:false\nDROP TABLE a;"}}, "a (x)"},
		{"sql-migrate", []File{{"db/1.sql", "-- +migrate Up\nCREATE TABLE a (x int UNIQUE NOT NULL);\n-- +migrate Down\nDROP TABLE a;"}}, "a (x)"},
		{"tern", []File{{"db/001_a.sql", "CREATE TABLE a (x int UNIQUE NOT NULL);\n---- create above / drop below ----\nDROP TABLE a;"}}, "a (x)"},
		{"flyway", []File{
			{"db/V10__c.sql", "DROP INDEX i"}, {"db/V2__b.sql", "CREATE UNIQUE INDEX i ON a (x)"}, {"db/V1.1__a.sql", "CREATE TABLE a (x int, y int UNIQUE)"},
			{"db/U10__c.sql", "DROP TABLE a"}, {"db/R__views.sql", "CREATE UNIQUE INDEX j ON a (x, y)"},
		}, "a (y)[y] (x,y)[x y]"},
		{"a folder each", []File{
			{"prisma/20240102_b/migration.sql", "DROP INDEX a_x_key"}, {"prisma/20240101_a/migration.sql", "CREATE TABLE a (x int); CREATE UNIQUE INDEX a_x_key ON a (x)"},
			{"d/2024_a/up.sql", "CREATE TABLE b (x int PRIMARY KEY)"}, {"d/2024_a/down.sql", "DROP TABLE b"},
		}, "b (x)!; a"},
		{"a chain for each database", []File{
			{"m/1_a.sql", "CREATE TABLE a (x int NOT NULL)"}, {"m/2_b.postgres.up.sql", "CREATE UNIQUE INDEX i ON a (x)"}, {"m/2_b.mysql.up.sql", "SELECT 1"},
		}, "a; a (x)"},
		{"schemas on their own", []File{{"schema.sql", "CREATE TABLE a (x int UNIQUE NOT NULL)"}, {"sqlite.sql", "CREATE TABLE a (x int)"}}, "a (x); a"},
		{"SQLite's way to change a table", []File{{"m/1.sql", "CREATE TABLE a (x int); CREATE TABLE new_a (x int NOT NULL UNIQUE); INSERT INTO new_a SELECT * FROM a; DROP TABLE a; ALTER TABLE new_a RENAME TO a"}}, "a (x)"},
		{"MySQL", []File{{"m/1.sql", "CREATE TABLE a (x int, y int, UNIQUE KEY k (x, y)); ALTER TABLE a DROP PRIMARY KEY, DROP INDEX k, ADD UNIQUE (y); ALTER TABLE a DROP INDEX y; CREATE TABLE b (z int, UNIQUE (z)); ALTER TABLE b MODIFY z int NOT NULL"}}, "a; b (z)"},
		{"an index becomes a constraint", []File{{"m/1.sql", "CREATE TABLE a (x int); CREATE UNIQUE INDEX i ON a (x); ALTER TABLE a ADD CONSTRAINT c UNIQUE USING INDEX i; DROP INDEX i; ALTER INDEX c RENAME TO d"}}, "a (x)[x]"},
		{"a dropped column takes its keys along", []File{{"m/1.sql", "CREATE TABLE a (x int, y int, UNIQUE (x, y), UNIQUE (lower(x))); ALTER TABLE a DROP COLUMN y; ALTER TABLE a RENAME x TO z"}}, "a (lower(z))[z]"},
		{"a copy", []File{{"m/1.sql", "CREATE TABLE a (x int PRIMARY KEY); CREATE TABLE b (LIKE a INCLUDING ALL); CREATE TABLE c (LIKE a)"}}, "a (x)!; b (x)!; c"},
		{"created elsewhere", []File{{"m/1.sql", "CREATE UNIQUE INDEX i ON a (x)"}, {"m/2.sql", "CREATE TABLE IF NOT EXISTS a (x int NOT NULL)"}}, "a (x)"},
		{"nonsense", []File{{"m/1.sql", "CREATE TABLE a (x int UNIQUE, UNIQUE ()); CREATE UNIQUE INDEX i ON a (); ALTER TABLE a ADD UNIQUE; CREATE TABLE b (LIKE a INCLUDING ALL, UNIQUE (,))"}}, "a (x)[x]; b (x)[x]"},
		{"pop", []File{
			{"migrations/20200102_b.up.fizz", `add_index("people", ["org", "name"], {"unique": true, "name": "one"})` + "\n" + `drop_index("people", "people_mail_idx")` + "\n" + `sql("CREATE UNIQUE INDEX low ON people (lower(mail));")`},
			{"migrations/20200101_a.up.fizz", "create_table(\"people\") {\n  t.Column(\"id\", \"uuid\", {primary: true})\n  t.Column(\"mail\", \"string\", {})\n  t.Column(\"nick\", \"string\", {\"null\": true})\n" +
				"  t.Index(\"mail\", {\"unique\": true})\n  t.Index(\"nick\", {unique: true})\n  t.Index(\"mail\", {})\n  t.Timestamps()\n}\n<%= if (x) { %>\nadd_index(\"people\", \"x\", {unique: true})"},
			{"migrations/20200101_a.down.fizz", `drop_table("people")`},
			{"migrations/20200103_c.up.fizz", `rename_column("people", "nick", "handle")` + "\n" + `add_index("people", )` + "\n" + `create_table("old", func(t) {` + "\n\t" + `t.PrimaryKey("a", "b")` + "\n})"},
		}, "people (id)! (handle)[handle] (x) (org,name) (lower(mail)); old (a,b)!"},
		{"templates", []File{{"m/1.sql", "{{if .pg}}CREATE TABLE {{.prefix}}a (x int UNIQUE);{{end}}\nCREATE TABLE b (x int {{.null}} UNIQUE)"}}, "b (x)[x]"},
	} {
		s, problems := FromFiles(c.files)
		if got := describe(s); got != c.want || len(problems) > 0 {
			t.Errorf("%s:\n got %s %v\nwant %s", c.name, got, problems, c.want)
		}
	}
}

// TestFind looks into a folder with everything that cannot be read.
func TestFind(t *testing.T) {
	root, outside := t.TempDir(), t.TempDir()
	write := func(dir, name, text string) {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(to, filepath.Join(root, filepath.FromSlash(name))); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	for _, name := range []string{
		"schema.sql", "db/migrations/1.sql", "pkg/store/embedded.sql", "pkg/store/other.sql", "sqlc/ddl.txt",
		"testdata/schema.sql", "vendor/x/schema.sql", ".hidden/schema.sql", "nested/db/schema.sql", "queries/users.sql",
	} {
		write(root, name, "CREATE TABLE a (x int)")
	}
	write(root, "nested/go.mod", "module nested")
	write(root, "sqlc.yaml", "version: 2\nsql:\n  - schema: sqlc\n    engine: postgresql\n")
	write(root, "db/binary.sql", "CREATE TABLE\x00")
	write(root, "db/latin.sql", "-- \xe9")
	write(root, "db/huge.sql", strings.Repeat("-- filler\n", maxFile/10+1))
	write(outside, "secret.sql", "CREATE TABLE secret (x int)")
	link(filepath.Join(outside, "secret.sql"), "db/link.sql")
	link(outside, "db/folder")
	link("loop.sql", "db/loop.sql")
	link("..", "db/migrations/sql")
	link("schema", "schema")
	link("migrations", "db/other")

	find := func(q Query) (names, problems []string) {
		t.Helper()
		q.Root = root
		files, bad, err := Find(q)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			names = append(names, f.Path)
		}
		for _, p := range bad {
			problems = append(problems, p.File+": "+p.Reason)
		}
		return names, problems
	}
	names, problems := find(Query{Embedded: []string{"pkg/store/embedded.sql"}})
	if want := []string{"db/migrations/1.sql", "pkg/store/embedded.sql", "schema.sql", "sqlc/ddl.txt"}; !slices.Equal(names, want) {
		t.Errorf("found %q, want %q", names, want)
	}
	want := []string{
		"db/binary.sql: not text", "db/huge.sql: larger than 4 MB", "db/latin.sql: not text",
		"db/link.sql: a symbolic link, which is not followed", "db/loop.sql: a symbolic link, which is not followed",
		"db/migrations/sql: a symbolic link, which is not followed", "schema: a symbolic link, which is not followed",
	}
	if !slices.Equal(problems, want) {
		t.Errorf("problems %q, want %q", problems, want)
	}
	names, problems = find(Query{Globs: []string{"**/other.sql", "db/m*/*.sql", "nested", "none/*.sql"}})
	if want := []string{"db/migrations/1.sql", "nested/db/schema.sql", "nested/go.mod", "pkg/store/other.sql"}; !slices.Equal(names, want) {
		t.Errorf("by patterns: found %q, want %q", names, want)
	}
	if want := []string{"none/*.sql: the pattern matches no file"}; !slices.Equal(problems, want) {
		t.Errorf("by patterns: problems %q, want %q", problems, want)
	}
	if _, _, err := Find(Query{Root: filepath.Join(root, "missing")}); err == nil {
		t.Error("no error for a root that is not there")
	}
}

// TestRepository: a module without a schema of its own takes that of its repository.
func TestRepository(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		".git/HEAD": "", "backend/go.mod": "module backend", "backend/main.go": "", "other/go.mod": "module other", "other/schema.sql": "-- theirs",
		"deploy/mysql/1.sql": "-- ours", "deploy/mysql/2.sql": "\x00", "queries/1.sql": "", "service/go.mod": "module service", "service/db/schema.sql": "-- own",
	} {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		query    Query
		files    []File
		problems []Problem
	}{
		{Query{Root: "backend"}, []File{{"../deploy/mysql/1.sql", "-- ours"}}, []Problem{{"../deploy/mysql/2.sql", "not text"}}},
		{Query{Root: "service"}, []File{{"db/schema.sql", "-- own"}}, nil},
		{Query{Root: "backend", Globs: []string{"none"}}, nil, []Problem{{"none", "the pattern matches no file"}}},
		{Query{Root: "."}, []File{{"deploy/mysql/1.sql", "-- ours"}}, []Problem{{"deploy/mysql/2.sql", "not text"}}},
	} {
		c.query.Root = filepath.Join(root, c.query.Root)
		files, problems, err := Find(c.query)
		if err != nil || !slices.Equal(files, c.files) || !slices.Equal(problems, c.problems) {
			t.Errorf("%+v: %v %v %v, want %v %v", c.query, files, problems, err, c.files, c.problems)
		}
	}
	if err := os.RemoveAll(filepath.Join(root, ".git")); err != nil {
		t.Fatal(err)
	}
	if files, problems, err := Find(Query{Root: filepath.Join(root, "backend")}); len(files)+len(problems) > 0 || err != nil {
		t.Errorf("in no repository: %v %v %v", files, problems, err)
	}
}

// unreadable is a file system with a file and a folder that nobody may read.
type unreadable struct{ fstest.MapFS }

func (u unreadable) Open(name string) (fs.File, error) {
	if strings.Contains(name, "secret") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.Open(name)
}

func (u unreadable) ReadDir(name string) ([]fs.DirEntry, error) {
	if strings.Contains(name, "secret") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.ReadDir(name)
}

func TestUnreadable(t *testing.T) {
	w := &walker{fs: unreadable{fstest.MapFS{
		"db/secret.sql":   {Data: []byte("CREATE TABLE a (x int)")},
		"secrets/1.sql":   {Data: []byte("CREATE TABLE b (x int)")},
		"db/2.sql":        {Data: []byte("CREATE TABLE c (x int)")},
		"db/pipe.sql":     {Mode: fs.ModeNamedPipe},
		"db/folder.sql/x": {},
	}}, used: map[string]bool{}}
	if err := fs.WalkDir(w.fs, ".", w.visit); err != nil {
		t.Fatal(err)
	}
	want := []Problem{{"db/pipe.sql", "not a regular file"}, {"db/secret.sql", "permission denied"}, {"secrets", "permission denied"}}
	if !slices.Equal(w.problems, want) {
		t.Errorf("problems %q, want %q", w.problems, want)
	}
	if len(w.files) != 1 || w.files[0].Path != "db/2.sql" {
		t.Errorf("read %v", w.files)
	}
}

// TestBudget: a module has no more than so many files, and no more than so much text.
func TestBudget(t *testing.T) {
	files := fstest.MapFS{}
	for i := range maxFiles + 2 {
		files[fmt.Sprintf("db/%05d.sql", i)] = &fstest.MapFile{}
	}
	w := &walker{fs: files, used: map[string]bool{}}
	if err := fs.WalkDir(w.fs, ".", w.visit); err != nil {
		t.Fatal(err)
	}
	if len(w.files) != maxFiles || len(w.problems) != 2 || w.problems[1] != (Problem{"db/05001.sql", "left out: the module has too many schema files"}) {
		t.Errorf("%d files, problems %v", len(w.files), w.problems)
	}
}

func TestBroken(t *testing.T) {
	_, problems := FromFiles([]File{{"a.sql", "CREATE TABLE a (x int);\nCREATE TABLE b (x int"}, {"b.sql", "Lorem ipsum"}})
	want := []Problem{{"a.sql", "line 2: not understood: create table b ( x int"}, {"b.sql", "line 1: not understood: lorem ipsum"}}
	if !slices.Equal(problems, want) {
		t.Errorf("got %q, want %q", problems, want)
	}
}

func TestCheckGlob(t *testing.T) {
	for pattern, ok := range map[string]bool{
		"db/**/*.sql": true, "schema.sql": true, "": false, "/etc/*.sql": false, "../x.sql": false, "a/../../b": false, "a[": false, `C:\x`: false,
	} {
		if err := CheckGlob(pattern); (err == nil) != ok {
			t.Errorf("%q: %v", pattern, err)
		}
	}
}

// FuzzFromFiles checks that no text makes the reader of migrations panic.
func FuzzFromFiles(f *testing.F) {
	f.Add("1_a.sql", "CREATE TABLE a (x int, UNIQUE (lower(x)))", "2_b.sql", "ALTER TABLE a RENAME x TO y; -- +goose Down\nDROP TABLE a")
	f.Add("V1__a.sql", "CREATE UNIQUE INDEX i ON a ((x)) WHERE y", "V2__b.pg.sql", "ALTER TABLE a ADD UNIQUE USING INDEX i; CREATE TABLE a (LIKE a INCLUDING ALL)")
	f.Add("1_a.fizz", "create_table(\"a\") {\n t.Column(\"x\", \"int\", {primary: true})\n t.Index([\"x\"], {unique: true})", "2_b.fizz", "sql(\"`DROP TABLE a;\")\nsql()")
	f.Fuzz(func(t *testing.T, name, text, more, other string) {
		s, problems := FromFiles([]File{{name, text}, {more, other}})
		for _, p := range problems {
			if strings.Contains(p.Reason, "internal error") {
				t.Error(p.Reason)
			}
		}
		for _, table := range s.Tables {
			s.Keys(table.Name, "")
		}
	})
}
