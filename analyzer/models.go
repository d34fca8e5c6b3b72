package analyzer

import (
	"cmp"
	"errors"
	"go/types"
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/ssabuild"
)

// BuiltinModels returns every built-in model, by package.
func BuiltinModels() ([]*Model, error) {
	var all []*Model
	for _, path := range model.BuiltinPackages() {
		m, err := model.Builtin(path)
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b *Model) int { return cmp.Compare(a.Package, b.Package) })
	return all, nil
}

// BindModels binds the configured models against a program: its packages and
// what they import. It returns an error that names all that does not exist,
// and the packages of the models that no package of the program imports.
func (c Config) BindModels(pkgs []*types.Package) (unused []string, err error) {
	if len(c.Models) == 0 {
		return nil, nil
	}
	var visible []*types.Package
	seen := make(map[*types.Package]bool)
	paths := make(map[string]bool)
	for _, root := range pkgs {
		for _, pkg := range append(ssabuild.Imports(root), root) {
			if !seen[pkg] {
				seen[pkg] = true
				visible = append(visible, pkg)
				paths[model.Unversioned(pkg.Path())] = true
			}
		}
	}
	_, err = model.NewSet(visible, c.Models, nil, nil)
	for _, m := range c.Models {
		if !paths[m.Package] {
			unused = append(unused, m.Package)
		}
	}
	return unused, err
}

// ErrNoModels says that there are no models to check.
var ErrNoModels = errors.New("the configuration has no models")
