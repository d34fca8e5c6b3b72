package files

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

var errName = errors.New("bad name")

type workshop struct{ root, kind string }

func (w workshop) folder(tool, skill string) (string, error) {
	if strings.ContainsAny(tool, "./") {
		return "", errName
	}
	return filepath.Join(strings.TrimSpace(w.root), strings.ToLower(strings.TrimSpace(w.kind)), strings.TrimSpace(tool), strings.TrimPrefix(strings.TrimSpace(skill), "skill-")), nil
}

// The path is longer than anybody follows, but it is one variable.
func (w workshop) NewPage(tool, skill, section, name, label string) error {
	dir, err := w.folder(tool, skill)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, strings.ToLower(section), strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(strings.TrimSuffix(name, ".md")), " ", "-"))+strings.TrimSpace(".md"))
	if _, err := os.Stat(path); err == nil {
		if label == "" {
			label = "page"
		}
		return fmt.Errorf("%s exists", label)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, []byte("# "+name), 0o600) // want `overwrite: .*refused`
}

// Who finds the file loads it: an error of that says nothing of whether the name
// is taken.
func Refresh(path string, fetch func() []byte) error {
	if _, err := os.Stat(path); os.IsNotExist(err) {
		return os.WriteFile(path, fetch(), 0o600)
	}
	return load(path)
}

func load(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if len(data) == 0 {
		return errName
	}
	return nil
}

// The error of a clean-up, told by its text, is handed on.
func Renew(path string, stale bool, fetch func() []byte) error {
	if _, err := os.Stat(path); err == nil && stale {
		if err := os.Remove(path); err != nil {
			return fmt.Errorf("renew: %s", err.Error())
		}
	}
	return os.WriteFile(path, fetch(), 0o600)
}
