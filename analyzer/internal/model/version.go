package model

import (
	"strconv"
	"strings"
)

// Unversioned returns an import path without its major version, the form in
// which models name packages: every path element "v2", "v3", … is left out,
// wherever it stands, and in gopkg.in paths the suffix ".v1" as well.
//
//	github.com/jackc/pgx/v5/pgxpool  github.com/jackc/pgx/pgxpool
//	math/rand/v2                     math/rand
//	gopkg.in/mgo.v2/bson             gopkg.in/mgo/bson
//
// v0 and v1 are never major-version elements of a module path, so that
// k8s.io/api/core/v1 keeps its name.
func Unversioned(path string) string {
	if !strings.Contains(path, "v") {
		return path
	}
	gopkg := strings.HasPrefix(path, "gopkg.in/")
	kept := make([]string, 0, 8)
	for i, elem := range strings.Split(path, "/") {
		if i > 0 && majorVersion(elem) >= 2 {
			continue
		}
		if gopkg && i > 0 {
			if name, v, ok := cutLast(elem, "."); ok && name != "" && majorVersion(v) >= 0 {
				elem = name
			}
		}
		kept = append(kept, elem)
	}
	return strings.Join(kept, "/")
}

// majorVersion returns N of "vN", or -1.
func majorVersion(s string) int {
	digits, ok := strings.CutPrefix(s, "v")
	if !ok {
		return -1
	}
	n, err := strconv.Atoi(digits)
	if err != nil || strconv.Itoa(n) != digits || n < 0 {
		return -1
	}
	return n
}

// cutLast is strings.Cut around the last sep.
func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// splitName splits "import/path.Name" into its import path and its name.
func splitName(qualified string) (path, name string, ok bool) {
	path, name, ok = cutLast(qualified, ".")
	// A dot inside the path's last element belongs to the path only when
	// something follows it that is no element: a/b.c/d has no name.
	return path, name, ok && path != "" && !strings.Contains(name, "/")
}
