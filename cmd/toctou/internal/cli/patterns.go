package cli

import (
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/tools/go/packages"
)

// unmatched returns the patterns with "..." that match none of the packages.
// go list says so only in a warning that does not come through; every other
// pattern that matches nothing is an error of its own.
func unmatched(patterns []string, pkgs []*packages.Package, dir string) []string {
	var missing []string
	for _, pattern := range patterns {
		if strings.Contains(pattern, "...") && !matchesAny(pattern, pkgs, dir) {
			missing = append(missing, pattern)
		}
	}
	return missing
}

// matchesAny reports whether one of pkgs, or the error that stands for the
// pattern itself, comes from pattern.
func matchesAny(pattern string, pkgs []*packages.Package, dir string) bool {
	if pattern == "..." {
		return true
	}
	local := strings.HasPrefix(pattern, ".") || filepath.IsAbs(pattern)
	text := pattern
	if local && !filepath.IsAbs(pattern) {
		text = filepath.Join(dir, pattern)
	}
	match := matcher(filepath.ToSlash(text))
	for _, p := range pkgs {
		name := p.PkgPath
		if local {
			name = filepath.ToSlash(p.Dir)
		}
		if p.PkgPath == pattern || match(name) {
			return true
		}
	}
	return false
}

// matcher compiles a pattern as the go command does: "..." is any string, and
// "x/..." matches x, too.
func matcher(pattern string) func(string) bool {
	text := regexp.QuoteMeta(pattern)
	text = strings.ReplaceAll(text, `\.\.\.`, `.*`)
	if rest, ok := strings.CutSuffix(text, `/.*`); ok {
		text = rest + `(/.*)?`
	}
	re, err := regexp.Compile(`^` + text + `$`)
	if err != nil { // not reached: the text is quoted
		return func(string) bool { return true }
	}
	return re.MatchString
}
