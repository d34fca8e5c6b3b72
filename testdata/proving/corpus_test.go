package proving

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFixes applies every fix of testdata: the result builds and passes go vet,
// what was fixed is no longer reported, and a second run changes nothing.
func TestFixes(t *testing.T) {
	dir, tool := t.TempDir(), filepath.Join(t.TempDir(), "toctou.exe")
	if out, err := exec.Command("go", "build", "-C", "../..", "-o", tool, "./cmd/toctou").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	copyModule(t, "..", dir)
	before := findings(t, tool, dir)
	fixes := 0
	var packages []string
	for _, f := range before {
		if len(f.Fixes) > 0 {
			fixes++
			name, _, _ := strings.Cut(f.Pos, ".go:")
			packages = append(packages, filepath.Dir(name))
		}
	}
	slices.Sort(packages)
	packages = slices.Compact(packages)
	if fixes < 50 {
		t.Fatalf("%d of %d findings have a fix, want 50 at least", fixes, len(before))
	}
	t.Logf("%d of %d findings have a fix", fixes, len(before))
	out, err := exec.Command(tool, "-C", dir, "-fix", "./...").CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 3 {
		t.Fatalf("toctou -fix: %v\n%s", err, out)
	}
	if strings.Contains(string(out), "overlaps") {
		if out, err = exec.Command(tool, "-C", dir, "-fix", "./...").CombinedOutput(); strings.Contains(string(out), "overlaps") {
			t.Fatalf("fixes still overlap: %v\n%s", err, out)
		}
	}
	after := findings(t, tool, dir)
	for _, f := range after {
		if len(f.Fixes) > 0 {
			t.Errorf("%s: still has a fix after -fix: %s", f.Pos, f.Message)
		}
	}
	if len(after) != len(before)-fixes {
		t.Errorf("%d findings are left of %d with %d fixes", len(after), len(before), fixes)
	}
	vet := exec.Command("go", append([]string{"-C", dir, "vet", "-composites=false"}, packages...)...)
	if out, err := vet.CombinedOutput(); err != nil {
		t.Errorf("go vet says of what was fixed: %v\n%s", err, out)
	}
}

type finding struct {
	Pos     string            `json:"posn"`
	Message string            `json:"message"`
	Fixes   []json.RawMessage `json:"suggested_fixes"`
}

// findings runs the tool.
func findings(t *testing.T, tool, dir string) []finding {
	t.Helper()
	out, err := exec.Command(tool, "-C", dir, "-json", "./...").Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	var tree map[string]map[string]json.RawMessage
	if err := json.Unmarshal(out, &tree); err != nil {
		t.Fatal(err)
	}
	var all []finding
	for pkg, analyzers := range tree {
		for _, raw := range analyzers {
			var found []finding
			if err := json.Unmarshal(raw, &found); err != nil {
				t.Fatalf("%s: %s", pkg, raw)
			}
			all = append(all, found...)
		}
	}
	return all
}

// copyModule copies testdata without what is no part of its packages.
func copyModule(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			if rel == "proving" || rel == "scripts" {
				return fs.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), text, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}
