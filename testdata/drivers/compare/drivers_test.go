package compare

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tools are the binaries under test.
type tools struct{ toctou, golangci string }

func build(t *testing.T) tools {
	t.Helper()
	dir := t.TempDir()
	b := tools{filepath.Join(dir, "toctou"), filepath.Join(dir, "golangci-lint")}
	output(t, "../../..", "go", "build", "-o", b.toctou, "./cmd/toctou")
	output(t, "..", "go", "build", "-o", b.golangci, ".")
	return b
}

// output runs a command, which may exit with any code, and returns what it
// prints on standard output.
func output(t *testing.T, dir, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || name == "go" && args[0] == "build" || exit.ExitCode() > 3) {
		t.Fatalf("%s %q: %v: %s", name, args, err, stderr.String())
	}
	if len(out) == 0 && stderr.Len() > 0 {
		return stderr.Bytes()
	}
	return out
}

// everything is what the drivers are compared on.
func everything() []string { return []string{"./..."} }

// some packages are enough to compare settings.
func some() []string {
	return []string{"./textbook/...", "./databasesql/...", "./gorm/...", "./sqlx/..."}
}

// layered says whether a finding is one for the command only: an interface stands
// between its find and its create, and the implementation is in another package.
func layered(finding string) bool {
	folder, _, _ := strings.Cut(finding, string(filepath.Separator))
	return folder == "layers" || folder == "redislayers"
}

// TestDrivers compares the command, go vet and golangci-lint.
func TestDrivers(t *testing.T) {
	b := build(t)
	t.Run("findings", func(t *testing.T) { sameFindings(t, b) })
	t.Run("settings", func(t *testing.T) { sameSettings(t, b) })
	t.Run("fixes", func(t *testing.T) { sameFixes(t, b) })
	t.Run("editors", func(t *testing.T) { editors(t, b) })
}

// sameFindings expects the same findings from all three. The schema is left out:
// only the command knows migrations in Go code anywhere in the module.
func sameFindings(t *testing.T, b tools) {
	t.Helper()
	command := byCommand(t, b, everything())
	if len(command) < 500 {
		t.Fatalf("only %d findings: %q", len(command), command)
	}
	same(t, command, "go vet", byVet(t, b, everything()))
	same(t, command, "golangci-lint", byGolangci(t, b, everything(), noSchema))
}

// same expects another driver's findings to be those of the command.
func same(t *testing.T, command []string, name string, got []string) {
	t.Helper()
	for _, f := range command {
		if !slices.Contains(got, f) && !layered(f) {
			t.Errorf("%s does not report %s", name, f)
		}
	}
	for _, f := range got {
		if !slices.Contains(command, f) {
			t.Errorf("only %s reports %s", name, f)
		}
	}
}

// byCommand are the command's findings in packages, with flags before them.
func byCommand(t *testing.T, b tools, packages []string, flags ...string) []string {
	t.Helper()
	var report struct {
		Root     string
		Findings []struct {
			Message  string
			Location struct {
				File  string
				Start struct{ Line, Column int }
			}
		}
	}
	decode(t, output(t, "../..", b.toctou, slices.Concat([]string{"-format=json", "-schema=off"}, flags, packages)...), &report)
	var all []string
	for _, f := range report.Findings {
		if strings.Contains(f.Message, " silences nothing here: ") {
			continue // only the command sees that no package needs a directive
		}
		at := f.Location
		all = append(all, key(filepath.Join(report.Root, at.File), at.Start.Line, at.Start.Column, f.Message))
	}
	return all
}

func byVet(t *testing.T, b tools, packages []string) []string {
	t.Helper()
	out := output(t, "../..", "go", append([]string{"vet", "-json", "-vettool=" + b.toctou, "-toctou.schema=off"}, packages...)...)
	var trees bytes.Buffer // one for each package, under a comment
	for line := range bytes.Lines(out) {
		if !bytes.HasPrefix(line, []byte("#")) {
			trees.Write(line)
		}
	}
	var all []string
	for dec := json.NewDecoder(&trees); dec.More(); {
		var tree map[string]map[string][]struct{ Posn, Message string }
		if err := dec.Decode(&tree); err != nil {
			t.Fatal(err)
		}
		for _, analyzers := range tree {
			for _, d := range analyzers["toctou"] {
				all = append(all, relative(d.Posn)+": "+d.Message)
			}
		}
	}
	return all
}

// byGolangci are golangci-lint's findings, with settings in YAML.
func byGolangci(t *testing.T, b tools, packages []string, settings string) []string {
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
	decode(t, output(t, "../..", b.golangci, append(golangciArgs(t, settings), packages...)...), &result)
	var all []string
	for _, i := range result.Issues {
		if i.FromLinter != "toctou" {
			t.Errorf("%s: %s", i.FromLinter, i.Text)
		}
		if slices.ContainsFunc([]string{"duplicate: ", "conflict: ", "helper: ", "overwrite: ", "idempotent-create: ", "directive: "}, func(rule string) bool { return strings.HasPrefix(i.Text, rule) }) {
			all = append(all, key(i.Pos.Filename, i.Pos.Line, i.Pos.Column, i.Text))
		}
	}
	return all
}

// noSchema are settings that leave out what only the command knows.
const noSchema = `schema: ["off"]`

// configuration is one of golangci-lint with toctou's settings.
func configuration(settings string) string {
	return `version: "2"
linters:
  default: none
  enable: [toctou]
  settings:
    custom:
      toctou:
        type: module
        description: reports find-then-create races
        settings:
          ` + strings.ReplaceAll(settings, "\n", "\n          ") + "\n"
}

// golangciArgs are the arguments before the packages: nothing is limited.
func golangciArgs(t *testing.T, settings string) []string {
	t.Helper()
	t.Setenv("GOLANGCI_LINT_CACHE", t.TempDir()) // its cache does not know that a plugin has changed
	config := filepath.Join(t.TempDir(), ".golangci.yml")
	if err := os.WriteFile(config, []byte(configuration(settings)), 0o644); err != nil {
		t.Fatal(err)
	}
	return []string{"run", "--config", config, "--output.json.path=stdout", "--show-stats=false", "--path-mode=abs",
		"--max-issues-per-linter=0", "--max-same-issues=0", "--uniq-by-line=false", "--allow-parallel-runners", "--timeout=20m"}
}

func decode(t *testing.T, data []byte, into any) {
	t.Helper()
	if err := json.NewDecoder(bytes.NewReader(data)).Decode(into); err != nil {
		t.Fatalf("%v in %.2000s", err, data)
	}
}

func key(file string, line, column int, message string) string {
	return relative(fmt.Sprintf("%s:%d:%d", file, line, column)) + ": " + message
}

// relative makes a position relative to testdata.
func relative(posn string) string {
	dir, err := filepath.Abs("../..")
	if err != nil {
		return posn
	}
	return strings.TrimPrefix(posn, dir+string(filepath.Separator))
}

// sameFixes applies the suggested fixes of one package with the command and with
// golangci-lint, which have different appliers, and expects the same files.
func sameFixes(t *testing.T, b tools) {
	t.Helper()
	trees := make(map[string]map[string]string)
	for name, args := range map[string][]string{
		b.toctou:   {"-fix", "-schema=off", "./textbook/..."},
		b.golangci: append(golangciArgs(t, noSchema), "--fix", "./textbook/..."),
	} {
		dir := t.TempDir()
		if err := os.CopyFS(filepath.Join(dir, "textbook"), os.DirFS("../../textbook")); err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{"go.mod", "go.sum"} {
			data, err := os.ReadFile(filepath.Join("../..", file))
			if err != nil {
				t.Fatal(err)
			}
			stubs, err := filepath.Abs("../../stubs")
			if err != nil {
				t.Fatal(err)
			}
			data = bytes.ReplaceAll(data, []byte("=> ./stubs"), []byte("=> "+filepath.ToSlash(stubs)))
			if err := os.WriteFile(filepath.Join(dir, file), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		output(t, dir, name, args...)
		trees[name] = files(t, filepath.Join(dir, "textbook"))
	}
	for file, text := range trees[b.toctou] {
		if other := trees[b.golangci][file]; other != text {
			t.Errorf("%s fixed by the command:\n%s\nby golangci-lint:\n%s", file, text, other)
		}
	}
}

func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(data)
	}
	return all
}
