package model_test

import (
	"go/build"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
)

// TestBuiltinModels binds every built-in model against the real library, so
// that a name nobody has is found here and not by a user's silence.
func TestBuiltinModels(t *testing.T) {
	pkgs := reachable(load(t, "./models").Types)
	set, err := model.NewSet(pkgs, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range set.Problems() {
		// Without cgo mattn/go-sqlite3 is a stub that declares no error type.
		if build.Default.CgoEnabled || !strings.Contains(problem, "mattn/go-sqlite3") {
			t.Error(problem)
		}
	}
	byPath := make(map[string][]*types.Package)
	for _, pkg := range pkgs {
		path := model.Unversioned(pkg.Path())
		byPath[path] = append(byPath[path], pkg)
	}
	paths := model.BuiltinPackages()
	slices.Sort(paths)
	if len(paths) == 0 {
		t.Fatal("no built-in models")
	}
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			f, err := model.Builtin(path)
			if err != nil {
				t.Fatal(err)
			}
			if f.Package != path {
				t.Errorf("package is %q, want the file's path %q", f.Package, path)
			}
			if len(byPath[path]) == 0 {
				t.Fatal("testdata/models does not import it")
			}
			if f.Calls == nil && f.Conflict == nil && f.Declares == nil && f.Types == nil {
				t.Error("it says nothing")
			}
			for _, c := range f.Calls {
				if f.Like != "" && c.Optional {
					continue // what a fork may lack
				}
				for _, receiver := range receivers(c) {
					for _, m := range c.Methods {
						if c.Generated {
							if !c.Optional && !boundGenerated(set, pkgs, &c) {
								t.Errorf("%s.%s binds in no generated package", receiver, m)
							}
							continue
						}
						if !bound(set, byPath[path], f, &c, receiver, m) {
							t.Errorf("%s.%s binds in none of %v", receiver, m, byPath[path])
						}
					}
				}
			}
			for _, typ := range f.Types {
				if typ.Generated {
					continue
				}
				if !slices.ContainsFunc(byPath[path], func(pkg *types.Package) bool { return pkg.Scope().Lookup(typ.Name) != nil }) {
					t.Errorf("no type %s in %v", typ.Name, byPath[path])
				}
			}
		})
	}
}

// receivers returns the types of a call, or "" for that of a function.
func receivers(c model.Call) []string {
	if len(c.Types) == 0 {
		return []string{""}
	}
	return c.Types
}

// boundGenerated reports whether an entry for generated code is bound at all.
func boundGenerated(set *model.Set, pkgs []*types.Package, c *model.Call) bool {
	is := func(fn *types.Func) bool {
		b, ok := set.Call(fn)
		return ok && b.Generated && slices.Equal(b.Methods, c.Methods) && slices.Equal(b.Types, c.Types)
	}
	for _, pkg := range pkgs {
		for _, name := range pkg.Scope().Names() {
			switch obj := pkg.Scope().Lookup(name).(type) {
			case *types.Func:
				if is(obj) {
					return true
				}
			case *types.TypeName:
				n, ok := obj.Type().(*types.Named)
				if !ok {
					continue
				}
				methods := slices.Collect(n.Methods())
				if iface, ok := n.Underlying().(*types.Interface); ok {
					methods = slices.Collect(iface.Methods())
				}
				if slices.ContainsFunc(methods, is) {
					return true
				}
			}
		}
	}
	return false
}

// bound reports whether a method of a call, which may be optional, is bound in
// one of the versions of its package at least, with all its signs.
func bound(set *model.Set, pkgs []*types.Package, f *model.File, c *model.Call, receiver, method string) bool {
	for _, pkg := range pkgs {
		name := receiver
		if name == "" {
			name = method
		}
		obj := pkg.Scope().Lookup(name)
		if typ, ok := obj.(*types.TypeName); ok {
			obj, _, _ = types.LookupFieldOrMethod(typ.Type(), true, pkg, method)
		}
		fn, _ := obj.(*types.Func)
		b, ok := set.Call(fn)
		if ok && b.File == f && slices.ContainsFunc(b.Each(), func(b *model.Bound) bool {
			return (b.Word == nil) == (c.Word == nil) && !slices.ContainsFunc(b.Signs, nameless) && len(b.Adds) == len(c.Adds)
		}) {
			return true
		}
	}
	return false
}

func TestBuiltinIsFoundByVersionedPath(t *testing.T) {
	for path, want := range map[string]string{
		"github.com/jackc/pgx/v5":          "github.com/jackc/pgx",
		"github.com/jackc/pgx/v5/pgxpool":  "github.com/jackc/pgx/pgxpool",
		"math/rand/v2":                     "math/rand",
		"database/sql":                     "database/sql",
		"database/sql/driver":              "",
		"github.com/jackc/pgx/../pgx":      "",
		"":                                 "",
		"github.com/go-redsync/redsync/v4": "github.com/go-redsync/redsync",
	} {
		f, err := model.Builtin(path)
		if err != nil {
			t.Errorf("Builtin(%q): %v", path, err)
		}
		got := ""
		if f != nil {
			got = f.Package
		}
		if got != want {
			t.Errorf("Builtin(%q) is %q, want %q", path, got, want)
		}
	}
}

func TestUnversioned(t *testing.T) {
	for path, want := range map[string]string{
		"gopkg.in/mgo.v2/bson":             "gopkg.in/mgo/bson",
		"gopkg.in/yaml.v1":                 "gopkg.in/yaml",
		"k8s.io/api/core/v1":               "k8s.io/api/core/v1",
		"go.mongodb.org/mongo-driver/v2/x": "go.mongodb.org/mongo-driver/x",
		"example.com/v02":                  "example.com/v02",
		"example.com/sql.v2":               "example.com/sql.v2",
		"v2":                               "v2",
		"vet":                              "vet",
	} {
		if got := model.Unversioned(path); got != want {
			t.Errorf("Unversioned(%q) = %q, want %q", path, got, want)
		}
	}
}

func BenchmarkNewSet(b *testing.B) {
	pkgs := reachable(load(b, "./models").Types)
	for b.Loop() {
		if _, err := model.NewSet(pkgs, nil, nil, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// nameless reports whether a sign is an error that nobody found.
func nameless(s model.BoundSign) bool { return s.Error.Kind != model.NoPlace && s.Is == nil }
