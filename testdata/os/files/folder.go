package files

import (
	"errors"
	"os"
	"path/filepath"
)

var errThere = errors.New("there already")

// Only the file is looked for: its folder may well be there. Making that is
// silent, writing the file is not.
func folderOf(name string, content []byte) error {
	if _, err := os.Stat(name); err == nil {
		return errThere
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, content, 0o600) // want "overwrite: "
}

// Safe: a copy in another folder has another name.
func copyOf(from, folder string, content []byte) error {
	if _, err := os.Stat(from); err == nil {
		return errThere
	}
	return os.WriteFile(filepath.Join(folder, filepath.Base(from)), content, 0o600)
}
