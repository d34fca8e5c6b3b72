// Package compare has the tests of module drivers, apart from its program so
// that they do not link golangci-lint once more.
package compare
