package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/analyzer"
	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
)

// notRun are commands of the README that this test cannot run, each with the
// reason.
func notRun() map[string]string {
	return map[string]string{
		"go test ./...": "this test is a part of it",
		"go install github.com/toctou-lint/toctou/cmd/toctou@latest": "TestNewcomer runs it",
	}
}

// TestReadme runs the commands of the README and of the other pages: those on
// this repository here, all others in a module of their own with one finding. It
// compares what they print with what the pages show, and reads configurations.
func TestReadme(t *testing.T) {
	blocks := fenced(t, "../../README.md")
	if len(blocks["sh"]) < 3 || len(blocks["yaml"]) == 0 || len(blocks[""]) == 0 {
		t.Fatalf("README.md has lost its blocks: %v", blocks)
	}
	commands := blocks["sh"]
	for _, page := range []string{"ci", "fixes", "formats", "models", "schema", "why"} {
		commands = append(commands, fenced(t, "docs/"+page+".md")["sh"]...)
	}
	for _, text := range append(blocks["yaml"], fenced(t, "docs/models.md")["yaml"]...) {
		if _, err := analyzer.ReadConfig("example", []byte(text)); err != nil {
			t.Errorf("%s\n%v", text, err)
		}
	}
	dir, bin := project(t), t.TempDir()
	run(t, ".", "go build -buildvcs=false -o "+filepath.Join(bin, "toctou")+" .") // as scripts do, for go vet's cache
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	skip := notRun()
	ran := make(map[string]string)
	for _, block := range commands {
		for line := range strings.Lines(block) {
			command, _, _ := strings.Cut(line, " # ")
			command = strings.TrimSpace(command)
			switch {
			case command == "" || skip[command] != "":
			case strings.HasPrefix(command, "go run ./cmd/toctou "):
				ran[command] = run(t, "../..", command)
			default:
				ran[command] = run(t, dir, command)
			}
		}
	}
	recording(t, blocks[""][0], ran["go run ./cmd/toctou -C testdata/shop -v ./..."])
	why, shown, _ := strings.Cut(fenced(t, "docs/why.md")[""][0], "\n")
	shown = strings.ReplaceAll(shown, "example.com/shop", "github.com/toctou-lint/toctou/testdata/shop")
	recording(t, shown, run(t, "../../testdata/shop", strings.TrimPrefix(why, "$ ")))
}

// fenced returns the fenced blocks of a Markdown file, by language.
func fenced(t *testing.T, name string) map[string][]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	blocks := make(map[string][]string)
	for _, m := range regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$").FindAllStringSubmatch(string(data), -1) {
		blocks[m[1]] = append(blocks[m[1]], m[2])
	}
	return blocks
}

// project makes a module with one finding, under git.
func project(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module example.com/m\n\ngo 1.26\n",
		"a.go": "package m\n\nimport \"database/sql\"\n\nfunc Join(db *sql.DB, email string) (err error) {\n" +
			"\tif db.QueryRow(`SELECT id FROM members WHERE email = $1`, email).Scan(new(int)) == sql.ErrNoRows {\n" +
			"\t\t_, err = db.Exec(`INSERT INTO members (email) VALUES ($1)`, email)\n\t}\n\treturn err\n}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run(t, dir, "git init -q && git add . && git -c user.name=a -c user.email=a@example.com commit -q -m one && "+
		"git update-ref refs/remotes/origin/main HEAD")
	return dir
}

// run runs a command, which may report findings but must be understood.
func run(t *testing.T, dir, command string) string {
	t.Helper()
	cmd := exec.Command("sh", "-c", command)
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s: %v", command, err)
	}
	found := exit != nil && (exit.ExitCode() == 3 || exit.ExitCode() == 1 && strings.HasPrefix(command, "go "))
	if exit != nil && !found || strings.Contains(stderr.String(), "for usage") {
		t.Errorf("%s: %v: %s", command, err, stderr.String())
	}
	return string(out)
}

// recording expects what the README shows in the output, in this order; blanks
// do not count, and "…" is whatever is left out.
func recording(t *testing.T, shown, output string) {
	t.Helper()
	squeeze := func(text string) string { return strings.Join(strings.Fields(text), "") }
	rest := squeeze(output)
	for piece := range strings.SplitSeq(squeeze(shown), "…") {
		_, after, ok := strings.Cut(rest, piece)
		if !ok {
			t.Errorf("README.md shows %q, which the command does not print:\n%s", piece, output)
			return
		}
		rest = after
	}
}

// TestFormatsDocumented expects each format in the page on formats, and each field
// of the format json.
func TestFormatsDocumented(t *testing.T) {
	page, err := os.ReadFile("docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range output.Names() {
		if !strings.Contains(string(page), "\n| `"+name+"` | ") {
			t.Errorf("docs/formats.md has no row for %s", name)
		}
	}
	var schema struct{ Properties map[string]any }
	data, err := os.ReadFile("docs/findings.schema.json")
	if err == nil {
		err = json.Unmarshal(data, &schema)
	}
	if err != nil || len(schema.Properties) == 0 {
		t.Fatalf("%v, %v", err, schema)
	}
	for name := range schema.Properties {
		if !regexp.MustCompile("\n\\| (`\\w+`, )?`" + name + "`").Match(page) {
			t.Errorf("docs/formats.md does not speak of the field %s", name)
		}
	}
}

// TestComparison runs toctou on the nine shapes and expects what the README's
// table says.
func TestComparison(t *testing.T) {
	var report struct {
		Findings []struct{ Rule, Function string }
	}
	if err := json.Unmarshal([]byte(run(t, ".", "go run . -C ../../testdata -schema=off -format=json ./shapes")), &report); err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(readme), "| shape | ")
	rows := strings.Split(table, "\n")[2:]
	for i := range 9 {
		got := "not yet"
		for _, f := range report.Findings {
			if strings.HasSuffix(f.Function, "Shape"+strconv.Itoa(i+1)) {
				got = "`" + f.Rule + "`"
			}
		}
		if !strings.HasSuffix(rows[i], "| "+got+" |") {
			t.Errorf("shape %d is reported as %s, the README has %s", i+1, got, rows[i])
		}
	}
}

// TestExitCodes expects the README's table of exit codes to say what the help text
// says first of each.
func TestExitCodes(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := regexp.MustCompile(`(?m)^  (\d)  ([^;\n]+)`).FindAllStringSubmatch(run(t, ".", "go run . -h"), -1)
	if rows := regexp.MustCompile(`(?m)^\| \d \| `).FindAll(readme, -1); len(lines) != 4 || len(rows) != 4 {
		t.Errorf("%d exit codes in the help text, %d in the README", len(lines), len(rows))
	}
	for _, m := range lines {
		if row := "\n| " + m[1] + " | " + m[2]; !strings.Contains(string(readme), row) {
			t.Errorf("README.md has no row %q", row)
		}
	}
}
