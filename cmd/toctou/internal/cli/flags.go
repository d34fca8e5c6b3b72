package cli

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer"
)

// options is what the command line asks for.
type options struct {
	config     analyzer.Config // set by configure
	settings   settings
	configFile string
	oneConfig  bool // the file was named, and is for all packages
	dir        string
	tags       string
	patterns   []string
	json       bool
	fix, diff  bool
	version    bool
}

func (o options) format() string {
	if o.json {
		return "json"
	}
	return "text"
}

// flagSet returns the command's flags, bound to o. It prints nothing itself.
func flagSet(o *options) *flag.FlagSet {
	fs := flag.NewFlagSet("toctou", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	fs.StringVar(&o.dir, "C", "", "change to `dir` first; must be the first flag, as for the go command")
	fs.BoolVar(&o.json, "json", false, "print the tree of go vet -json")
	fs.StringVar(&o.tags, "tags", "", "comma-separated `list` of build tags to apply")
	fs.BoolVar(&o.fix, "fix", false, "apply the suggested fixes instead of reporting")
	fs.BoolVar(&o.diff, "diff", false, "with -fix, print a diff and leave the files alone")
	fs.BoolVar(&o.version, "version", false, "print the version and exit")
	fs.StringVar(&o.configFile, "config", "", "read the configuration from `file` instead of "+configName)
	o.settings.bind(fs)
	return fs
}

// bindConfig adds the flags that fill the analyzer's configuration. Under
// go vet the same flags carry the analyzer's name: -toctou.rules.
func bindConfig(fs *flag.FlagSet, c *analyzer.Config) {
	fs.Var((*list)(&c.Rules), "rules", "comma-separated `list` of the rules to report (default: all)")
	fs.Var((*list)(&c.DisableStores), "disable-stores", "comma-separated `list` of stores to ignore")
	fs.Func("process-locks", "`accept` (default) or reject an in-process mutex in front of a shared store",
		func(s string) error { c.ProcessLocks = analyzer.LockPolicy(s); return nil })
	fs.Var((*list)(&c.Schema), "schema", "comma-separated `list` of patterns of the files that define the schema, or off")
	fs.BoolVar(&c.Tests, "test", false, "analyse _test.go files, too")
}

// list is a comma-separated flag value.
type list []string

func (l *list) String() string { return strings.Join(*l, ",") }

func (l *list) Set(text string) error {
	words := strings.Split(text, ",")
	if slices.Contains(words, "") {
		return fmt.Errorf("empty word in list")
	}
	*l = words
	return nil
}

// parse reads the command line. Its errors are usage errors or flag.ErrHelp.
func parse(args []string) (options, error) {
	var o options
	fs := flagSet(&o)
	if err := fs.Parse(args); err != nil {
		if err == flag.ErrHelp {
			return o, err
		}
		return o, usagef("%w", err)
	}
	o.patterns = fs.Args()
	if len(o.patterns) == 0 {
		o.patterns = []string{"."}
	}
	return o, o.check(args)
}

// check finds what the flag package does not.
func (o *options) check(args []string) error {
	if o.dir != "" {
		if first, _, _ := strings.Cut(strings.TrimLeft(args[0], "-"), "="); first != "C" {
			return usagef("-C must be the first flag")
		}
	}
	for _, p := range o.patterns {
		switch {
		case p == "":
			return usagef("empty package pattern")
		case strings.HasPrefix(p, "-"):
			return usagef("flag %s must come before the packages", p)
		}
	}
	if o.json && (o.fix || o.diff) {
		return usagef("-json cannot be combined with -fix or -diff")
	}
	return nil
}

// usage prints the help text.
func usage(w io.Writer) error {
	const head = `toctou reports find-then-create races.

Usage:
  toctou [flags] [packages]                       analyse packages (default: .)
  go vet -vettool=$(which toctou) [packages]      the same, cached per package
`
	const tail = `
Exit codes:
  0  no findings
  1  no findings, but something could not be analysed; stderr says what and why
  2  bad flags or configuration
  3  findings

Rules:
`
	var b strings.Builder
	b.WriteString(head + synopsis() + "\nFlags:\n")
	var o options
	flagSet(&o).VisitAll(func(f *flag.Flag) {
		name, text := flag.UnquoteUsage(f)
		fmt.Fprintf(&b, "  %-24s %s\n", strings.TrimSpace("-"+f.Name+" "+name), text)
	})
	b.WriteString(tail)
	for _, r := range analyzer.Rules() {
		fmt.Fprintf(&b, "  %-10s %s\n", r.ID, r.Title)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
