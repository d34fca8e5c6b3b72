// Package files holds pairs on the file system that do damage.
package files

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
)

var errTaken = errors.New("taken")

// Refused: the second of two uploads should have been.
func Upload(name string, data []byte) error {
	if _, err := os.Stat(name); err == nil {
		return errTaken
	}
	return os.WriteFile(name, data, 0o600) // want `overwrite: two concurrent calls can both create file name: its absence is checked at line 20, .*the loser replaces what the winner stored, though whoever finds it there is refused`
}

func UploadIs(name string, data []byte) error {
	_, err := os.Lstat(name)
	if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s exists", name)
	}
	f, err := os.Create(name) // want `overwrite: .* create file name: `
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.Write(data)
	return err
}

// A helper answers for the check.
func exists(name string) bool {
	_, err := os.Stat(name)
	return !os.IsNotExist(err)
}

func UploadHelper(dir, name string, data []byte) error {
	path := filepath.Join(dir, name)
	if exists(path) {
		return errTaken
	}
	return write(path, data) // want `overwrite: `
}

func write(name string, data []byte) error { return os.WriteFile(name, data, 0o600) }

// A directory that is made by MkdirAll is not reserved by it.
func NewInstance(dir string) error {
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("instance %q already exists", dir)
	}
	return os.MkdirAll(dir, 0o700) // want `overwrite: `
}

func Restore(from, to string) error {
	if _, err := os.Stat(to); err == nil {
		return errTaken
	}
	return os.Rename(from, to) // want `overwrite: .* file to: `
}

// A status says it, in a handler without results or with one.
func Handle(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	if _, err := os.Stat(name); err == nil {
		http.Error(w, "exists", http.StatusConflict)
		return
	}
	os.WriteFile(name, nil, 0o600) // want `overwrite: `
}

func HandleStatus(name string) (int, error) {
	if _, err := os.Stat(name); err == nil {
		return http.StatusConflict, nil
	}
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600) // want `overwrite: `
	if err != nil {
		return http.StatusInternalServerError, err
	}
	return http.StatusCreated, f.Close()
}

// Each process goes on with a key of its own.
func Secret(name string) ([]byte, error) {
	if key, err := os.ReadFile(name); err == nil {
		return key, nil
	}
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	if err := os.WriteFile(name, key, 0o600); err != nil { // want `overwrite: .*a value that each call makes anew`
		return nil, err
	}
	return key, nil
}

func ID(name string) (string, error) {
	if id, err := os.ReadFile(name); err == nil && len(id) > 0 {
		return string(id), nil
	}
	id := newID()
	return id, os.WriteFile(name, []byte(id), 0o600) // want `overwrite: .*a value that each call makes anew`
}

func newID() string {
	return hex.EncodeToString([]byte(rand.Text()))
}

// A lock file that locks nothing.
func PidFile(name string) error {
	if _, err := os.Stat(name); err == nil {
		return errTaken
	}
	return os.WriteFile(name, []byte(strconv.Itoa(os.Getpid())), 0o600) // want `overwrite: `
}

// The flag lets some replace what is there; the others are told.
func Force(name string, data []byte, force bool) error {
	if _, err := os.Stat(name); err == nil && !force {
		return errTaken
	}
	return os.WriteFile(name, data, 0o600) // want `overwrite: .*refused`
}
