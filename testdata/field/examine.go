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

	"github.com/toctou-lint/toctou/testdata/field/workshop"
)

// field is a workshop with the tool and one module at a time.
type field struct {
	options
	*workshop.Workshop
	tool string
}

func newField(o options) (*field, error) {
	shop, err := workshop.New("")
	if err != nil {
		return nil, err
	}
	tool, err := shop.Build("../..", "./cmd/toctou", "toctou")
	if err != nil {
		shop.Clear()
		return nil, err
	}
	return &field{o, shop, tool}, nil
}

// tidy empties the caches when they have grown.
func (w *field) tidy() error {
	if err := os.RemoveAll(w.At("module")); err != nil {
		return err
	}
	if size(w.At(".")) < w.room {
		return nil
	}
	return errors.Join(os.RemoveAll(w.At("mod")), os.RemoveAll(w.At("cache")))
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
func (w *field) examine(module string) (v verdict) {
	v.packages = "–"
	dir, patterns := w.At("."), []string{"std"}
	if module != "std" {
		patterns = []string{"./..."}
		var err error
		if dir, err = w.Fetch(module, "module"); err != nil {
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

// outcome is what one run printed.
type outcome struct {
	stdout, stderr []byte
	code           int
	took           time.Duration
	hung           bool
}

func (w *field) analyse(dir string, processors int, limit time.Duration, patterns []string) (o outcome) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd := w.Command(ctx, dir, w.tool, append([]string{"-format=json"}, patterns...)...)
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
func (w *field) save(module string, o outcome) {
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
