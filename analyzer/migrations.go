package analyzer

import (
	"slices"
	"strings"
)

// migrates reports whether a package is of migrations, by the only thing that all
// frameworks and home-made runners have in common: what its folder is called. One
// process runs them, before the service or in place of it. Two that start at once
// are a matter of the runner, which takes a lock or does not.
func migrates(path string) bool {
	return slices.ContainsFunc(strings.Split(path, "/"), func(element string) bool {
		return element == "migration" || element == "migrations" || element == "migrate"
	})
}
