package analyzer

import (
	"fmt"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/toctou-lint/toctou/analyzer/internal/race"
	"github.com/toctou-lint/toctou/analyzer/internal/strict"
)

// Exclusion is a kind of findings that are not reported. A finding is excluded
// when it agrees with everything that the exclusion says.
type Exclusion struct {
	// Path is a pattern for the file's slash-separated path. It may match the
	// end of the path: internal/seed/*.go matches in every directory that has
	// internal/seed. "*" and "?" stay within one path element, "**" does not.
	Path string `json:"path,omitempty"`
	// Function is a pattern for the function: Register, Users.*, *.Seed. A
	// method is named with its type; a closure belongs to what it is written in.
	Function string `json:"function,omitempty"`
	// Rules are the rules it holds for. Empty: all.
	Rules []string `json:"rules,omitempty"`
	// Reason says why such findings are no bugs here. It is required.
	Reason string `json:"reason"`
}

// check notes what is wrong with the exclusion.
func (e Exclusion) check(p *strict.Problems) {
	if strings.TrimSpace(e.Reason) == "" {
		p.Add("reason", "say why such findings are no bugs here")
	}
	if e.Path == "" && e.Function == "" {
		p.Add("path", "an exclusion needs a path or a function; to turn a rule off, leave it out of rules")
	}
	if strings.Contains(e.Path, `\`) {
		p.Add("path", "%q: write paths with slashes", e.Path)
	}
	if _, err := glob(e.Path, ""); err != nil {
		p.Add("path", "%v", err)
	}
	if _, err := glob(e.Function, ""); err != nil {
		p.Add("function", "%v", err)
	}
	checkWords(p, "rules", "rule", e.Rules, ruleIDs())
}

// covers reports whether a finding is of the kind.
func (e Exclusion) covers(file, function, rule string) bool {
	return (len(e.Rules) == 0 || slices.Contains(e.Rules, rule)) &&
		matches(e.Path, "(.*/)?", filepath.ToSlash(file)) && matches(e.Function, "", function)
}

// matches reports whether text, but for a beginning that matches head, matches
// a pattern; every text matches the empty one.
func matches(pattern, head, text string) bool {
	re, err := glob(pattern, head)
	return err == nil && (pattern == "" || re.MatchString(text))
}

// glob compiles a pattern before which text that matches head may stand.
func glob(pattern, head string) (*regexp.Regexp, error) {
	if !utf8.ValidString(pattern) {
		return nil, fmt.Errorf("%q is not UTF-8", pattern)
	}
	pattern = regexp.QuoteMeta(pattern)
	for _, r := range [][2]string{{`\*\*/`, "(.*/)?"}, {`\*\*`, ".*"}, {`\*`, "[^/]*"}, {`\?`, "[^/]"}} {
		pattern = strings.ReplaceAll(pattern, r[0], r[1])
	}
	return regexp.Compile("(?s)^" + head + pattern + "$")
}

// unwanted says why the configuration leaves a finding out, "" when it does not.
func (r *reporter) unwanted(f *race.Finding, pos token.Pos) string {
	if len(r.cfg.Stores) > 0 && !slices.Contains(r.cfg.Stores, f.Create.Of.Store) {
		return "findings of store " + f.Create.Of.Store + " are off"
	}
	file, function := r.pass.Fset.Position(pos).Filename, FuncName(r.pass.Files, pos)
	for _, e := range r.cfg.Exclude {
		if e.covers(file, function, string(f.Rule)) {
			return "excluded: " + e.Reason
		}
	}
	return ""
}
