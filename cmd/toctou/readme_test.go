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
	"go.yaml.in/yaml/v3"
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

// TestPlaces reads the files by which others run toctou, and expects them to
// name flags that there are.
func TestPlaces(t *testing.T) {
	help := run(t, ".", "go run . -h")
	for _, name := range []string{"../../.pre-commit-hooks.yaml", "../../action.yml", "docs/ci.md"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		flags := regexp.MustCompile(`toctou(?:@v[0-9.]+)?"? (?:baseline |convert )?(-[a-z][a-z-]*)`).FindAllStringSubmatch(string(data), -1)
		if len(flags) == 0 {
			t.Errorf("%s runs toctou without a flag: does the test still read it?", name)
		}
		for _, m := range flags {
			if !strings.Contains(help, "\n  "+m[1]+" ") {
				t.Errorf("%s: there is no flag %s", name, m[1])
			}
		}
	}
	var action struct {
		Runs struct{ Steps []struct{ Run string } }
	}
	data, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &action); err != nil || len(action.Runs.Steps) != 2 {
		t.Fatalf("action.yml: %v, %+v", err, action)
	}
	act(t, action.Runs.Steps[0].Run, action.Runs.Steps[1].Run)
	var release struct{ Builds []struct{ Main string } }
	if data, err = os.ReadFile("../../.goreleaser.yaml"); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &release); err != nil || len(release.Builds) != 1 || release.Builds[0].Main != "./cmd/toctou" {
		t.Errorf(".goreleaser.yaml: %v, %+v", err, release)
	}
}

// TestFormatsDocumented expects each format in the page on formats.
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

// act does what GitHub does with the action's steps, in a module with one
// finding.
func act(t *testing.T, steps ...string) {
	t.Helper()
	dir, temp := project(t), t.TempDir()
	source, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"RUNNER_TEMP": temp, "SOURCE": source, "VERSION": "", "GITHUB_WORKSPACE": dir,
		"ARGS": "-severity duplicate=warning", "PACKAGES": "./...", "SARIF": "out.sarif",
	} {
		t.Setenv(name, value)
	}
	var out []byte
	code := 0
	for _, step := range steps {
		cmd := exec.Command("bash", "-e", "-o", "pipefail", "-c", step)
		cmd.Dir = dir
		out, err = cmd.CombinedOutput()
		code = cmd.ProcessState.ExitCode()
	}
	if code != 3 || !strings.Contains(string(out), "::warning file=a.go,line=7,") {
		t.Errorf("exit code %d, %v: %s", code, err, out)
	}
	if sarif, err := os.ReadFile(filepath.Join(dir, "out.sarif")); err != nil || !strings.Contains(string(sarif), `"ruleId": "duplicate"`) {
		t.Errorf("%v: %s", err, sarif)
	}
}
