package analyzer

import (
	"cmp"
	"errors"
	"go/types"
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/model"
	"github.com/toctou-lint/toctou/analyzer/internal/ssabuild"
	"github.com/toctou-lint/toctou/analyzer/internal/summary"
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

// models binds the models that the package may need: of the packages that it
// mentions something of, of those that an interface it calls may stand for, and of
// those whose calls have another name in a package that it mentions.
func (u *Unit) models(visible []*types.Package, facts summary.Facts) (*model.Set, error) {
	used, wrapped := map[*types.Package]bool{}, map[string]bool{}
	for _, obj := range u.pass.TypesInfo.Uses {
		pkg := obj.Pkg()
		if pkg == nil {
			continue
		}
		used[pkg] = true
		fn, ok := obj.(*types.Func)
		if ok {
			u.wrapped(fn, facts, wrapped)
		}
		if ok && fn.Signature().Recv() != nil && types.IsInterface(fn.Signature().Recv().Type()) {
			for _, behind := range pkg.Imports() {
				f, err := model.Builtin(behind.Path())
				used[behind] = used[behind] || err == nil && f != nil && len(f.Types) > 0
			}
		}
	}
	set, err := model.NewSet(visible, u.cfg.Models, u.cfg.DisableStores, func(pkg *types.Package) bool { return used[pkg] || wrapped[pkg.Path()] })
	if err == nil && u.cfg.mentions != nil {
		set.Mentions(func(name string) bool { return u.cfg.mentions[name] })
	}
	return set, err
}

// wrapped notes the packages whose calls a function that is used is by another name.
func (u *Unit) wrapped(fn *types.Func, facts summary.Facts, packages map[string]bool) {
	note := func(f *summary.Fact) {
		if f != nil && f.Wraps != nil {
			packages[f.Wraps.Package] = true
		}
	}
	if fn.Pkg() != u.pass.Pkg {
		note(facts.Func(fn.Origin()))
	}
	if slices.Contains(u.asks, fn) {
		for _, f := range facts.Methods(fn) {
			note(f)
		}
	}
}
