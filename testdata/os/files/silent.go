package files

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// Atomic: the second open fails.
func Exclusive(name string, data []byte) error {
	if _, err := os.Stat(name); err == nil {
		return errTaken
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.Write(data)
	return err
}

// Link refuses a name that is taken.
func Linked(tmp, name string) error {
	if _, err := os.Stat(name); err == nil {
		return errTaken
	}
	return os.Link(tmp, name)
}

// Idempotent: whoever comes later finds what it wanted.
func Ensure(dir string) error {
	if _, err := os.Stat(dir); os.IsNotExist(err) {
		return os.MkdirAll(dir, 0o700)
	}
	return nil
}

// A cache: the content comes from elsewhere.
func Cached(name string, load func() ([]byte, error)) ([]byte, error) {
	if data, err := os.ReadFile(name); err == nil {
		return data, nil
	}
	data, err := load()
	if err != nil {
		return nil, err
	}
	return data, os.WriteFile(name, data, 0o600)
}

// Nobody is refused: a default is written where there is nothing.
func Default(name string) error {
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		return os.WriteFile(name, []byte("{}"), 0o600)
	}
	return nil
}

// An update: the file is written where it is found, too.
func Replace(name string, data []byte) error {
	if _, err := os.Stat(name); err != nil && !os.IsNotExist(err) {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

// What is found decides: a directory is another matter.
func File(name string, data []byte) error {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return errTaken
	}
	return os.WriteFile(name, data, 0o600)
}

var mu sync.Mutex

// Held over both.
func Locked(name string, data []byte) error {
	mu.Lock()
	defer mu.Unlock()
	if _, err := os.Stat(name); err == nil {
		return errTaken
	}
	return os.WriteFile(name, data, 0o600)
}

// Another file.
func Other(dir string, data []byte) error {
	if _, err := os.Stat(filepath.Join(dir, "a")); err == nil {
		return errTaken
	}
	return os.WriteFile(filepath.Join(dir, "b"), data, 0o600)
}

// A temporary file has a name of its own.
func Temp(dir string, r io.Reader) (string, error) {
	f, err := os.CreateTemp(dir, "x")
	if err != nil {
		return "", err
	}
	defer f.Close()
	_, err = io.Copy(f, r)
	return f.Name(), err
}

// Opt-in: the rule idempotent-create has it.
func Mkdir(dir string) error {
	if _, err := os.Stat(dir); os.IsNotExist(err) {
		return os.Mkdir(dir, 0o700)
	}
	return nil
}

// Reserved: the second does not get past Mkdir.
func Reserved(dir string, data []byte) error {
	if _, err := os.Stat(dir); err == nil {
		return errTaken
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "config"), data, 0o600)
}

// ReservedFile: the second does not get past O_EXCL, and WriteFile fills what
// the first has made.
func ReservedFile(name string, data []byte) error {
	if _, err := os.Stat(name); err == nil {
		return errTaken
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

// Touched opens what is there, or an empty file, and cannot write to it. Safe.
func Touched(name string) error {
	if _, err := os.Stat(name); err == nil {
		return os.ErrExist
	}
	f, err := os.OpenFile(name, os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// LockFile takes a lock file that it never writes to. Safe.
func LockFile(name string) error {
	if _, err := os.Stat(name); err == nil {
		return os.ErrExist
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}
