package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// snapshot is the set of files of a folder that only grows, such as go's build
// cache, whose files are never changed.
type snapshot struct {
	dir   string
	files map[string]bool
}

func take(dir string) (*snapshot, error) {
	s := &snapshot{dir, make(map[string]bool)}
	return s, s.each(func(file string) error {
		s.files[file] = true
		return nil
	})
}

// restore removes the files that were not there when the snapshot was taken.
func (s *snapshot) restore() error {
	return s.each(func(file string) error {
		if s.files[file] {
			return nil
		}
		return os.Remove(file)
	})
}

func (s *snapshot) each(do func(file string) error) error {
	return filepath.WalkDir(s.dir, func(file string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && d.IsDir() {
			return nil
		}
		return errors.Join(err, do(file))
	})
}
