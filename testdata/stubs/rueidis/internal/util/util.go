// Package util is empty: the tests of another module import it, which go mod
// tidy looks for.
package util
