package analyzer

import (
	"fmt"
	"go/types"
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/nearest"
	"github.com/toctou-lint/toctou/analyzer/internal/schema"
	"github.com/toctou-lint/toctou/analyzer/internal/strict"
)

// Config is everything a user can set. Its JSON names are the fields of
// .toctou.yml and of the golangci-lint plugin's settings. The zero Config is
// the configuration of a user who sets nothing.
type Config struct {
	// Rules to report. Empty: every rule that is on by default.
	Rules []string `json:"rules,omitempty"`
	// DisableStores names stores whose operations are ignored, by the short
	// name that messages use.
	DisableStores []string `json:"disable-stores,omitempty"`
	// ProcessLocks says what an in-process mutex in front of a store that
	// other processes share is worth.
	ProcessLocks LockPolicy `json:"process-locks,omitempty"`
	// Tests reports findings in _test.go files, too.
	Tests bool `json:"tests,omitempty"`
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

	known *schema.Schema // of the whole program; nil: what the driver shows
	files *schemaFiles
}

// Model is what is known about one Go package: cmd/toctou/docs/models.md.
type Model = model.File

// LockPolicy is the value of Config.ProcessLocks.
type LockPolicy string

// The lock policies. The empty policy is AcceptLocks.
const (
	AcceptLocks LockPolicy = "accept" // it protects: the service runs as one process
	RejectLocks LockPolicy = "reject" // it does not: other instances do not see it
)

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

// check notes what is wrong with the configuration.
func (c Config) check(p *strict.Problems) {
	known := ruleIDs()
	for i, id := range c.Rules {
		at := fmt.Sprintf("rules[%d]", i)
		switch {
		case !slices.Contains(known, id):
			p.Add(at, "%v", nearest.Unknown("rule", id, known))
		case slices.Contains(c.Rules[:i], id):
			p.Add(at, "%q is listed twice", id)
		}
	}
	for i, pattern := range c.Schema {
		if pattern == SchemaOff && len(c.Schema) > 1 {
			p.Add(fmt.Sprintf("schema[%d]", i), "%q stands alone", SchemaOff)
		} else if err := schema.CheckGlob(pattern); err != nil {
			p.Add(fmt.Sprintf("schema[%d]", i), "%v", err)
		}
	}
	policies := []string{string(AcceptLocks), string(RejectLocks)}
	if c.ProcessLocks != "" && !slices.Contains(policies, string(c.ProcessLocks)) {
		p.Add("process-locks", "%v", nearest.Unknown("policy", string(c.ProcessLocks), policies))
	}
	model.CheckUser(c.Models, p.Within("models"))
	c.checkStores(p)
}

// checkStores notes what is wrong with DisableStores. It reads every built-in
// model, so it does nothing when there is nothing to look up.
func (c Config) checkStores(p *strict.Problems) {
	if len(c.DisableStores) == 0 {
		return
	}
	known, err := model.Stores()
	if err != nil {
		p.Add("disable-stores", "%v", err)
		return
	}
	for _, m := range c.Models {
		known = append(known, m.Store)
	}
	for i, store := range c.DisableStores {
		at := fmt.Sprintf("disable-stores[%d]", i)
		switch {
		case !slices.Contains(known, store):
			p.Add(at, "%v", nearest.Unknown("store", store, known))
		case slices.Contains(c.DisableStores[:i], store):
			p.Add(at, "%q is listed twice", store)
		}
	}
}

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
