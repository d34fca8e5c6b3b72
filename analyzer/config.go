package analyzer

import (
	"fmt"
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/nearest"
)

// Config is everything a user can set. Its JSON form is the settings block of
// the golangci-lint plugin; the command fills it from flags. The zero Config
// is the configuration of a user who sets nothing.
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
}

// LockPolicy is the value of Config.ProcessLocks.
type LockPolicy string

// The lock policies. The empty policy is AcceptLocks.
const (
	AcceptLocks LockPolicy = "accept" // it protects: the service runs as one process
	RejectLocks LockPolicy = "reject" // it does not: other instances do not see it
)

// Default returns the configuration of a user who sets nothing.
func Default() Config { return Config{} }

// validate names the first field whose value is not usable.
func (c Config) validate() error {
	known := ruleIDs()
	for i, id := range c.Rules {
		if !slices.Contains(known, id) {
			return fmt.Errorf("rules[%d]: %w", i, nearest.Unknown("rule", id, known))
		}
		if slices.Contains(c.Rules[:i], id) {
			return fmt.Errorf("rules[%d]: %q is listed twice", i, id)
		}
	}
	for i, store := range c.DisableStores {
		if store == "" {
			return fmt.Errorf("disable-stores[%d]: empty name", i)
		}
	}
	policies := []string{string(AcceptLocks), string(RejectLocks)}
	if c.ProcessLocks != "" && !slices.Contains(policies, string(c.ProcessLocks)) {
		return fmt.Errorf("process-locks: %w", nearest.Unknown("policy", string(c.ProcessLocks), policies))
	}
	return nil
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
