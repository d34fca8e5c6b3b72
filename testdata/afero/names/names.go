// Package names spells the names of files in several ways.
package names

import (
	"errors"
	"net/url"
	"path"
	"path/filepath"

	"github.com/spf13/afero"
)

var errTaken = errors.New("taken")

func rooted(name string) string { return path.Clean("/" + name) }

// Rooting a name twice changes nothing.
func Move(fs afero.Fs, src, dst string) error {
	dst = rooted(dst)
	if _, err := fs.Stat(dst); err == nil {
		return errTaken
	}
	return fs.Rename(src, rooted(dst)) // want `overwrite: .*refused`
}

// What is looked for is what the request says.
func MoveRooted(fs afero.Fs, src, dst string) error {
	if _, err := fs.Stat(dst); err == nil {
		return errTaken
	}
	return fs.Rename(src, rooted(dst)) // want `overwrite: .*refused`
}

// What the request says, unescaped.
func MoveTo(fs afero.Fs, src, query string) error {
	dst, err := url.QueryUnescape(query)
	if err != nil {
		return err
	}
	dst = rooted(dst)
	if _, err := fs.Stat(dst); err == nil {
		return errTaken
	}
	return fs.Rename(src, rooted(dst)) // want `overwrite: .*refused`
}

func Put(fs afero.Fs, name string, data []byte) error {
	if ok, err := afero.Exists(fs, name); err != nil || ok {
		return errTaken
	}
	return afero.WriteFile(fs, filepath.FromSlash(filepath.Clean(name)), data, 0o600) // want `overwrite: .*refused`
}

// The folder is not the file.
func PutBeside(fs afero.Fs, name string, data []byte) error {
	if ok, err := afero.Exists(fs, filepath.Dir(name)); err != nil || ok {
		return errTaken
	}
	return afero.WriteFile(fs, filepath.Clean(name), data, 0o600)
}

// Another text is put in front the second time.
func PutUnder(fs afero.Fs, name string, data []byte) error {
	name = path.Clean("a/" + name)
	if ok, err := afero.Exists(fs, name); err != nil || ok {
		return errTaken
	}
	return afero.WriteFile(fs, path.Clean("b/"+name), data, 0o600)
}

// The second time it is another folder.
func PutAgainUnder(fs afero.Fs, name string, data []byte) error {
	name = path.Clean("a/" + name)
	if ok, err := afero.Exists(fs, name); err != nil || ok {
		return errTaken
	}
	return afero.WriteFile(fs, path.Clean("a/"+name), data, 0o600)
}

// slashed roots a name that is not.
func slashed(name string) string {
	if name == "" || name[0] != '/' {
		name = "/" + name
	}
	return path.Clean(name)
}

func MoveSlashed(fs afero.Fs, src, dst string, other func(string) string, rename bool) error {
	dst = slashed(dst)
	if !rename {
		if _, err := fs.Stat(dst); err == nil {
			return errTaken
		}
	}
	if rename {
		dst = other(dst)
	}
	return fs.Rename(src, rooted(dst)) // want `overwrite: .*refused`
}
