package repair

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/aymanbagabas/go-udiff"
)

// Diff writes the plan as a unified diff, with names as rel gives them.
func (p *Plan) Diff(w io.Writer, rel func(string) string) error {
	for _, f := range p.Files {
		name := filepath.ToSlash(rel(f.Name))
		if _, err := io.WriteString(w, udiff.Unified("a/"+name, "b/"+name, string(f.Old), string(f.New))); err != nil {
			return err
		}
	}
	return nil
}

// Write writes the plan's files, each in one step. After an error the files
// before the one it names are written and that one and the others are as they
// were.
func (p *Plan) Write() error {
	for _, f := range p.Files {
		if err := f.write(); err != nil {
			return fmt.Errorf("%s is left as it was: %w", f.Name, err)
		}
	}
	return nil
}

// write puts the new content into a file beside the old one, with its mode, and
// renames that. A link stays a link.
func (f *File) write() (err error) {
	name, err := filepath.EvalSymlinks(f.Name)
	if err != nil {
		return err
	}
	now, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, f.Old) {
		return errors.New("it has changed since it was analysed")
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".toctou-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(tmp.Name())
		}
	}()
	_, err = tmp.Write(f.New)
	err = errors.Join(err, tmp.Chmod(info.Mode().Perm()), tmp.Sync(), tmp.Close())
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}
