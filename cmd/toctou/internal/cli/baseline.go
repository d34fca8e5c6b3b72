package cli

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
)

// baselineFile is the file that toctou baseline writes when none is named.
const baselineFile = ".toctou-baseline.json"

// baseline analyses the packages and writes what was found to a file, so that
// from then on only new findings are told.
func baseline(args []string, stdout, stderr io.Writer) error {
	var o options
	fs := flagSet(&o)
	fs.Init("baseline", flag.ContinueOnError)
	name := fs.String("o", baselineFile, "write the baseline to `file`")
	if err := parseFlags(fs, &o, args); err != nil {
		return helpOr(err, stdout, fs)
	}
	if o.baseline != "" || o.newFrom != "" || o.fix || o.diff {
		return usagef("toctou baseline takes all findings: leave out -baseline, -new-from, -fix and -diff")
	}
	dir, err := o.enter()
	if err != nil {
		return err
	}
	done := waiting(stderr, "loading and analysing packages")
	r, err := analyse(o, dir)
	done()
	if err != nil {
		return err
	}
	tellFailures(r.Failures, r.Warnings, stderr)
	if len(r.Failures) > 0 {
		return &status{exitIncomplete, fmt.Errorf("no baseline was written: it would lack what could not be analysed; mend that, or name the other packages")}
	}
	if err := replaceFile(*name, output.NewBaseline(r)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stderr, "%s: %s\n", *name, output.Summary(r))
	return err
}

// replaceFile writes a file whole or not at all.
func replaceFile(name string, b output.Baseline) error {
	data, err := b.Encode()
	if err != nil {
		return err
	}
	part := name + ".new"
	if err := os.WriteFile(part, data, 0o644); err != nil {
		return err
	}
	if err := os.Rename(part, name); err != nil {
		_ = os.Remove(part) // the first error tells more
		return err
	}
	return nil
}

// forget takes the findings out of a report that a baseline lists.
func forget(r *output.Report, name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return usagef("-baseline: %w", err)
	}
	b, err := output.ReadBaseline(data)
	if err != nil {
		return usagef("-baseline: %s: %w", name, err)
	}
	b.Apply(r)
	return nil
}
