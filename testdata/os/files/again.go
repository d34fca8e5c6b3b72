package files

import (
	"errors"
	"os"
)

var errKept = errors.New("there is one")

// replaced tells of the first write: the second puts back what the first replaced.
func replaced(path string, data []byte, check func() error) error {
	if _, err := os.Stat(path); err == nil {
		return errKept
	}
	if err := os.WriteFile(path, data, 0o600); err != nil { // want "overwrite: .* file path"
		return err
	}
	if err := check(); err != nil {
		return os.WriteFile(path, nil, 0o600)
	}
	return nil
}

// either tells of both: only one of them runs.
func either(path string, data []byte, short bool) error {
	if _, err := os.Stat(path); err == nil {
		return errKept
	}
	if short {
		return os.WriteFile(path, data[:1], 0o600) // want "overwrite: .* file path"
	}
	return os.WriteFile(path, data, 0o600) // want "overwrite: .* file path"
}
