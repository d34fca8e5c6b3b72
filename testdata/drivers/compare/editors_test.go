package compare

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// editors runs golangci-lint as editors do that show what it says: each with its
// own arguments, from its own directory, and reading the answer in its own way.
func editors(t *testing.T, b tools) {
	t.Helper()
	root := t.TempDir()
	pkg := filepath.Join(root, "a")
	if err := os.Mkdir(pkg, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"go.mod":        "module example.com/m\n\ngo 1.26\n",
		".golangci.yml": configuration(`rules: [duplicate]`),
		"a/a.go": "package a\n\nimport \"database/sql\"\n\nfunc Join(db *sql.DB, email string) (err error) {\n" +
			"\tif db.QueryRow(`SELECT id FROM members WHERE email = $1`, email).Scan(new(int)) == sql.ErrNoRows {\n" +
			"\t\t_, err = db.Exec(`INSERT INTO members (email) VALUES ($1)`, email)\n\t}\n\treturn err\n}\n",
	} {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("GOLANGCI_LINT_CACHE", t.TempDir())
	text, code := edit(t, b, pkg, "--issues-exit-code=0", "--output.text.print-issued-lines=false", "--show-stats=false",
		"--output.text.path=stdout", "--path-mode=abs")
	lines := regexp.MustCompile(`(?m)^([^:\n]+):(\d+):(\d+): duplicate: `).FindStringSubmatch(string(text))
	if want := []string{filepath.Join(pkg, "a.go"), "7", "15"}; code != 0 || lines == nil || !slices.Equal(lines[1:], want) {
		t.Errorf("VS Code: exit code %d: %s", code, text)
	}
	asJSON, code := edit(t, b, root, "--output.json.path=stdout", "--output.text.path=", "--issues-exit-code=0", "--show-stats=false",
		"--path-mode=abs", pkg)
	if got, want := issue(t, asJSON), filepath.Join(pkg, "a.go")+":7:15 toctou"; code != 0 || got != want {
		t.Errorf("nvim-lint: exit code %d, %s, want %s", code, got, want)
	}
	asJSON, code = edit(t, b, root, "--output.json.path=stdout", "--show-stats=false", "--issues-exit-code=1", pkg+string(filepath.Separator))
	if got, want := issue(t, asJSON), filepath.Join("a", "a.go")+":7:15 toctou"; code != 1 || got != want {
		t.Errorf("golangci-lint-langserver: exit code %d, %s, want %s", code, got, want)
	}
}

// edit runs golangci-lint and returns its standard output and exit code.
func edit(t *testing.T, b tools, dir string, args ...string) ([]byte, int) {
	t.Helper()
	cmd := exec.Command(b.golangci, append([]string{"run"}, args...)...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out, cmd.ProcessState.ExitCode()
}

// issue reads an answer in JSON, which is all of the output, and says where the
// race is. What is told of its check is an issue of its own there.
func issue(t *testing.T, out []byte) string {
	t.Helper()
	var result struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal(out, &result); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var all []string
	for _, i := range result.Issues {
		if strings.HasPrefix(i.Text, "duplicate: ") {
			all = append(all, fmt.Sprintf("%s:%d:%d %s", i.Pos.Filename, i.Pos.Line, i.Pos.Column, i.FromLinter))
		}
	}
	return strings.Join(all, ", ")
}
