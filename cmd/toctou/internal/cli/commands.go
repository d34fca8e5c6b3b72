package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// command is a word that may stand first on the command line.
type command struct {
	name  string
	usage string // its arguments, for the help text
	title string // what it does, for the help text
	run   func(args []string, stdout, stderr io.Writer) error
}

// commands is the table of commands, sorted by name: a new one is one file and
// its line here. Everything that is no command is an argument of the analysis.
func commands() []command {
	return []command{
		{"baseline", "[-o file] [flags] [packages]", "write what is known to a file", baseline},
		{"constraints", "[dialect] [packages]", "print the unique keys that duplicate findings lack, as SQL", constraints},
		{"convert", "-format=f [file]", "write a report of -format=json in another format", convert},
		{"explain", "[rule]", "print the documentation of a rule, or another page of it", explain},
		{"help", "", "print this text", func(_ []string, stdout, _ io.Writer) error { return usage(stdout) }},
		{"models", "[check] [words]", "list the libraries that are known, or check your models", models},
		{"version", "", "print the version", printVersion},
		{"why", "FILE:LINE", "explain what was seen around a line", why},
	}
}

// commandOf returns the command that args ask for.
func commandOf(args []string) (command, bool) {
	if len(args) == 0 {
		return command{}, false
	}
	all := commands()
	i := slices.IndexFunc(all, func(c command) bool { return c.name == args[0] })
	if i < 0 {
		return command{}, false
	}
	return all[i], true
}

// synopsis lists the commands, one a line.
func synopsis() string {
	var b strings.Builder
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-47s %s\n", strings.TrimSpace("toctou "+c.name+" "+c.usage), c.title)
	}
	return b.String()
}
