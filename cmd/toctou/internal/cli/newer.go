package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// newerGo matches the go command's refusal of a main module that asks for a
// newer Go than there is, when GOTOOLCHAIN lets it download none:
//
//	go: go.mod requires go >= 1.27 (running go 1.26.8; GOTOOLCHAIN=local)
var newerGo = regexp.MustCompile(`go\.mod requires go >= (\S+) \(running go (\S+?);`)

// loadOlder is packages.Load, but a module that asks for a newer Go than the
// installed one is loaded as if it asked for that one: most of its packages do
// not use what is new, and those that do are told as broken. The module's own
// go.mod stays as it is; the go command is given a copy. The note says so, and is
// empty when nothing had to be done.
func loadOlder(cfg *packages.Config, patterns ...string) (roots []*packages.Package, note string, err error) {
	roots, err = packages.Load(cfg, patterns...)
	if err == nil {
		return roots, "", nil
	}
	asked := newerGo.FindStringSubmatch(err.Error())
	if asked == nil {
		return nil, "", err
	}
	file, remove, copyErr := olderMod(cfg.Dir, asked[2])
	if copyErr != nil {
		return nil, "", errors.Join(err, copyErr)
	}
	defer remove()
	again := *cfg
	again.BuildFlags = append(slices.Clone(cfg.BuildFlags), "-modfile="+file)
	if roots, secondErr := packages.Load(&again, patterns...); secondErr == nil {
		return roots, fmt.Sprintf("go.mod asks for Go %s: analysed as Go %s, the installed one", asked[1], asked[2]), nil
	}
	return nil, "", err // the first says what is wrong
}

// olderMod copies the go.mod and go.sum of the module that dir belongs to into
// a new folder, which remove deletes, and lowers the copy's go directive.
func olderMod(dir, version string) (file string, remove func(), err error) {
	mod, err := goCommand(dir, "env", "GOMOD")
	if err != nil {
		return "", nil, err
	}
	folder, err := os.MkdirTemp("", "toctou-mod-")
	if err != nil {
		return "", nil, err
	}
	remove = func() { _ = os.RemoveAll(folder) } // a leftover in the temporary folder harms nobody
	file = filepath.Join(folder, "go.mod")
	sum := strings.TrimSuffix(mod, ".mod") + ".sum"
	if err = copyFile(mod, file); err == nil {
		if err = copyFile(sum, filepath.Join(folder, "go.sum")); errors.Is(err, os.ErrNotExist) {
			err = nil // a module without dependencies has none
		}
	}
	if err == nil {
		_, err = goCommand(folder, "mod", "edit", "-go="+version, "-toolchain=none", file)
	}
	if err != nil {
		remove()
		return "", nil, err
	}
	return file, remove, nil
}

func copyFile(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o600)
}
