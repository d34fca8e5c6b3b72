// Package locked makes files behind a file that only one can have made.
package locked

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"
)

const name = "/var/lib/box/id"

// Who made the lock file looks once more.
func id() (string, error) {
	if b, err := os.ReadFile(name); err == nil {
		return strings.TrimSpace(string(b)), nil
	} else if !os.IsNotExist(err) {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	lock := name + ".lock"
	f, err := os.OpenFile(lock, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		if os.IsExist(err) {
			time.Sleep(time.Second)
			return id()
		}
		return "", fmt.Errorf("lock %s: %w", name, err)
	}
	defer func() {
		f.Close()
		os.Remove(lock)
	}()
	if b, err := os.ReadFile(name); err == nil {
		return strings.TrimSpace(string(b)), nil
	}
	made := uuid.NewString()
	return made, os.WriteFile(name, []byte(made), 0o600)
}

// Who made the lock file does not look again.
func once() (string, error) {
	if b, err := os.ReadFile(name); err == nil {
		return strings.TrimSpace(string(b)), nil
	}
	lock := name + ".lock"
	f, err := os.OpenFile(lock, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	f.Close()
	defer os.Remove(lock)
	made := uuid.NewString()
	return made, os.WriteFile(name, []byte(made), 0o600) // want `overwrite: two concurrent calls can both create file`
}

// The file that only one can have made has a name of its own each time.
func aside() (string, error) {
	f, err := os.OpenFile(filepath.Join("/var/lib/box", uuid.NewString()), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if b, err := os.ReadFile(name); err == nil {
		return strings.TrimSpace(string(b)), nil
	}
	made := uuid.NewString()
	return made, os.WriteFile(name, []byte(made), 0o600) // want `overwrite: two concurrent calls can both create file`
}

// Without os.O_EXCL two have it open.
func shared() (string, error) {
	f, err := os.OpenFile(name+".lock", os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if b, err := os.ReadFile(name); err == nil {
		return strings.TrimSpace(string(b)), nil
	}
	made := uuid.NewString()
	return made, os.WriteFile(name, []byte(made), 0o600) // want `overwrite: two concurrent calls can both create file`
}
