package model

import (
	"embed"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
)

// embedded holds the built-in models: builtin/<import path without its major
// version>.yaml. The path of a file is the only index there is.
//
//go:embed builtin
var embedded embed.FS

// builtins decodes each built-in model once, when it is first asked for. The
// map is never changed, and neither are the files it gives out.
var builtins = lazyBuiltins()

// Builtin returns the built-in model of a package, nil when there is none. Its
// path may have a major version. The file is shared: it must not be changed.
func Builtin(pkgPath string) (*File, error) {
	if decode, ok := builtins[Unversioned(pkgPath)]; ok {
		return decode()
	}
	return nil, nil
}

// BuiltinPackages returns the packages that have a built-in model, in no
// particular order.
func BuiltinPackages() []string {
	paths := make([]string, 0, len(builtins))
	for path := range builtins {
		paths = append(paths, path)
	}
	return paths
}

// Stores returns the names of the stores of the built-in models, sorted.
func Stores() ([]string, error) {
	stores := make(map[string]bool)
	for _, decode := range builtins {
		f, err := decode()
		if err != nil {
			return nil, err
		}
		stores[f.Store] = true
	}
	return slices.Sorted(maps.Keys(stores)), nil
}

func lazyBuiltins() map[string]func() (*File, error) {
	byPath := make(map[string]func() (*File, error))
	// An embedded tree cannot fail to be read.
	_ = fs.WalkDir(embedded, "builtin", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		path, isModel := strings.CutSuffix(strings.TrimPrefix(name, "builtin/"), ".yaml")
		if isModel && !entry.IsDir() {
			byPath[path] = sync.OnceValues(func() (*File, error) {
				data, err := embedded.ReadFile(name)
				if err != nil {
					return nil, err
				}
				f, err := Decode(name, data)
				if err != nil {
					return nil, err
				}
				return f.resemble(func(path string) (*File, error) {
					if decode, ok := byPath[path]; ok {
						return decode()
					}
					return nil, nil
				})
			})
		}
		return nil
	})
	return byPath
}
