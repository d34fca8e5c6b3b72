package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/toctou-lint/toctou/analyzer"
)

// constraints prints the statements that add the unique keys which duplicate
// findings lack.
func constraints(args []string, stdout, stderr io.Writer) error {
	dialects := analyzer.SQLDialects()
	if len(args) > 0 && slices.Contains(dialects, args[0]) {
		dialects, args = args[:1], args[1:]
	}
	o, dir, err := start(args, stdout)
	if err != nil || dir == "" {
		return err
	}
	if o.fix || o.diff || o.json {
		return usagef("constraints: -json, -fix and -diff make no sense here")
	}
	o.config.Rules = []string{"duplicate"}
	l, roots, err := examine(o, dir)
	if err != nil {
		return err
	}
	tellFailures(l.failures, l.warnings, stderr)
	units, packageOf := unitsOf(roots)
	analyzer.Link(units, func(*analyzer.Unit, analysis.Diagnostic) {})
	units = slices.DeleteFunc(units, func(u *analyzer.Unit) bool { return !l.asked[packageOf[u].ID] })
	all := analyzer.Constraints(units)
	var b strings.Builder
	for i, c := range all {
		if i > 0 {
			b.WriteString("\n")
		}
		writeConstraint(&b, dir, c, dialects)
	}
	if _, err := io.WriteString(stdout, b.String()); err != nil {
		return err
	}
	if len(all) == 1 {
		fmt.Fprintln(stderr, "1 unique key is missing")
		return nil
	}
	fmt.Fprintf(stderr, "%d unique keys are missing\n", len(all))
	return nil
}

// writeConstraint writes one key as SQL: whatever is no statement is a comment.
func writeConstraint(b *strings.Builder, dir string, c analyzer.Constraint, dialects []string) {
	comment := func(format string, args ...any) {
		fmt.Fprintf(b, "-- %s\n", strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", " "))
	}
	comment("%s (%s): no unique key is known.", c.Entity, strings.Join(c.Columns, ", "))
	for _, p := range c.Creates {
		name := p.Filename
		if rel, err := filepath.Rel(dir, name); err == nil && filepath.IsLocal(rel) {
			name = rel
		}
		comment("  created at %s:%d", filepath.ToSlash(name), p.Line)
	}
	for _, u := range c.Unknown {
		comment("Not known: %s.", u)
	}
	for _, s := range c.Statements {
		if !slices.Contains(dialects, s.Dialect) {
			continue
		}
		b.WriteString("\n")
		comment("%s: what is in the way, then the key.", s.Dialect)
		for _, n := range s.Notes {
			comment("Note: %s.", n)
		}
		fmt.Fprintln(b, s.Duplicates)
		for _, a := range s.Add {
			fmt.Fprintln(b, a)
		}
	}
	if len(c.Tags) > 0 {
		b.WriteString("\n")
		comment("Where the schema comes from struct tags, in %s:", c.Entity)
		for _, t := range c.Tags {
			comment("  %s", t)
		}
	}
	if c.Code != "" {
		b.WriteString("\n")
		comment("Where the schema comes from Go code: %s", c.Code)
	}
}
