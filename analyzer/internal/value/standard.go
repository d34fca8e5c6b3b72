package value

import "strings"

// Standard reports whether an import path is of the standard library: its first
// element has no dot.
func Standard(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".")
}
