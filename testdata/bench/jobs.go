package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// loading is the name of the row that all others are compared with.
const loading = "loading and type-checking"

// jobs are what is measured on a module. All of them see the module's packages
// without their tests, but for go vet, which cannot be told.
func (b *bench) jobs(s *subject) []job {
	here := func(name string, args ...string) func(context.Context) *exec.Cmd {
		return func(ctx context.Context) *exec.Cmd { return b.Command(ctx, s.dir, name, args...) }
	}
	all := []job{{name: loading, command: here(b.load, "./..."), codes: []int{0}}}
	if b.wants("toctou") {
		all = append(all, job{name: "toctou", command: here(b.toctou, "./..."), codes: []int{0, 1, 3}})
	}
	for _, tool := range b.vetTools() {
		all = append(all, b.vet(s, tool)...)
	}
	if b.wants("staticcheck") {
		run := here(b.At("bin/staticcheck"), "-tests=false", "./...")
		cached := func(ctx context.Context) *exec.Cmd {
			cmd := run(ctx)
			cmd.Env = append(cmd.Env, "STATICCHECK_CACHE="+b.At("staticcheck"))
			return cmd
		}
		forget := func(int) error { return os.RemoveAll(b.At("staticcheck")) }
		all = append(all,
			job{name: "staticcheck, cold", before: forget, command: cached, codes: []int{0, 1}},
			job{name: "staticcheck, warm", command: cached, codes: []int{0, 1}})
	}
	if b.wants("gosec") {
		all = append(all, job{name: "gosec", command: here(b.At("bin/gosec"), "-quiet", "./..."), codes: []int{0, 1}})
	}
	if b.wants("nilaway") {
		run := here(b.At("bin/nilaway"), "-test=false", "-include-pkgs="+s.path, "./...")
		all = append(all, job{name: "nilaway", command: run, codes: []int{0, 3}})
	}
	return all
}

// vetTools are the tools that go vet is run with; "" is its own.
func (b *bench) vetTools() (tools []string) {
	if b.wants("vettool") {
		tools = append(tools, b.toctou, b.empty)
	}
	if b.wants("vet") {
		tools = append(tools, "")
	}
	return tools
}

// vet has go vet with a tool, or with its own if there is none: when it has no
// results of the tool ("new"), those of the module's dependencies only ("cold"),
// and all of them ("warm").
func (b *bench) vet(s *subject, tool string) []job {
	title := vetRow(filepath.Base(tool))
	command := func(ctx context.Context) *exec.Cmd { return b.Command(ctx, s.dir, "go", vetArgs(tool)...) }
	restore := func() error { return s.built.restore() }
	codes := []int{0, 1}
	all := []job{
		{name: title + ", cold", command: command, codes: codes},
		{name: title + ", warm", command: command, codes: codes, after: restore},
	}
	if tool == "" {
		return all
	}
	var fresh string
	return append([]job{{
		name: title + ", new",
		before: func(round int) (err error) {
			fresh, err = b.another(tool, fmt.Sprint("round", round))
			return err
		},
		command: func(ctx context.Context) *exec.Cmd { return b.Command(ctx, s.dir, "go", vetArgs(fresh)...) },
		codes:   codes,
		after:   restore,
	}}, all...)
}

// vetRow begins the names of the rows of go vet with a tool, named as its file.
func vetRow(tool string) string {
	switch tool {
	case ".":
		return "go vet"
	case "empty":
		return "go vet with an empty tool"
	}
	return "go vet with " + tool
}

func vetArgs(tool string) []string {
	if tool == "" {
		return []string{"vet", "./..."}
	}
	return []string{"vet", "-vettool=" + tool, "./..."}
}
