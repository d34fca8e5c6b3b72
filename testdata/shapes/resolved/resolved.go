// Package resolved holds pairs on names that a helper makes, or refuses to make, and
// on directories that have to be empty.
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

// Unpack wants an empty directory, and does not reserve it by making it: the second
// fails at O_EXCL. Safe.
func Unpack(dir string, files map[string][]byte) error {
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		return errTaken
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for name, data := range files {
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
	}
	return nil
}
