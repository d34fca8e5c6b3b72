package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// workshop is a directory with the tool, caches of its own, and one module at a
// time.
type workshop struct {
	options
	dir, tool string
}

func newWorkshop(o options) (*workshop, error) {
	dir, err := os.MkdirTemp("", "toctou-field")
	if err != nil {
		return nil, err
	}
	w := &workshop{options: o, dir: dir, tool: filepath.Join(dir, "toctou")}
	build := exec.Command("go", "build", "-o", w.tool, "./cmd/toctou")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	return w, nil
}

func (w *workshop) clear() { _ = os.RemoveAll(w.dir) }

// tidy empties the caches when they have grown.
func (w *workshop) tidy() error {
	if err := os.RemoveAll(w.at("module")); err != nil {
		return err
	}
	if size(w.dir) < w.room {
		return nil
	}
	return errors.Join(os.RemoveAll(w.at("mod")), os.RemoveAll(w.at("cache")))
}

func (w *workshop) at(name string) string { return filepath.Join(w.dir, name) }

// command is a command in the workshop's environment.
func (w *workshop) command(ctx context.Context, dir, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.WaitDelay = 5 * time.Second
	cmd.Env = append(os.Environ(), "GOMODCACHE="+w.at("mod"), "GOCACHE="+w.at("cache"),
		"GOFLAGS=-mod=mod -modcacherw", "GOWORK=off", "GOTOOLCHAIN=local", "TOCTOU_TRACE=")
	return cmd
}

// verdict is what became of a module.
type verdict struct {
	kind, detail string
	packages     string
	findings     int
	took         time.Duration
}

// examine runs the tool twice over a module and compares. The first run builds
// what the module depends on and has more time.
func (w *workshop) examine(module string) (v verdict) {
	v.packages = "–"
	dir, patterns := w.dir, []string{"std"}
	if module != "std" {
		patterns = []string{"./..."}
		var err error
		if dir, err = w.fetch(module); err != nil {
			v.kind, v.detail = "not to be had", err.Error()
			return v
		}
	}
	first := w.analyse(dir, 2, 10*time.Minute, patterns)
	second := w.analyse(dir, 1, w.limit, patterns)
	v.took = second.took
	v.findings = bytes.Count(first.stdout, []byte(`"fingerprint": `))
	if m := regexp.MustCompile(`in (\d+) packages?`).FindSubmatch(first.stderr); m != nil {
		v.packages = string(m[1])
	} else {
		var report struct{ Packages int }
		if json.Unmarshal(first.stdout, &report) == nil {
			v.packages = fmt.Sprint(report.Packages)
		}
	}
	w.save(module, first)
	trouble := regexp.MustCompile(`(?m)^.*(panic:|internal error|goroutine \d+ \[|fatal error:).*$`)
	switch {
	case second.hung:
		v.kind = "hangs"
	case trouble.Match(first.stderr):
		v.kind, v.detail = "panics", string(trouble.Find(first.stderr))
	case trouble.Match(second.stderr):
		v.kind, v.detail = "panics", string(trouble.Find(second.stderr))
	case first.hung:
		v.kind, v.detail = "not to be had", "its dependencies take too long to build"
	case first.code != second.code || !bytes.Equal(first.stdout, second.stdout) || !bytes.Equal(first.stderr, second.stderr):
		v.kind, v.detail = "differs", fmt.Sprintf("exit codes %d and %d", first.code, second.code)
	case first.code == 2:
		v.kind, v.detail = "not to be had", lastLine(first.stderr)
	default:
		v.kind = "same bytes"
		if first.code == 1 {
			v.detail = "(" + lastLine(first.stderr) + ")"
		}
	}
	return v
}

// fetch brings a module of the proxy into a directory that can be written to.
func (w *workshop) fetch(module string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	out, err := w.command(ctx, w.dir, "go", "mod", "download", "-json", module).Output()
	var got struct{ Dir, Error string }
	if json.Unmarshal(out, &got) != nil || got.Dir == "" {
		return "", fmt.Errorf("%v %s", err, got.Error)
	}
	dir := w.at("module")
	if err := os.CopyFS(dir, os.DirFS(got.Dir)); err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
		return dir, nil
	}
	path, _, _ := strings.Cut(module, "@")
	return dir, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module "+path+"\n"), 0o644)
}

// outcome is what one run printed.
type outcome struct {
	stdout, stderr []byte
	code           int
	took           time.Duration
	hung           bool
}

func (w *workshop) analyse(dir string, processors int, limit time.Duration, patterns []string) (o outcome) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd := w.command(ctx, dir, w.tool, append([]string{"-format=json"}, patterns...)...)
	cmd.Env = append(cmd.Env, fmt.Sprint("GOMAXPROCS=", processors))
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	_ = cmd.Run()
	o.took = time.Since(start)
	o.hung = ctx.Err() != nil
	o.stdout, o.stderr, o.code = stdout.Bytes(), stderr.Bytes(), cmd.ProcessState.ExitCode()
	return o
}

// save writes what was found to a file, in the form for people, with the notes.
func (w *workshop) save(module string, o outcome) {
	if w.out == "" {
		return
	}
	cmd := exec.Command(w.tool, "convert", "-format=text")
	cmd.Stdin = bytes.NewReader(o.stdout)
	text, _ := cmd.Output()
	name := strings.NewReplacer("/", "_", "@", "_").Replace(module) + ".txt"
	_ = os.WriteFile(filepath.Join(w.out, name), append(text, o.stderr...), 0o644)
}

func lastLine(text []byte) string {
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return lines[len(lines)-1]
}
