package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/toctou-lint/toctou/testdata/field/workshop"
)

// bench is a workshop with the tools.
type bench struct {
	options
	*workshop.Workshop
	load, toctou, empty, measure string            // our own commands
	missing                      map[string]string // linters that could not be installed, and why
}

// toolNames are what -tools may name.
func toolNames() []string {
	return []string{"toctou", "vettool", "vet", "staticcheck", "gosec", "nilaway"}
}

// linters are the commands of others, as the proxy has them.
func linters() map[string]string {
	return map[string]string{
		"staticcheck": "honnef.co/go/tools/cmd/staticcheck@v0.8.2",
		"gosec":       "github.com/securego/gosec/v2/cmd/gosec@v2.30.0",
		"nilaway":     "go.uber.org/nilaway/cmd/nilaway@v0.0.0-20260918162853-acb8859b9031",
	}
}

func (b *bench) wants(tool string) bool {
	return slices.Contains(strings.Split(b.tools, ","), tool)
}

// equip builds and installs the tools that are asked for.
func (b *bench) equip() (err error) {
	for _, name := range strings.Split(b.tools, ",") {
		if !slices.Contains(toolNames(), name) && name != "" {
			return fmt.Errorf("-tools: there is no %q, only %s", name, strings.Join(toolNames(), ", "))
		}
	}
	for _, own := range []struct {
		path     *string
		dir, pkg string
	}{
		{&b.load, ".", "./load"}, {&b.empty, ".", "./empty"}, {&b.measure, ".", "./measure"}, {&b.toctou, "../..", "./cmd/toctou"},
	} {
		if *own.path, err = b.Build(own.dir, own.pkg, filepath.Base(own.pkg)); err != nil {
			return err
		}
	}
	for _, name := range toolNames() {
		if source := linters()[name]; source != "" && b.wants(name) {
			progress("installing %s", source)
			if err := b.quietly(".", "go", "install", source); err != nil {
				b.missing[name] = err.Error()
			}
		}
	}
	return nil
}

// quietly runs a command that must succeed and is not measured.
func (b *bench) quietly(dir, name string, args ...string) error {
	_, err := b.output(dir, name, args...)
	return err
}

func (b *bench) output(dir, name string, args ...string) (string, error) {
	ctx, cancel := within()
	defer cancel()
	cmd := b.Command(ctx, dir, name, args...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("%s %s: %w: %s", filepath.Base(name), strings.Join(args, " "), err, lastLine(stderr.String()))
	}
	return string(out), err
}

// another copies a command of ours: the same, but for the bytes at its end and so
// for its identity, by which go vet tells whether it has a tool's results.
func (b *bench) another(tool, mark string) (string, error) {
	data, err := os.ReadFile(tool)
	if err != nil {
		return "", err
	}
	dir := b.At("another")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	file := filepath.Join(dir, filepath.Base(tool))
	if err := os.Remove(file); err != nil && !os.IsNotExist(err) {
		return "", err
	}
	return file, os.WriteFile(file, append(data, mark...), 0o755)
}

// a job is one row of a module's table.
type job struct {
	name    string
	before  func(round int) error // may be nil; not measured
	command func(context.Context) *exec.Cmd
	codes   []int        // exit codes of a run that went well
	after   func() error // may be nil; not measured
}

func progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, time.Now().Format("15:04:05 ")+format+"\n", args...)
}
