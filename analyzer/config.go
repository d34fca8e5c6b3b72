package analyzer

import (
	"fmt"
	"go/types"
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/infer"
	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/protect"
	"github.com/toctou-lint/toctou/analyzer/internal/schema"
	"github.com/toctou-lint/toctou/analyzer/internal/sqltext"
	"github.com/toctou-lint/toctou/analyzer/internal/strict"
	"github.com/toctou-lint/toctou/internal/nearest"
)

// Config is everything a user can set. Its JSON names are the fields of
// .toctou.yml and of the golangci-lint plugin's settings. The zero Config is
// the configuration of a user who sets nothing.
type Config struct {
	// Rules to report. Empty: every rule that is on by default.
	Rules []string `json:"rules,omitempty"`
	// Stores to report findings of. Empty: all of them.
	Stores []string `json:"stores,omitempty"`
	// DisableStores names stores whose operations are ignored, by the short
	// name that messages use.
	DisableStores []string `json:"disable-stores,omitempty"`
	// ProcessLocks says what an in-process mutex in front of a store that
	// other processes share is worth.
	ProcessLocks Policy `json:"process-locks,omitempty"`
	// Retries says whether a controller that is run again after an error may
	// lose a race, and fail once.
	Retries Policy `json:"retries,omitempty"`
	// Migrations says whether one process at a time runs the packages of
	// migrations, so that nobody else creates what one of them looked for.
	Migrations Policy `json:"migrations,omitempty"`
	// Tests reports findings in _test.go files, too.
	Tests bool `json:"tests,omitempty"`
	// Exclude lists kinds of findings that are not reported, each with a reason.
	Exclude []Exclusion `json:"exclude,omitempty"`
	// Severity gives rules another severity than their own. Drivers that know no
	// severities, go vet among them, report all alike.
	Severity []RuleSeverity `json:"severity,omitempty"`
	// Inferred reports races between methods of interfaces whose implementation
	// is not seen, by what their names say; nil means yes. Drivers that see the
	// whole program infer only where no implementation can be read in it.
	Inferred *bool `json:"inferred,omitempty"`
	// Dialect is the SQL that the database speaks: postgres, mysql, sqlite or
	// sqlserver. Suggested fixes depend on it, whether a transaction goes on after a
	// violation, and whether one protects whatever its level is, as in SQLite.
	// Empty: as far as drivers and statements tell.
	Dialect string `json:"dialect,omitempty"`
	// Models describe libraries, one Go package each, in the schema of the
	// built-in models. They replace those function by function.
	Models []*Model `json:"models,omitempty"`
	// Schema names the files that say which columns are unique: patterns
	// relative to the module's folder, with ** for any number of folders. "off"
	// alone reads nothing but struct tags. Empty: Go code, and what WithSchema
	// finds.
	Schema []string `json:"schema,omitempty"`

	// Called reports whether a package other than its own calls the exported
	// function, directly or through an interface. It is not the user's but for
	// drivers that know the whole program: what nobody asks is not found out. Nil
	// takes every one to be called.
	Called func(*types.Func) bool `json:"-"`
	// Whole is set by drivers that have the whole program and give it to Link: the
	// analyzer only reads the packages' comments then, and Link does the rest.
	Whole bool `json:"-"`
	// NoFixes is set by drivers that show no fixes: none are made.
	NoFixes bool `json:"-"`

	known *schema.Schema // of the whole program; nil: what the driver shows
	// mentions are the fields and functions of other modules that the whole
	// program mentions, as import path "." name; nil when it is not known.
	mentions map[string]bool
	files    *schemaFiles
}

// Model is what is known about one Go package: cmd/toctou/docs/models.md.
type Model = model.File

// Policy says what a doubtful protection is worth.
type Policy string

// The policies. The empty policy is Accept.
const (
	Accept Policy = "accept" // it protects
	Reject Policy = "reject" // it does not
)

// protection is what the configuration takes for a protection.
func (c Config) protection() protect.Options {
	return protect.Options{RejectProcessLocks: c.ProcessLocks == Reject, RejectRetries: c.Retries == Reject, Dialect: c.Dialect}
}

// Default returns the configuration of a user who sets nothing.
func Default() Config { return Config{} }

// MaxConfigSize is the size in bytes above which a configuration is refused.
const MaxConfigSize = strict.MaxSize

// ReadConfig reads the text of a configuration file. Its errors have the form
// "name:line: field: problem", one line for each problem.
func ReadConfig(name string, data []byte) (Config, error) {
	return finish(func(c *Config) (*strict.Problems, error) { return strict.Decode(name, data, c) })
}

// DecodeConfig is ReadConfig for settings that another program has decoded:
// maps, lists and scalars. Its errors have no lines. No settings are the
// default ones.
func DecodeConfig(name string, settings any) (Config, error) {
	if settings == nil {
		return Default(), nil
	}
	return finish(func(c *Config) (*strict.Problems, error) { return strict.FromValue(name, settings, c) })
}

// finish checks what was read.
func finish(read func(*Config) (*strict.Problems, error)) (Config, error) {
	var c Config
	p, err := read(&c)
	if err != nil {
		return Config{}, err
	}
	model.Locate(c.Models, p.Within("models"))
	c.check(p)
	if err := p.Err(); err != nil {
		return Config{}, err
	}
	return c, nil
}

// validate names the fields whose values are not usable.
func (c Config) validate() error {
	p := strict.New("")
	c.check(p)
	return p.Err()
}

// check notes that a field's policy is none.
func (y Policy) check(p *strict.Problems, field string) {
	policies := []string{string(Accept), string(Reject)}
	if y != "" && !slices.Contains(policies, string(y)) {
		p.Add(field, "%v", nearest.Unknown("policy", string(y), policies))
	}
}

// check notes what is wrong with the configuration.
func (c Config) check(p *strict.Problems) {
	checkWords(p, "rules", "rule", c.Rules, ruleIDs())
	for i, pattern := range c.Schema {
		if pattern == SchemaOff && len(c.Schema) > 1 {
			p.Add(fmt.Sprintf("schema[%d]", i), "%q stands alone", SchemaOff)
		} else if err := schema.CheckGlob(pattern); err != nil {
			p.Add(fmt.Sprintf("schema[%d]", i), "%v", err)
		}
	}
	c.ProcessLocks.check(p, "process-locks")
	c.Retries.check(p, "retries")
	c.Migrations.check(p, "migrations")
	for i, e := range c.Exclude {
		e.check(p.Within(fmt.Sprintf("exclude[%d]", i)))
	}
	checkSeverity(p, c.Severity)
	if c.Dialect != "" && sqltext.DialectNamed(c.Dialect) == sqltext.Unspecified {
		p.Add("dialect", "%v", nearest.Unknown("dialect", c.Dialect, sqltext.DialectNames()))
	}
	model.CheckUser(c.Models, p.Within("models"))
	c.checkStores(p)
}

// checkWords notes the words of a list that there are not, or twice.
func checkWords(p *strict.Problems, field, kind string, words, known []string) {
	for i, word := range words {
		at := fmt.Sprintf("%s[%d]", field, i)
		switch {
		case !slices.Contains(known, word):
			p.Add(at, "%v", nearest.Unknown(kind, word, known))
		case slices.Contains(words[:i], word):
			p.Add(at, "%q is listed twice", word)
		}
	}
}

// checkStores notes what is wrong with Stores and DisableStores. It reads every built-in
// model, so it does nothing when there is nothing to look up.
func (c Config) checkStores(p *strict.Problems) {
	if len(c.Stores)+len(c.DisableStores) == 0 {
		return
	}
	known, err := model.Stores()
	if err != nil {
		p.Add("stores", "%v", err)
		return
	}
	known = append(known, infer.Store)
	for _, m := range c.Models {
		known = append(known, m.Store)
	}
	checkWords(p, "stores", "store", c.Stores, known)
	checkWords(p, "disable-stores", "store", c.DisableStores, known)
}

// infers says whether names of interface methods count in a package's pass.
func (c Config) infers() bool { return c.Called == nil && c.wantsInferred() }

// wantsInferred says whether they count at all.
func (c Config) wantsInferred() bool { return c.Inferred == nil || *c.Inferred }

// Reports says whether findings of the rule are wanted.
func (c Config) Reports(rule string) bool {
	if len(c.Rules) > 0 {
		return slices.Contains(c.Rules, rule)
	}
	return slices.ContainsFunc(Rules(), func(r Rule) bool { return r.ID == rule && r.Default })
}

// Result is what one pass found, for drivers that want more than diagnostics.
type Result struct {
	// Skipped says why the package was left out, "" when it was analysed.
	Skipped string
	// Unit is for Link; nil when the package is not part of the program.
	Unit *Unit
}
