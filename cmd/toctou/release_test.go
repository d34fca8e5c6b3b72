package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

// TestInstall offers this module as a release on a module proxy in a directory
// and installs it as the README says. It needs what go.mod names and nothing
// else, and says its version.
func TestInstall(t *testing.T) {
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
	cmd := exec.Command("go", "install", "-trimpath", release.Path+"/cmd/toctou@latest")
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "GOBIN="+bin, "GOMODCACHE="+t.TempDir(), "GOSUMDB=off", // what is in the cache has been verified
		"GOPROXY=file://"+filepath.ToSlash(proxy)+",file://"+filepath.ToSlash(cache)+"/cache/download",
		"GOFLAGS=-modcacherw", "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := run(t, ".", filepath.Join(bin, "toctou")+" version"); !strings.HasPrefix(got, "toctou "+release.Version+" go1.") {
		t.Errorf("the release says it is %q", got)
	}
}
