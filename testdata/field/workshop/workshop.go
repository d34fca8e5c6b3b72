// Package workshop is a folder with caches of its own, in which modules of the
// module proxy are unpacked and commands run. What is done there leaves nothing
// on the rest of the machine.
package workshop

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Workshop is such a folder.
type Workshop struct {
	dir       string
	temporary bool
}

// New makes a workshop in dir, which stays with its caches, or in a temporary
// folder if dir is "".
func New(dir string) (*Workshop, error) {
	if dir == "" {
		dir, err := os.MkdirTemp("", "toctou-workshop")
		return &Workshop{dir: dir, temporary: true}, err
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	return &Workshop{dir: dir}, os.MkdirAll(dir, 0o755)
}

// Clear removes a workshop in a temporary folder.
func (w *Workshop) Clear() {
	if w.temporary {
		_ = os.RemoveAll(w.dir)
	}
}

// At is the path of what has that name in the workshop. The module cache is
// "mod", the build cache "cache".
func (w *Workshop) At(name string) string { return filepath.Join(w.dir, name) }

// Command is a command in the workshop's environment.
func (w *Workshop) Command(ctx context.Context, dir, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.WaitDelay = 5 * time.Second
	cmd.Env = append(os.Environ(), "GOMODCACHE="+w.At("mod"), "GOCACHE="+w.At("cache"), "GOBIN="+w.At("bin"),
		"GOFLAGS=-mod=mod -modcacherw", "GOWORK=off", "GOTOOLCHAIN=local", "TOCTOU_TRACE=")
	return cmd
}

// Build builds a package of the module in dir, with the machine's caches, and
// returns the path of the command.
func (w *Workshop) Build(dir, pkg, name string, flags ...string) (path string, err error) {
	path = filepath.Join(w.At("bin"), name)
	args := append([]string{"build", "-buildvcs=false", "-o", path}, flags...)
	cmd := exec.Command("go", append(args, pkg)...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building %s: %w: %s", name, err, out)
	}
	return path, nil
}

// Fetch brings a module of the proxy, path@version, into the folder name of the
// workshop, where it can be written to. Where it replaces modules by folders of
// its repository, which are not in its archive, those of the proxy take their
// place.
func (w *Workshop) Fetch(module, name string) (dir string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	out, err := w.Command(ctx, w.dir, "go", "mod", "download", "-json", module).Output()
	var got struct{ Dir, Error string }
	if json.Unmarshal(out, &got) != nil || got.Dir == "" {
		return "", fmt.Errorf("%v %s", err, got.Error)
	}
	dir = w.At(name)
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	if err := os.CopyFS(dir, os.DirFS(got.Dir)); err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
		return dir, w.unlink(ctx, dir)
	}
	path, _, _ := strings.Cut(module, "@")
	return dir, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module "+path+"\n"), 0o644)
}

// unlink drops the replacements of modules by folders.
func (w *Workshop) unlink(ctx context.Context, dir string) error {
	type module struct{ Path, Version string }
	var mod struct {
		Replace []struct{ Old, New module }
	}
	out, err := w.Command(ctx, dir, "go", "mod", "edit", "-json").Output()
	if err == nil {
		err = json.Unmarshal(out, &mod)
	}
	if err != nil {
		return fmt.Errorf("reading go.mod: %w", err)
	}
	args := []string{"mod", "edit"}
	for _, r := range mod.Replace {
		if r.New.Version == "" { // a folder
			old := r.Old.Path
			if r.Old.Version != "" {
				old += "@" + r.Old.Version
			}
			args = append(args, "-dropreplace="+old)
		}
	}
	if len(args) == 2 {
		return nil
	}
	if out, err := w.Command(ctx, dir, "go", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

// List returns the lines of a list, without blank ones and comments.
func List(file string) (lines []string, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	scan := bufio.NewScanner(f)
	for scan.Scan() {
		if line := strings.TrimSpace(scan.Text()); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines, scan.Err()
}
