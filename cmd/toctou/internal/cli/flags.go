package cli

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/toctou-lint/toctou/analyzer"
	"github.com/toctou-lint/toctou/cmd/toctou/internal/output"
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
	format     output.Format
	style      output.Style
	json       bool
	baseline   string
	newFrom    string
	fix, diff  bool
	version    bool
}

// newFlagSet returns a set that prints nothing itself.
func newFlagSet(name string) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	return fs
}

// flagSet returns the flags of the analysis, bound to o.
func flagSet(o *options) *flag.FlagSet {
	fs := newFlagSet("toctou")
	fs.StringVar(&o.dir, "C", "", "change to `dir` first; must be the first flag, as for the go command")
	bindFormat(fs, o)
	fs.BoolVar(&o.json, "json", false, "the same as -format=vet")
	fs.StringVar(&o.baseline, "baseline", "", "leave out the findings that `file` lists; toctou baseline writes it")
	fs.StringVar(&o.newFrom, "new-from", "", "leave out findings that git shows unchanged since this branch left `rev`")
	fs.StringVar(&o.tags, "tags", "", "comma-separated `list` of build tags to apply")
	fs.BoolVar(&o.fix, "fix", false, "apply the fixes and report what is left")
	fs.BoolVar(&o.diff, "diff", false, "print what -fix would change as a diff and leave the files alone")
	fs.BoolVar(&o.version, "version", false, "print the version and exit")
	fs.StringVar(&o.configFile, "config", "", "read the configuration from `file` instead of "+configName)
	o.settings.bind(fs)
	return fs
}

// bindFormat adds the flags that say how a report looks.
func bindFormat(fs *flag.FlagSet, o *options) {
	fs.Func("format", "`format` of the report: "+strings.Join(output.Names(), ", ")+" (default: text)",
		func(name string) (err error) { o.format, err = output.ByName(name); return err })
	fs.BoolVar(&o.style.Verbose, "v", false, "draw how two requests run into each other")
}

// bindConfig adds the flags that fill the analyzer's configuration. Under
// go vet the same flags carry the analyzer's name: -toctou.rules.
func bindConfig(fs *flag.FlagSet, c *analyzer.Config) {
	fs.Var((*list)(&c.Rules), "rules", "comma-separated `list` of the rules to report (default: all)")
	fs.Var((*list)(&c.Stores), "stores", "comma-separated `list` of the stores to report findings of (default: all)")
	fs.Var((*levels)(&c.Severity), "severity", "severities of rules, as in `rule=warning`,rule=info")
	fs.Var((*list)(&c.DisableStores), "disable-stores", "comma-separated `list` of stores to ignore")
	fs.Func("process-locks", "`accept` (default) or reject an in-process mutex in front of a shared store",
		func(s string) error { c.ProcessLocks = analyzer.Policy(s); return nil })
	fs.Func("retries", "`accept` (default) or reject that a controller which is run again may lose a race",
		func(s string) error { c.Retries = analyzer.Policy(s); return nil })
	fs.Func("migrations", "`accept` (default) or reject that one process at a time runs the packages of migrations",
		func(s string) error { c.Migrations = analyzer.Policy(s); return nil })
	fs.Var((*list)(&c.Schema), "schema", "comma-separated `list` of patterns of the files that define the schema, or off")
	fs.BoolFunc("inferred", "take methods of interfaces whose implementation is not seen for what their names say (default true; under go vet, and where the program has none that can be read)",
		func(s string) error {
			on, err := strconv.ParseBool(s)
			c.Inferred = &on
			return err
		})
	fs.StringVar(&c.Dialect, "dialect", c.Dialect, "SQL `dialect` of the database, for fixes: postgres, mysql, sqlite or sqlserver")
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

// levels is a flag value of rule=severity pairs.
type levels []analyzer.RuleSeverity

func (l *levels) String() string {
	var pairs []string
	for _, s := range *l {
		pairs = append(pairs, s.Rule+"="+string(s.Level))
	}
	return strings.Join(pairs, ",")
}

func (l *levels) Set(text string) error {
	var all levels
	for pair := range strings.SplitSeq(text, ",") {
		rule, level, ok := strings.Cut(pair, "=")
		if !ok {
			return fmt.Errorf("%q is not rule=severity", pair)
		}
		all = append(all, analyzer.RuleSeverity{Rule: rule, Level: analyzer.Severity(level)})
	}
	*l = all
	return nil
}

// parse reads the command line. Its errors are usage errors or flag.ErrHelp.
func parse(args []string, stdout io.Writer) (options, error) {
	var o options
	if err := parseFlags(flagSet(&o), &o, args); err != nil {
		return o, err
	}
	return o, o.chooseFormat(stdout)
}

// parseFlags reads flags and packages into o.
func parseFlags(fs *flag.FlagSet, o *options, args []string) error {
	if err := fs.Parse(args); err != nil {
		if err == flag.ErrHelp {
			return err
		}
		return usagef("%w", err)
	}
	o.patterns = fs.Args()
	if len(o.patterns) == 0 {
		o.patterns = []string{"."}
	}
	return o.check(args)
}

// chooseFormat decides between -format, -json and what is usual here, and how
// the format is to look there.
func (o *options) chooseFormat(stdout io.Writer) (err error) {
	name := o.format.Name
	switch {
	case o.json && name != "" && name != "vet":
		return usagef("-json is -format=vet: leave it out with -format=%s", name)
	case o.json:
		name = "vet"
	case name == "" && os.Getenv("GITHUB_ACTIONS") == "true":
		name = "github"
	case name == "":
		name = "text"
	}
	suit(&o.style, stdout)
	o.format, err = output.ByName(name)
	return err
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
	if (o.fix || o.diff) && (o.json || o.format.Name != "" || o.baseline != "" || o.newFrom != "") {
		return usagef("-fix and -diff report nothing: leave out -format, -json, -baseline and -new-from")
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
	b.WriteString(flagList(flagSet(&o)))
	b.WriteString(tail)
	for _, r := range analyzer.Rules() {
		fmt.Fprintf(&b, "  %-18s %s\n", r.ID, r.Title)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// flagUsage prints the flags of a command.
func flagUsage(w io.Writer, fs *flag.FlagSet) error {
	_, err := io.WriteString(w, "Flags of toctou "+fs.Name()+":\n"+flagList(fs))
	return err
}

// flagList describes flags, one a line.
func flagList(fs *flag.FlagSet) string {
	var b strings.Builder
	fs.VisitAll(func(f *flag.Flag) {
		name, text := flag.UnquoteUsage(f)
		fmt.Fprintf(&b, "  %-24s %s\n", strings.TrimSpace("-"+f.Name+" "+name), text)
	})
	return b.String()
}
