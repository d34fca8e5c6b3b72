package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"toctou": main})
}

// TestScripts runs testdata/scripts: what the command prints and how it exits.
// The scripts' modules import the standard library only and work offline.
// go test ./cmd/toctou -update rewrites the expected output in them.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/scripts",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               setup,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

var update = flag.Bool("update", false, "rewrite the scripts' expected output")

// setup gives scripts the go command's caches, no network, and in $SOURCE the
// directory of package main.
func setup(env *testscript.Env) error {
	out, err := exec.Command("go", "env", "GOCACHE", "GOMODCACHE").Output()
	if err != nil {
		return err
	}
	caches := strings.Split(strings.TrimSpace(string(out)), "\n")
	env.Setenv("GOCACHE", caches[0])
	env.Setenv("GOMODCACHE", caches[1])
	source, err := os.Getwd()
	if err != nil {
		return err
	}
	env.Setenv("SOURCE", source)
	for name, value := range map[string]string{
		"GOPROXY": "off", "GOTOOLCHAIN": "local", "GOFLAGS": "", "GOWORK": "off", "GO111MODULE": "",
	} {
		env.Setenv(name, value)
	}
	return nil
}

// exits runs "exits CODE program [arg…]" and expects the exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code program [arg...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
