// Package emptied makes empty files that others fill.
package emptied

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// What somebody has written to the log by then is gone.
func logFile(dir string) (string, error) {
	name := filepath.Join(dir, "log")
	_, err := os.Stat(name)
	if err == nil {
		return name, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if err := os.WriteFile(name, []byte{}, 0o600); err != nil { // want `overwrite: .*file filepath.Join\(dir, "log"\).* empties what others have written to it`
		return "", err
	}
	return name, nil
}

// The same with a file that is opened and closed.
func touched(dir string) (string, error) {
	name := filepath.Join(dir, "log")
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		f, err := os.Create(name) // want `overwrite: .*file filepath.Join\(dir, "log"\).* empties what others have written to it`
		if err != nil {
			return "", err
		}
		if err := f.Close(); err != nil {
			return "", err
		}
	}
	return name, nil
}

// A mark is as good when it is made again.
func mark(dir string) error {
	name := filepath.Join(dir, "done")
	if _, err := os.Stat(name); err == nil {
		return nil
	}
	return os.WriteFile(name, nil, 0o600)
}

// A beginning that two write alike.
func settings(dir string) (string, error) {
	name := filepath.Join(dir, "settings")
	if _, err := os.Stat(name); err == nil {
		return name, nil
	}
	return name, os.WriteFile(name, []byte("{}"), 0o600)
}

// The name that is handed on is another one.
func folder(dir string) (string, error) {
	name := filepath.Join(dir, ".keep")
	if _, err := os.Stat(name); err == nil {
		return dir, nil
	}
	return dir, os.WriteFile(name, nil, 0o600)
}

// Appending makes the file if it has to, and empties nothing.
func appended(dir string) (string, error) {
	name := filepath.Join(dir, "log")
	if _, err := os.Stat(name); err == nil {
		return name, nil
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	return name, f.Close()
}
