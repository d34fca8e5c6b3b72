// Package basic holds pairs on afero file systems.
package basic

import (
	"errors"
	"io"
	"net/http"
	"os"

	"github.com/spf13/afero"
)

var errTaken = errors.New("taken")

func Upload(fs afero.Fs, name string, r io.Reader) error {
	ok, err := afero.Exists(fs, name)
	if err != nil {
		return err
	}
	if ok {
		return errTaken
	}
	return afero.WriteReader(fs, name, r) // want `overwrite: .* create file name: `
}

// The flag lets some replace what is there; the others are told.
func Post(fs afero.Fs, r *http.Request) (int, error) {
	if _, err := fs.Stat(r.URL.Path); err == nil && r.URL.Query().Get("override") != "true" {
		return http.StatusConflict, nil
	}
	f, err := fs.OpenFile(r.URL.Path, os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600) // want `overwrite: .*refused`
	if err != nil {
		return http.StatusInternalServerError, err
	}
	return http.StatusCreated, f.Close()
}

func Exclusive(fs afero.Fs, name string) (afero.File, error) {
	if _, err := fs.Stat(name); err == nil {
		return nil, errTaken
	}
	return fs.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
}
