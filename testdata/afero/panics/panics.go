// Package panics refuses with a panic, which its server turns into an answer.
package panics

import (
	"io"

	"github.com/spf13/afero"
)

type badRequest struct{ text string }

func exists(fs afero.Fs, name string) bool {
	_, err := fs.Stat(name)
	return err == nil
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func Pack(fs afero.Fs, name string, r io.Reader) {
	if exists(fs, name) {
		panic(badRequest{name + " exists"})
	}
	w, err := fs.Create(name) // want `overwrite: .*refused`
	check(err)
	defer w.Close()
	_, err = io.Copy(w, r)
	check(err)
}

// A panic for another reason refuses nobody.
func Repack(fs afero.Fs, name string, r io.Reader) {
	if r == nil {
		panic(badRequest{"nothing"})
	}
	if exists(fs, name) {
		check(fs.Remove(name))
	}
	w, err := fs.Create(name)
	check(err)
	defer w.Close()
	_, err = io.Copy(w, r)
	check(err)
}

// Who finds it keeps it.
func Keep(fs afero.Fs, name string) {
	if exists(fs, name) {
		return
	}
	w, err := fs.Create(name)
	check(err)
	check(w.Close())
}
