package analyzer

import (
	"fmt"
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/strict"
	"github.com/toctou-lint/toctou/internal/nearest"
)

// Severity says how much a rule's findings matter.
type Severity string

// The severities.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityInfo    Severity = "info"
)

// RuleSeverity gives a rule a severity.
type RuleSeverity struct {
	Rule  string   `json:"rule"`
	Level Severity `json:"level"`
}

// SeverityOf returns the severity of findings of a rule.
func (c Config) SeverityOf(rule string) Severity {
	for _, s := range c.Severity {
		if s.Rule == rule {
			return s.Level
		}
	}
	for _, r := range Rules() {
		if r.ID == rule {
			return r.Severity
		}
	}
	return SeverityWarning
}

// checkSeverity notes rules and severities that there are not.
func checkSeverity(p *strict.Problems, all []RuleSeverity) {
	known, levels := ruleIDs(), []string{string(SeverityError), string(SeverityWarning), string(SeverityInfo)}
	for i, s := range all {
		at := p.Within(fmt.Sprintf("severity[%d]", i))
		switch {
		case !slices.Contains(known, s.Rule):
			at.Add("rule", "%v", nearest.Unknown("rule", s.Rule, known))
		case slices.ContainsFunc(all[:i], func(o RuleSeverity) bool { return o.Rule == s.Rule }):
			at.Add("rule", "%q is listed twice", s.Rule)
		}
		if !slices.Contains(levels, string(s.Level)) {
			at.Add("level", "%v", nearest.Unknown("severity", string(s.Level), levels))
		}
	}
}
