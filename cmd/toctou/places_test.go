package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/analyzer"
	"go.yaml.in/yaml/v3"
)

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
	action := read[struct {
		Inputs map[string]any
		Runs   struct{ Steps []struct{ Run string } }
	}](t, "../../action.yml")
	if len(action.Runs.Steps) != 2 {
		t.Fatalf("action.yml: %+v", action)
	}
	act(t, action.Runs.Steps[0].Run, action.Runs.Steps[1].Run)
	for name, text := range guideYAML(t) {
		for _, m := range regexp.MustCompile(`toctou-lint/toctou@\S+\n\s+with:\s+\{?(\w+):`).FindAllStringSubmatch(text, -1) {
			if action.Inputs[m[1]] == nil {
				t.Errorf("%s: the action has no input %s", name, m[1])
			}
		}
	}
}

// TestHooks expects the hooks that the CI guide names among those that there are.
func TestHooks(t *testing.T) {
	known := make(map[string]bool)
	for _, hook := range read[[]struct{ ID string }](t, "../../.pre-commit-hooks.yaml") {
		known[hook.ID] = true
	}
	named := 0
	for name, text := range guideYAML(t) {
		for _, m := range regexp.MustCompile(`- id: (\S+)`).FindAllStringSubmatch(text, -1) {
			if named++; !known[m[1]] {
				t.Errorf("%s: there is no hook %s", name, m[1])
			}
		}
	}
	if named != len(known) {
		t.Errorf("docs/ci.md names %d hooks of %d", named, len(known))
	}
}

// TestGuideSettings reads the settings for golangci-lint that the CI guide shows.
func TestGuideSettings(t *testing.T) {
	shown := 0
	for name, text := range guideYAML(t) {
		_, settings, ok := strings.Cut(text, "        settings:\n")
		if !ok {
			continue
		}
		shown++
		if c, err := analyzer.ReadConfig(name, []byte(settings)); err != nil || len(c.Exclude) != 1 {
			t.Errorf("%+v, %v", c, err)
		}
	}
	if shown != 1 {
		t.Errorf("docs/ci.md shows settings for golangci-lint %d times", shown)
	}
}

// guideYAML returns the configurations of the CI guide, which have to be YAML.
func guideYAML(t *testing.T) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for i, text := range fenced(t, "docs/ci.md")["yaml"] {
		name := fmt.Sprintf("docs/ci.md: configuration %d", i+1)
		if err := yaml.Unmarshal([]byte(text), new(any)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		all[name] = text
	}
	return all
}

// read reads what is wanted of a YAML file.
func read[T any](t *testing.T, name string) (value T) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err == nil {
		err = yaml.Unmarshal(data, &value)
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return value
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
