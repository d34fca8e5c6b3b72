package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer"
)

// models lists what is known of libraries, or checks the user's models.
func models(args []string, stdout, stderr io.Writer) error {
	if len(args) > 0 && args[0] == "check" {
		return checkModels(args[1:], stdout, stderr)
	}
	o, dir, err := start(args, stdout)
	if err != nil || dir == "" {
		return err
	}
	all, err := analyzer.BuiltinModels()
	if err != nil {
		return err
	}
	for _, m := range o.config.Models { // under the built-in model that they add to
		i := slices.IndexFunc(all, func(b *analyzer.Model) bool { return b.Package > m.Package })
		if i < 0 {
			i = len(all)
		}
		all = slices.Insert(all, i, m)
	}
	if o.patterns[0] != "." {
		all = slices.DeleteFunc(all, func(m *analyzer.Model) bool { return !named(m, o.patterns) })
	}
	if len(all) == 0 {
		return usagef("models: nothing is known of %s", strings.Join(o.patterns, ", "))
	}
	if o.json {
		encoder := json.NewEncoder(stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(all)
	}
	var b strings.Builder
	for _, m := range all {
		from := ""
		if slices.Contains(o.config.Models, m) {
			from = ", from " + m.Source()
		}
		fmt.Fprintf(&b, "%s (store %s%s)\n", m.Package, m.Store, from)
		describe(&b, m)
	}
	_, err = io.WriteString(stdout, b.String())
	return err
}

// named reports whether one of the words is a part of the model's package, or
// is its store.
func named(m *analyzer.Model, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(m.Package, w) || m.Store == w })
}

// describe lists a model's types by role and its functions by what they do, in
// the order in which the schema has them.
func describe(b *strings.Builder, m *analyzer.Model) {
	row := func(what string, names []string) {
		if len(names) > 0 {
			fmt.Fprintf(b, "  %-14s %s\n", what, strings.Join(names, " "))
		}
	}
	if m.Like != "" {
		fmt.Fprintf(b, "  like %s\n", m.Like)
	}
	var types, conflicts []string
	for _, t := range m.Types {
		types = append(types, fmt.Sprintf("%s:%s", t.Name, t.Role))
	}
	row("types", types)
	byVerb := map[string][]string{}
	words := []string{"sql"}
	for _, c := range m.Calls {
		verb := string(c.Does)
		if verb == "" {
			verb = "sql"
		}
		byVerb[verb] = append(byVerb[verb], c.Functions()...)
		words = append(words, c.Does.Words()...)
	}
	for _, verb := range words {
		row(verb, byVerb[verb])
		delete(byVerb, verb)
	}
	for _, c := range m.Conflict {
		conflicts = append(conflicts, c.String())
	}
	row("conflict", conflicts)
}

// checkModels binds the user's models against the module.
func checkModels(args []string, stdout, stderr io.Writer) error {
	o, dir, err := start(args, stdout)
	if err != nil || dir == "" {
		return err
	}
	if len(o.config.Models) == 0 {
		return usagef("models check: there are no models in %s", cmp.Or(o.configFile, "the configuration: no "+configName))
	}
	if o.patterns[0] == "." {
		o.patterns = []string{"./..."}
	}
	l, err := load(o, dir)
	if err != nil {
		return err
	}
	tellFailures(l.failures, nil, stderr)
	unused, err := l.bindModels(o.config)
	for _, path := range unused {
		say(stderr, path+": no package here imports it, so its model was not checked")
	}
	if err != nil {
		return usagef("%w", err)
	}
	bound := len(o.config.Models) - len(unused)
	fmt.Fprintf(stdout, "%d of %d models bind\n", bound, len(o.config.Models))
	if len(unused) > 0 || len(l.failures) > 0 {
		return &status{code: exitIncomplete}
	}
	return nil
}
