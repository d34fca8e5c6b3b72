package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

// release offers this module as a release on a module proxy in a directory, and
// sets the environment so that go install takes it from there: it, what go.mod
// names, and nothing else. It returns the version and where binaries go.
func release(t *testing.T) (version, bin string) {
	t.Helper()
	release := module.Version{Path: "github.com/toctou-lint/toctou", Version: "v0.99.0"}
	proxy, bin := t.TempDir(), t.TempDir()
	versions := filepath.Join(proxy, filepath.FromSlash(release.Path), "@v")
	if err := os.MkdirAll(versions, 0o755); err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		release.Version + ".mod":  mod,
		release.Version + ".info": []byte(`{"Version": "` + release.Version + `"}`),
		"list":                    []byte(release.Version + "\n"),
	} {
		if err := os.WriteFile(filepath.Join(versions, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	archive, err := os.Create(filepath.Join(versions, release.Version+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	if err := zip.CreateFromDir(archive, release, "../.."); err != nil {
		t.Fatal(err)
	}
	cache := strings.TrimSpace(run(t, ".", "go env GOMODCACHE"))
	for name, value := range map[string]string{
		"GOBIN": bin, "GOMODCACHE": t.TempDir(), "GOSUMDB": "off", // what is in the cache has been verified
		"GOPROXY": "file://" + filepath.ToSlash(proxy) + ",file://" + filepath.ToSlash(cache) + "/cache/download",
		"GOFLAGS": "-modcacherw -trimpath", "GOWORK": "off",
	} {
		t.Setenv(name, value)
	}
	return release.Version, bin
}

// TestReleaseConfiguration expects a release to be of this command, with files
// that there are, and what it calls to be named where it is to be installed.
func TestReleaseConfiguration(t *testing.T) {
	config := read[struct {
		Builds   []struct{ Main string }
		Archives []struct{ Files []struct{ Src string } }
		SBOMs    []struct{ Cmd string } `yaml:"sboms"`
	}](t, "../../.goreleaser.yaml")
	if len(config.Builds) != 1 || config.Builds[0].Main != "./cmd/toctou" || len(config.Archives) != 1 || len(config.SBOMs) != 1 {
		t.Fatalf("%+v", config)
	}
	for _, file := range config.Archives[0].Files {
		if _, err := os.Stat(filepath.Join("../..", file.Src)); err != nil {
			t.Error(err)
		}
	}
	contributing, err := os.ReadFile("../../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	if tool := config.SBOMs[0].Cmd; !strings.Contains(string(contributing), "`"+tool+"`") {
		t.Errorf("CONTRIBUTING.md does not say that a release needs %s", tool)
	}
}

// TestNewcomer walks the README's way from nothing to a CI that fails on new
// findings only, as it is written there: two commands to the first finding, three
// more to the CI, all on the first two screens.
func TestNewcomer(t *testing.T) {
	const screen = 40 // lines
	way := fenced(t, "../../README.md")["sh"][1]
	commands := strings.Split(strings.TrimSpace(way), "\n")
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, _, ok := strings.Cut(string(readme), way)
	if lines := strings.Count(before, "\n") + len(commands); !ok || len(commands) != 5 || lines > 2*screen {
		t.Fatalf("%d lines to the end of %q", lines, commands)
	}
	version, bin := release(t)
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	dir := project(t)
	walk := func(command string, want int) string {
		t.Helper()
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) || cmd.ProcessState.ExitCode() != want {
			t.Fatalf("%s: %v, want exit code %d: %s", command, err, want, out)
		}
		return string(out)
	}
	walk(commands[0], 0)
	if got := walk("toctou version", 0); !strings.HasPrefix(got, "toctou "+version+" go1.") {
		t.Errorf("the release says it is %q", got)
	}
	if got := walk(commands[1], 3); !strings.HasPrefix(got, "a.go:7:15: duplicate: ") {
		t.Errorf("the first finding: %s", got)
	}
	walk(commands[2], 0)
	walk(commands[3], 0)
	walk(commands[4], 0)
	old, err := os.ReadFile(filepath.Join(dir, "a.go"))
	if err != nil {
		t.Fatal(err)
	}
	fresh := strings.ReplaceAll(strings.ReplaceAll(string(old), "Join", "Leave"), "members", "leavers")
	if err := os.WriteFile(filepath.Join(dir, "b.go"), []byte(fresh), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := walk(commands[4], 3); !strings.HasPrefix(got, "b.go:7:15: duplicate: ") || strings.Contains(got, "a.go") {
		t.Errorf("the new finding: %s", got)
	}
}
