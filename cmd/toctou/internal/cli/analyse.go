package cli

import (
	"cmp"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer"
	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// analyse loads the packages, runs the analyzer over those that parse and
// returns everything worth telling, sorted.
func analyse(o options, dir string) (*output.Report, error) {
	l, roots, err := examine(o, dir)
	if err != nil {
		return nil, err
	}
	r := newReport(dir)
	r.Failures, r.Warnings = l.failures, l.warnings
	say := teller{report: r, config: o.config}
	for _, act := range roots {
		if reason := failure(act); reason != "" {
			r.Failures = join(r.Failures, act.Package.ID, reason)
		}
		for _, d := range act.Diagnostics {
			r.Findings = append(r.Findings, say.finding(act.Package, d))
		}
	}
	linked, failures := say.link(roots)
	r.Findings = append(r.Findings, linked...)
	for _, f := range failures {
		r.Failures = join(r.Failures, f.Package, f.Reason)
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f output.Finding) bool { return !l.asked[f.Package] })
	r.Findings, r.Failures = tidyFindings(r.Findings), tidyFailures(r.Failures)
	r.Packages = l.whole(r.Failures)
	r.Complete()
	return r, nil
}

// How much garbage may grow before it is collected, in percent of what is alive.
const (
	// What was loaded is most of the heap of a program: to let garbage grow to the
	// same size again is half of the memory for a tenth of the time.
	thriftyGC = 55
	// go vet shows one small package at a time.
	hastyGC = 200
)

// collect sets how often garbage is collected, unless the user has said it.
func collect(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// examine loads the packages and runs the analyzer over those that parse. No
// package is analysed when the user's models name what does not exist.
func examine(o options, dir string) (*loaded, []*checker.Action, error) {
	l, err := load(o, dir)
	if err != nil {
		return nil, nil, err
	}
	if _, err := l.bindModels(o.config); err != nil {
		return nil, nil, usagef("%w", err)
	}
	config, warnings, err := o.config.WithSchema(sources(l.sound))
	if err != nil {
		return nil, nil, err
	}
	l.warnings = append(l.warnings, schemaWarnings(dir, warnings)...)
	config.Called, config.Whole = collectCalls(l.sound).has, true
	config.NoFixes = !o.fix && !o.diff && !o.format.Fixes
	a, err := analyzer.New(config)
	if err != nil {
		return nil, nil, err
	}
	collect(thriftyGC)
	graph, err := checker.Analyze([]*analysis.Analyzer{tolerant(a)}, l.sound, nil)
	if err != nil {
		return nil, nil, err
	}
	return l, graph.Roots, nil
}

// tolerant makes the analyzer's failure on one package a result: the driver
// would not run it on any package that imports the one.
func tolerant(a *analysis.Analyzer) *analysis.Analyzer {
	wrapped := *a
	wrapped.Run = func(pass *analysis.Pass) (any, error) {
		result, err := a.Run(pass)
		if err != nil {
			return &analyzer.Result{Skipped: err.Error()}, nil
		}
		return result, nil
	}
	return &wrapped
}

// link finds what shows only when all packages are known: what stands behind
// their interfaces.
func (t teller) link(roots []*checker.Action) (all []output.Finding, failures []output.Failure) {
	units, packageOf := unitsOf(roots)
	analyzer.Link(units, func(u *analyzer.Unit, d analysis.Diagnostic) { all = append(all, t.finding(packageOf[u], d)) })
	for _, unit := range units {
		if reason := unit.Failure(); reason != "" {
			failures = append(failures, output.Failure{Package: packageOf[unit].ID, Reason: oneLine(reason)})
		}
	}
	return all, failures
}

func unitsOf(roots []*checker.Action) ([]*analyzer.Unit, map[*analyzer.Unit]*packages.Package) {
	var units []*analyzer.Unit
	packageOf := make(map[*analyzer.Unit]*packages.Package)
	for _, act := range roots {
		if res, ok := act.Result.(*analyzer.Result); ok && res.Unit != nil {
			units = append(units, res.Unit)
			packageOf[res.Unit] = act.Package
		}
	}
	return units, packageOf
}

// join adds a reason to what is known about a package's failure.
func join(all []output.Failure, pkg, reason string) []output.Failure {
	for i, f := range all {
		if f.Package == pkg {
			all[i].Reason += "; " + reason
			return all
		}
	}
	return append(all, output.Failure{Package: pkg, Reason: reason})
}

// whole counts the packages asked for that have no failures. A package's test
// variants are no further packages.
func (l *loaded) whole(failures []output.Failure) int {
	paths := make(map[string]bool)
	for _, p := range l.sound {
		if l.asked[p.ID] {
			paths[strings.TrimSuffix(p.PkgPath, "_test")] = true
		}
	}
	for _, f := range failures {
		delete(paths, strings.TrimSuffix(f.Package, "_test"))
	}
	return len(paths)
}

// failure says why the analyzer left a package or parts of it out, "" when it
// did not.
func failure(act *checker.Action) string {
	if act.Err != nil {
		return oneLine(act.Err.Error())
	}
	if result, ok := act.Result.(*analyzer.Result); ok {
		return oneLine(result.Skipped)
	}
	return ""
}

// tidyFindings sorts by position and message, and drops what a package's test
// variant repeats; the plain package has the shorter ID and comes first.
func tidyFindings(all []output.Finding) []output.Finding {
	same := func(x, y output.Finding) int {
		return cmp.Or(
			cmp.Compare(x.File, y.File),
			cmp.Compare(x.Start.Line, y.Start.Line),
			cmp.Compare(x.Start.Column, y.Start.Column),
			cmp.Compare(x.Message, y.Message),
		)
	}
	slices.SortFunc(all, func(x, y output.Finding) int {
		return cmp.Or(same(x, y), cmp.Compare(x.Package, y.Package))
	})
	return slices.CompactFunc(all, func(x, y output.Finding) bool { return same(x, y) == 0 })
}

// tidyFailures sorts by package and drops a test variant's repetitions.
func tidyFailures(all []output.Failure) []output.Failure {
	for i, f := range all {
		all[i].Package, _, _ = strings.Cut(f.Package, " [") // "p [p.test]" is p to its author
	}
	slices.SortFunc(all, func(x, y output.Failure) int {
		return cmp.Or(cmp.Compare(x.Package, y.Package), cmp.Compare(x.Reason, y.Reason))
	})
	return slices.Compact(all)
}

// position shortens "file:line:col" for a failure's reason.
func position(dir, pos string) string {
	if rest, ok := strings.CutPrefix(pos, dir+string(os.PathSeparator)); ok {
		pos = rest
	}
	if pos == "" || pos == "-" {
		return ""
	}
	return fmt.Sprintf("%s: ", pos)
}
