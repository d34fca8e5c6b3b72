package analyzer_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// TestAdvice tells advice that names the store's own form from advice that does not.
func TestAdvice(t *testing.T) {
	const finding = "duplicate: two concurrent calls can both create …; the loser inserts a second row"
	for _, c := range []struct {
		folder, advice string
		want           bool
	}{
		{"databasesql", "; declare (email) unique and insert with ON CONFLICT (email) DO NOTHING or ON DUPLICATE KEY UPDATE", true},
		{"databasesql", "; insert with an upsert, or handle the unique violation", false},
		{"databasesql", "", false},
		{"ent", "; insert with ON CONFLICT (email) DO NOTHING", false},
		{"shop", "; create with OnConflictColumns(\"email\").Ignore(), or handle IsConstraintError", true},
	} {
		if got := advised(c.folder, finding+c.advice); got != c.want {
			t.Errorf("%s%s: %v, want %v", c.folder, c.advice, got, c.want)
		}
	}
}

// ownForms are the words of each store's atomic form, by the folder of testdata that
// is about it.
func ownForms() map[string]string {
	return map[string]string{
		"beegoorm":    `InsertOrUpdate .* ON CONFLICT`,
		"bolthold":    `one bbolt Update`,
		"bun":         `On\("CONFLICT \(.*\) DO NOTHING"\)`,
		"databasesql": `ON CONFLICT .* or ON DUPLICATE KEY UPDATE`,
		"dbr":         `Ignore .* ON CONFLICT`,
		"dbx":         `Upsert`,
		"ent":         `OnConflictColumns\(".*"\)\.Ignore\(\), or handle IsConstraintError`,
		"gf":          `InsertIgnore`,
		"gocql":       `IF NOT EXISTS`,
		"gopg":        `OnConflict\("\(.*\) DO NOTHING"\)`,
		"goqu":        `OnConflict\(goqu\.DoNothing\(\)\)|ON CONFLICT`,
		"gozero":      `ON CONFLICT .* or INSERT IGNORE|mongo\.IsDuplicateKeyError`,
		"gorm":        `clause\.OnConflict\{.*DoNothing: true\}.*gorm\.ErrDuplicatedKey`,
		"gorm1":       `gorm:insert_option`,
		"gormgen":     `clause\.OnConflict\{DoNothing: true\}`,
		"inferred":    `have \w+\.\w+ insert with ON CONFLICT .* return an error of its own`,
		"jet":         `ON_CONFLICT`,
		"mgo":         `IsDup`,
		"mongo":       `mongo\.IsDuplicateKeyError.*\$setOnInsert`,
		"neo4j":       `MERGE`,
		"pgx":         `ON CONFLICT .*pgconn\.PgError code 23505`,
		"pop":         `RawQuery with ON CONFLICT`,
		"qmgo":        `qmgo\.IsDup`,
		"spanner":     `ReadWriteTransaction|InsertOrUpdate|AlreadyExists`,
		"sqlboiler":   `Upsert`,
		"squirrel":    `Suffix\("ON CONFLICT|ON CONFLICT`,
		"xorm":        `Exec with ON CONFLICT`,
	}
}

// advised reports whether a message says at its end what to do, in the words of the
// store that a folder of testdata is about, or of any.
func advised(folder, message string) bool {
	_, loser, _ := strings.Cut(message, "; the loser ")
	_, advice, _ := strings.Cut(loser, "; ")
	forms := ownForms()
	if own, ok := forms[folder]; ok {
		return regexp.MustCompile(own).MatchString(advice)
	}
	for _, form := range forms {
		if regexp.MustCompile(form).MatchString(advice) {
			return true
		}
	}
	return false
}

// checkAdvice reports a finding of a row store that does not say what to do.
func checkAdvice(t *testing.T, d analysis.Diagnostic, file string) {
	t.Helper()
	switch d.Category {
	case "duplicate", "conflict", "helper":
	default:
		return
	}
	_, inside, ok := strings.Cut(filepath.ToSlash(file), "/testdata/")
	folder, _, _ := strings.Cut(inside, "/")
	if ok && !advised(folder, d.Message) {
		t.Errorf("%s: does not name a form of %s: %s", inside, folder, d.Message)
	}
}
