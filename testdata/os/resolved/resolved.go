// Package resolved holds pairs on names that a helper makes, or refuses to make.
package resolved

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

var errTaken = errors.New("taken")

type root string

// In place of an error it returns nothing.
func (r root) at(name string) string {
	if strings.Contains(name, "..") {
		return ""
	}
	return filepath.Join(string(r), name)
}

func (r root) Move(from, to string) error {
	target := r.at(to)
	if target == "" {
		return fs.ErrNotExist
	}
	if _, err := os.Stat(target); err == nil {
		return errTaken
	}
	return os.Rename(r.at(from), r.at(to)) // want `overwrite: .*file filepath\.Join\(.*to\)`
}

// What is looked for is another name.
func (r root) Take(from, to string) error {
	if _, err := os.Stat(r.at(from)); err == nil {
		return errTaken
	}
	return os.WriteFile(r.at(to), nil, 0o600)
}
