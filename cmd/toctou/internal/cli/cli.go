// Package cli is the toctou command without its process: arguments, routes to
// the other drivers, loading, running the analyzer and exit codes.
//
// It decides what is analysed and what the outcome means to the caller. It
// refuses to decide what a finding is (package analyzer) and how it looks
// (package output).
//
// The module's packages are loaded from source and everything they import from
// export data, which is what keeps a run near the cost of type-checking; the
// analyzer is visited on imported packages, too, but finds no syntax there.
package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
	"github.com/toctou-lint/toctou/internal/plain"
)

// The exit codes, the same for every format.
const (
	exitClean      = 0
	exitIncomplete = 1 // no findings, but something could not be analysed
	exitUsage      = 2 // bad flags or configuration: nothing was analysed
	exitFindings   = 3 // findings, whatever else happened
)

// status ends a run with an exit code. Its error may be nil: then everything
// has been said already.
type status struct {
	code int
	err  error
}

func (s *status) Error() string {
	if s.err == nil {
		return ""
	}
	return s.err.Error()
}

func (s *status) Unwrap() error { return s.err }

func usagef(format string, args ...any) error {
	return &status{exitUsage, fmt.Errorf(format, args...)}
}

// Main runs the command and returns its exit code. On the routes to other
// drivers it does not return: they end the process themselves.
func Main(args []string, stdout, stderr io.Writer) int {
	err := run(args, stdout, stderr)
	if err == nil {
		return exitClean
	}
	if text := err.Error(); text != "" {
		say(stderr, text)
	}
	var s *status
	if !errors.As(err, &s) {
		return exitIncomplete
	}
	if s.code == exitUsage {
		fmt.Fprintln(stderr, `Run "toctou -h" for usage.`)
	}
	return s.code
}

func run(args []string, stdout, stderr io.Writer) error {
	if speaksVet(args) {
		return vet(args, stdout)
	}
	if c, ok := commandOf(args); ok {
		return c.run(args[1:], stdout, stderr)
	}
	opts, dir, err := start(args, stdout)
	if err != nil || dir == "" {
		return err
	}
	done := waiting(stderr, "loading and analysing packages")
	report, err := analyse(opts, dir)
	done()
	if err != nil {
		return err
	}
	if err := narrow(report, opts); err != nil {
		return err
	}
	if opts.fix || opts.diff {
		return fix(report, dir, opts, stdout, stderr)
	}
	return show(report, opts, stdout, stderr)
}

// start reads the command line and the configuration, and goes to the
// directory asked for. It returns no directory when the command line asks for
// help or the version, which it has printed.
func start(args []string, stdout io.Writer) (o options, dir string, err error) {
	o, err = parse(args, stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return o, "", usage(stdout)
	case err != nil:
		return o, "", err
	case o.version:
		return o, "", printVersion(nil, stdout, nil)
	}
	dir, err = o.enter()
	return o, dir, err
}

// enter changes to the directory that -C names, which it returns, and reads the
// configuration there.
func (o *options) enter() (dir string, err error) {
	if o.dir != "" {
		if err := os.Chdir(o.dir); err != nil {
			return "", usagef("-C: %w", err)
		}
	}
	if dir, err = os.Getwd(); err != nil {
		return "", err
	}
	return dir, o.configure(dir)
}

// narrow leaves in a report what is new to the user.
func narrow(r *output.Report, o options) error {
	if o.baseline != "" {
		if err := forget(r, o.baseline); err != nil {
			return err
		}
	}
	if o.newFrom != "" {
		return onlyNew(r, o.newFrom)
	}
	return nil
}

// tellFailures says what could not be analysed, and what the analysis went on
// without.
func tellFailures(failures []output.Failure, warnings []string, stderr io.Writer) {
	for _, f := range failures {
		say(stderr, f.Package+": "+f.Reason)
	}
	for _, w := range warnings {
		say(stderr, "warning: "+w)
	}
}

// show writes the report and turns it into an exit code.
func show(r *output.Report, opts options, stdout, stderr io.Writer) error {
	tellFailures(r.Failures, r.Warnings, stderr)
	if err := opts.format.Write(stdout, r, opts.style); err != nil {
		return err
	}
	if opts.format.People {
		fmt.Fprintln(stderr, output.Summary(r))
	}
	switch {
	case len(r.Findings) > 0:
		return &status{code: exitFindings}
	case len(r.Failures) > 0:
		return &status{code: exitIncomplete}
	}
	return nil
}

// say tells people something, in one line or more. Names that it speaks of may
// hold what a terminal would obey.
func say(stderr io.Writer, text string) {
	fmt.Fprintf(stderr, "toctou: %s\n", plain.Lines(text))
}

// oneLine folds an error text that go list or the compiler broke into lines.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
