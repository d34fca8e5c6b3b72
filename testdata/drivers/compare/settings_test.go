package compare

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sameSettings gives the command and golangci-lint the same settings, the one in
// a file of its own and the other in its configuration, and expects them to say
// the same, and all of them to count.
func sameSettings(t *testing.T, b tools) {
	t.Helper()
	const settings = noSchema + `
rules: [duplicate, helper]
disable-stores: [sqlx]
exclude:
  - {path: "textbook/**", rules: [duplicate], reason: they are in a book}
  - {path: databasesql/text/*.go, function: "*", reason: one writer}
  - {function: "users.*", reason: one writer}`
	file := filepath.Join(t.TempDir(), "settings.yml")
	if err := os.WriteFile(file, []byte(settings), 0o644); err != nil {
		t.Fatal(err)
	}
	all, command := byCommand(t, b, some()), byCommand(t, b, some(), "-config", file)
	same(t, command, "golangci-lint", byGolangci(t, b, some(), settings))
	for _, left := range []string{": conflict: ", "sqlx/basic/", "textbook/racy.go:.*: duplicate: ", "databasesql/text/"} {
		path, rule, _ := strings.Cut(left, ".*")
		of := func(f string) bool { return strings.Contains(f, path) && strings.Contains(f, rule) }
		if !slices.ContainsFunc(all, of) || slices.ContainsFunc(command, of) {
			t.Errorf("the settings should leave out %s", left)
		}
	}
	for _, kept := range []string{"textbook/racy.go:.*: helper: ", "databasesql/basic/", "gorm/upsert/.*: helper: "} {
		path, rule, _ := strings.Cut(kept, ".*")
		if !slices.ContainsFunc(command, func(f string) bool { return strings.Contains(f, path) && strings.Contains(f, rule) }) {
			t.Errorf("the settings should not leave out %s", kept)
		}
	}
}
