package output

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// The source that the fixture's findings are about: \u escapes would not show
// what the columns have to count.
const userSource = `package app

func (s *Users) Register(email string) error {
	err := s.db.Where("email = ?", email).First(&user).Error
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return err
	}
	user.Greeting = "welcome"
	return log("𝕏 new", s.db.Create(&User{Email: email}).Error)
}

func (s *Users) Cart(id int) (c Cart) {
	s.db.Where(Cart{UserID: id}).
		FirstOrCreate(&c)
	return c
}

//toctou:uniqe carts(user_id)
`

const repoSource = `package repo

func Taken(db *sql.DB, name string) bool {
	return db.QueryRow(taken, name).Scan(&id) == nil
}
`

const serviceSource = `package service

func Reserve(db *sql.DB, name string) error {
	if repo.Taken(db, name) {
		return ErrTaken
	}
	_, err := db.Exec(` + "`" + `INSERT INTO names (name)
		VALUES ($1)` + "`" + `, name)
	return err
}
`

// fixture is a report of one finding of each kind, made from files in a
// temporary directory and then said to come from /src/shop.
func fixture(t *testing.T) *Report {
	t.Helper()
	dir := t.TempDir()
	text := make(map[string]string)
	write := func(name, source string) {
		text[name] = source
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("app/users.go", userSource)
	write("repo/repo.go", repoSource)
	write("service/service.go", serviceSource)
	span := func(file, mark string) Span { return spanOf(t, file, text[file], mark) }
	const users = "app/users.go"
	r := &Report{
		Version: Version,
		Tool:    Tool{"toctou", "v0.1.0", "https://example.com/toctou"},
		Root:    dir, Directory: ".", Packages: 3,
		Rules: []Rule{
			{"duplicate", "the loser inserts a second row", "Two requests both insert.", "# duplicate\n\nUse an `upsert`.\n", "https://example.com/toctou#duplicate", "creates a second one"},
			{"conflict", "the loser gets a unique violation", "The error is raw.", "", "", "gets a unique violation"},
			{"helper", "find-then-create inside", "It looks atomic.", "", "", "creates a second one, or fails"},
		},
		Findings: []Finding{
			{Rule: "duplicate", Severity: Error, Message: "duplicate: two calls can both create User with email = email; 100% certain",
				Package: "example.com/shop/app", Function: "Users.Register", Span: span(users, "Create(&User{Email: email})"),
				Related: []Related{
					{"the check: First looks for User", span(users, "First(&user)")},
					{"the guard: only when nothing was found", span(users, "!errors.Is(err, gorm.ErrRecordNotFound)")},
				},
				Fixes: []Fix{
					{"Insert with an upsert", []Edit{{span(users, "s.db.Create"), "s.db.Clauses(clause.OnConflict{DoNothing: true}).\n\t\tCreate"}}},
					{"Log less, and import", []Edit{{span(users, "package app"), "package app\n\nimport \"x\""}, {span(users, `"𝕏 new"`), `"<new>"`}}},
				}},
			{Rule: "helper", Severity: Info, Message: "helper: FirstOrCreate looks for Cart and creates it in two steps",
				Package: "example.com/shop/app", Function: "Users.Cart", Span: span(users, "FirstOrCreate(&c)"),
				Related: []Related{{"the check, too: FirstOrCreate looks first", span(users, "FirstOrCreate(&c)")}}},
			{Rule: "directive", Severity: Warning, Message: `directive: unknown directive "toctou:uniqe"; did you mean "toctou:unique"?`,
				Package: "example.com/shop/app", Span: span(users, "//toctou")},
			{Rule: "conflict", Severity: Warning, Message: "conflict: two calls can both create names with name = name",
				Package: "example.com/shop/service", Function: "Reserve",
				Span: span("service/service.go", "Exec(`INSERT INTO names (name)\n\t\tVALUES ($1)`, name)"),
				Related: []Related{
					{"the check: Taken looks for names", span("service/service.go", "Taken(db, name)")},
					{"the check itself: QueryRow", span("repo/repo.go", "QueryRow(taken, name)")},
				}},
		},
		Failures: []Failure{{"example.com/shop/broken", "does not parse: broken.go:3:1: expected <declaration>"}},
		Warnings: []string{"db/schema.sql:3: not understood"},
	}
	r.Complete()
	r.Root = "/src/shop"
	return r
}

// spanOf is the place of a mark in a file's text.
func spanOf(t *testing.T, file, text, mark string) Span {
	t.Helper()
	i := strings.Index(text, mark)
	if i < 0 {
		t.Fatalf("no %q in %s", mark, file)
	}
	at := func(offset int) Position {
		before := text[:offset]
		return Position{Line: 1 + strings.Count(before, "\n"), Column: offset - strings.LastIndexByte(before, '\n'), Offset: offset}
	}
	return Span{file, at(i), at(i + len(mark))}
}

// render writes a report in a format.
func render(t *testing.T, name string, r *Report, s Style) string {
	t.Helper()
	f, err := ByName(name)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := f.Write(&b, r, s); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b.String()
}

// golden compares got with a file of testdata.
func golden(t *testing.T, file, got string) {
	t.Helper()
	path := filepath.Join("testdata", file)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; go test -update rewrites it. Got\n%s", path, got)
	}
}
