package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
	"github.com/toctou-lint/toctou/cmd/toctou/internal/repair"
	"github.com/toctou-lint/toctou/internal/plain"
)

// fix applies the fixes of a report, or shows them as a diff. What it does not
// repair is reported as ever.
func fix(r *output.Report, dir string, opts options, stdout, stderr io.Writer) error {
	plan, err := repair.Make(r.Root, r.Findings)
	if err != nil {
		return &status{exitIncomplete, err}
	}
	if err := verify(plan, opts, dir); err != nil {
		return err
	}
	for _, p := range plan.Problems {
		say(stderr, p)
	}
	if opts.diff {
		if err := plan.Diff(stdout, func(name string) string { return relative(dir, name) }); err != nil {
			return err
		}
		if len(r.Findings) > 0 {
			fmt.Fprintf(stderr, "%d of %d findings have a fix\n", len(plan.Fixed()), len(r.Findings))
			return &status{code: exitFindings}
		}
		return nil
	}
	if err := plan.Write(); err != nil {
		return &status{exitIncomplete, err}
	}
	for _, f := range plan.Fixed() {
		place := fmt.Sprintf("%s:%d:%d", relative(dir, filepath.Join(r.Root, f.File)), f.Start.Line, f.Start.Column)
		fmt.Fprintf(stdout, "%s: fixed: %s: %s\n", plain.Line(place), f.Rule, plain.Line(f.Fixes[0].Message))
	}
	if len(plan.Files) > 0 { // lines have moved
		if r, err = analyse(opts, dir); err != nil {
			return err
		}
	}
	return show(r, opts, stdout, stderr)
}

// relative shortens a name for people.
func relative(dir, name string) string {
	if rel, err := filepath.Rel(dir, name); err == nil && !strings.HasPrefix(rel, "..") {
		return rel
	}
	return name
}

// verify loads the planned files and takes those out that would not compile: each fix alone does, but two of them may not go together.
func verify(plan *repair.Plan, o options, dir string) error {
	if len(plan.Files) == 0 {
		return nil
	}
	overlay := map[string][]byte{}
	var patterns []string
	for _, f := range plan.Files {
		overlay[f.Name] = f.New
		for _, finding := range f.Fixed {
			path, _, _ := strings.Cut(finding.Package, " ") // "p [p.test]"
			patterns = append(patterns, strings.TrimSuffix(path, "_test"))
		}
	}
	slices.Sort(patterns)
	patterns = slices.Compact(patterns)
	pkgs, _, err := loadSyntax(o, dir, patterns, overlay)
	if err != nil {
		return err
	}
	for _, p := range pkgs {
		for _, e := range p.Errors {
			name, _, _ := strings.Cut(e.Pos, ":")
			if e.Kind != packages.ListError && overlay[name] != nil {
				plan.Drop(name, "it would not compile: "+oneLine(e.Error()))
			}
		}
	}
	return nil
}
