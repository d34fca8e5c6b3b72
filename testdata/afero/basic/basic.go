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

// file is what is known of a file that is there.
type file struct{ dir bool }

func look(fs afero.Fs, name string) (*file, error) {
	info, err := fs.Stat(name)
	if err != nil {
		return nil, err
	}
	return &file{info.IsDir()}, nil
}

// The file system's own name for what is not there.
func Begin(fs afero.Fs, r *http.Request) (int, error) {
	f, err := look(fs, r.URL.Path)
	switch {
	case errors.Is(err, afero.ErrFileNotFound):
	case err != nil:
		return http.StatusInternalServerError, err
	}
	flags := os.O_CREATE | os.O_WRONLY
	if f != nil {
		if f.dir {
			return http.StatusBadRequest, nil
		}
		if r.URL.Query().Get("override") != "true" {
			return http.StatusConflict, nil
		}
		flags |= os.O_TRUNC
	}
	w, err := fs.OpenFile(r.URL.Path, flags, 0o600) // want `overwrite: .*refused`
	if err != nil {
		return http.StatusInternalServerError, err
	}
	defer w.Close()
	return http.StatusCreated, nil
}
