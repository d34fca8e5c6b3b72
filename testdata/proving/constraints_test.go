package proving

import (
	"context"
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// racy looks rows up by keys that no schema declares unique.
const racy = `package racy

import "database/sql"

func add(db *sql.DB, email string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM people WHERE email = ?", email).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = db.Exec("INSERT INTO people (email) VALUES (?)", email)
	}
	return err
}

func order(db *sql.DB, user int64, group string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM \"order\" WHERE \"user\" = ? AND \"group\" = ?", user, group).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = db.Exec("INSERT INTO \"order\" (\"user\", \"group\") VALUES (?, ?)", user, group)
	}
	return err
}
`

// lowered is a lookup by an expression, which MariaDB cannot index.
const lowered = `
func nick(db *sql.DB, nick string) error {
	var id int64
	err := db.QueryRow("SELECT id FROM nicks WHERE lower(nick) = lower(?)", nick).Scan(&id)
	if err == sql.ErrNoRows {
		_, err = db.Exec("INSERT INTO nicks (nick) VALUES (?)", nick)
	}
	return err
}
`

// statementsFor runs toctou constraints on a module with the source and returns
// what it prints, without comments: queries for duplicates, and the rest.
func statementsFor(t *testing.T, dialect, source string) (queries, add []string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module racy\n\ngo 1.26\n", "racy.go": source} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tool := filepath.Join(dir, "toctou")
	build := exec.Command("go", "build", "-o", tool, "./cmd/toctou")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	out, err := exec.Command(tool, "constraints", dialect, "-C", dir, ".").Output()
	if err != nil {
		t.Fatalf("toctou constraints: %v\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		switch line = strings.TrimSpace(line); {
		case line == "" || strings.HasPrefix(line, "--"):
		case strings.HasPrefix(line, "SELECT"):
			queries = append(queries, line)
		default:
			add = append(add, line)
		}
	}
	return queries, add
}

// TestConstraints runs what toctou constraints prints: the queries find the rows
// that are in the way, and once these are gone the statements keep new ones
// out.
func TestConstraints(t *testing.T) {
	for _, s := range stores(t) {
		t.Run(s.Name, func(t *testing.T) {
			q, source := `"`, racy+lowered
			dialect := map[string]string{SQLite: "sqlite", PostgreSQL: "postgres", MariaDB: "mysql"}[s.Name]
			if s.Name == MariaDB {
				q, source = "`", racy
			}
			name := func(text string) string { return strings.ReplaceAll(text, "'", q) }
			inserts := []string{
				"INSERT INTO people (id, email) VALUES (1, 'a')",
				name("INSERT INTO 'order' (id, 'user', 'group') VALUES (1, 7, 8)"),
				"INSERT INTO nicks (id, nick) VALUES (1, 'A')",
			}
			ctx := context.Background()
			exec := func(statement string) {
				t.Helper()
				if _, err := s.DB.ExecContext(ctx, statement); err != nil {
					t.Fatalf("%s: %v", statement, err)
				}
			}
			for _, ddl := range []string{
				"CREATE TABLE people (id int PRIMARY KEY, email varchar(100))",
				name("CREATE TABLE 'order' (id int PRIMARY KEY, 'user' int, 'group' int)"),
				"CREATE TABLE nicks (id int PRIMARY KEY, nick varchar(100))",
			} {
				exec(ddl)
			}
			for _, insert := range inserts {
				exec(insert)
				exec(strings.Replace(insert, "(1,", "(2,", 1))
			}
			queries, add := statementsFor(t, dialect, source)
			if want := strings.Count(source, "\nfunc "); len(queries) != want || len(add) < want {
				t.Fatalf("%d queries and %d statements for %d lookups", len(queries), len(add), want)
			}
			for _, query := range queries {
				if n := rows(t, s.DB, query); n != 1 {
					t.Errorf("%s finds %d duplicates, want 1", query, n)
				}
			}
			for _, table := range []string{"people", name("'order'"), "nicks"} {
				exec("DELETE FROM " + table + " WHERE id = 2")
			}
			for _, query := range queries {
				if n := rows(t, s.DB, query); n != 0 {
					t.Errorf("%s finds %d duplicates, want none", query, n)
				}
			}
			for _, statement := range add {
				exec(statement)
			}
			for _, insert := range inserts[:len(queries)] {
				again := strings.Replace(insert, "(1,", "(3,", 1)
				if _, err := s.DB.ExecContext(ctx, again); err == nil {
					t.Errorf("%s is still possible", again)
				}
			}
		})
	}
}

// rows counts the rows of a query.
func rows(t *testing.T, db *sql.DB, query string) int {
	t.Helper()
	r, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer r.Close()
	n := 0
	for r.Next() {
		n++
	}
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	return n
}
