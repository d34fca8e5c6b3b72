package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer"
	"github.com/toctou-lint/toctou/cmd/toctou/docs"
	"github.com/toctou-lint/toctou/internal/nearest"
)

// explain prints a page of the documentation: that of a rule, or another one.
// Without a word it lists what there is.
func explain(args []string, stdout, _ io.Writer) error {
	rules, err := docs.Rules()
	if err != nil {
		return err
	}
	pages, err := docs.Pages()
	if err != nil {
		return err
	}
	switch {
	case len(args) == 0 || len(args) == 1 && strings.TrimLeft(args[0], "-") == "h":
		return contents(stdout, pages)
	case len(args) > 1:
		return usagef("explain: want one rule or page")
	}
	name := args[0]
	read := docs.Page
	switch known := slices.Concat(rules, pages); {
	case slices.Contains(rules, name):
		read = docs.Rule
	case !slices.Contains(pages, name):
		return usagef("explain: %w", nearest.Unknown("rule or page", name, known))
	}
	text, err := read(name)
	if err != nil {
		return err
	}
	_, err = io.WriteString(stdout, text)
	return err
}

// contents lists what can be explained.
func contents(w io.Writer, pages []string) error {
	var b strings.Builder
	b.WriteString("Rules:\n")
	for _, r := range analyzer.Rules() {
		state := "on"
		if !r.Default {
			state = "off"
		}
		fmt.Fprintf(&b, "  %-18s %-4s %s\n", r.ID, state, r.Title)
	}
	b.WriteString("\nPages: " + strings.Join(pages, ", ") + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}
