// Package hooked creates files in functions that others run.
package hooked

import (
	"errors"
	"path"
	"strconv"

	"github.com/spf13/afero"
)

var errTaken = errors.New("taken")

type runner struct {
	before, after func(string) error
	later         []func() error
}

// hooked runs fn between what comes before and after.
func (r *runner) hooked(fn func() error, name string) error {
	if err := r.before(name); err != nil {
		return err
	}
	if err := fn(); err != nil {
		return err
	}
	return r.after(name)
}

// queue keeps fn, and who knows whether and when it runs.
func (r *runner) queue(fn func() error, name string) error {
	r.later = append(r.later, fn)
	return r.before(name)
}

func move(fs afero.Fs, action, src, dst string) error {
	if action != "rename" {
		return errors.New("unsupported")
	}
	return fs.Rename(path.Clean("/"+src), path.Clean("/"+dst))
}

func free(fs afero.Fs, name string) string {
	for i := 0; ; i++ {
		if _, err := fs.Stat(name + strconv.Itoa(i)); err != nil {
			return name + strconv.Itoa(i)
		}
	}
}

// One who finds the name taken is refused, unless he wants another name or to
// replace what is there.
func (r *runner) Move(fs afero.Fs, action, src, to string, override, rename bool) error {
	dst := path.Clean("/" + to)
	if !override && !rename {
		if _, err := fs.Stat(dst); err == nil {
			return errTaken
		}
	}
	if rename {
		dst = free(fs, dst)
	}
	return r.hooked(func() error { return move(fs, action, src, dst) }, "move") // want `overwrite: .*refused`
}

func (r *runner) Put(fs afero.Fs, name string, data []byte) error {
	if _, err := fs.Stat(name); err == nil {
		return errTaken
	}
	return r.hooked(func() error { return afero.WriteFile(fs, name, data, 0o600) }, "put") // want `overwrite: .*refused`
}

// Both worlds write.
func (r *runner) Save(fs afero.Fs, name string, data []byte) error {
	if _, err := fs.Stat(name); err == nil {
		if err := r.before(name); err != nil {
			return err
		}
	}
	return r.hooked(func() error { return afero.WriteFile(fs, name, data, 0o600) }, "save")
}

func (r *runner) Later(fs afero.Fs, name string, data []byte) error {
	if _, err := fs.Stat(name); err == nil {
		return errTaken
	}
	return r.queue(func() error { return afero.WriteFile(fs, name, data, 0o600) }, "later")
}

// Another name is found for what is in the way, and nothing else is created.
func (r *runner) Beside(fs afero.Fs, name string, data []byte) error {
	if _, err := fs.Stat(name); err == nil {
		return errTaken
	}
	return r.hooked(func() error { return afero.WriteFile(fs, path.Dir(name), data, 0o600) }, "beside")
}
