package model

import (
	"cmp"
	"errors"
	"fmt"
	"go/types"
	"maps"
	"slices"

	"github.com/toctou-lint/toctou/analyzer/internal/strict"
)

// NewSet binds the models of pkgs: the package being analysed and everything it
// can reach by import. User models come on top of built-in ones and replace
// them function by function; models of the stores in disabled are left out.
// Calls are bound of the packages that used reports: those whose functions the
// package mentions; nil means all.
//
// What a built-in model names in vain, because the library's version is
// another one, is a problem of the set; what a user's model names in vain is
// an error.
func NewSet(pkgs []*types.Package, user []*File, disabled []string, used func(*types.Package) bool) (*Set, error) {
	b := newBinder(pkgs)
	b.used = used
	users := make(map[string][]*File)
	for _, f := range user {
		users[f.Package] = append(users[f.Package], f)
	}
	var errs []error
	for _, path := range slices.Sorted(maps.Keys(b.packages)) {
		builtin, err := Builtin(path)
		if err != nil {
			return nil, fmt.Errorf("built-in model: %w", err)
		}
		for _, pkg := range b.packages[path] {
			errs = append(errs, b.bindPackage(pkg, builtin, users[path], disabled))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return b.set, nil
}

// binder fills a set.
type binder struct {
	set      *Set
	packages map[string][]*types.Package // by unversioned path, sorted by path
	used     func(*types.Package) bool
}

func newBinder(pkgs []*types.Package) *binder {
	byPath := make(map[string][]*types.Package)
	for _, pkg := range pkgs {
		path := Unversioned(pkg.Path())
		if !slices.Contains(byPath[path], pkg) {
			byPath[path] = append(byPath[path], pkg)
		}
	}
	for _, same := range byPath {
		slices.SortStableFunc(same, func(a, b *types.Package) int { return cmp.Compare(a.Path(), b.Path()) })
	}
	return &binder{packages: byPath, set: &Set{
		calls:       make(map[*types.Func]bound),
		types:       make(map[*types.TypeName]boundType),
		wrappers:    make(map[typeName]*File),
		sentinels:   make(map[types.Object]bool),
		conflicts:   make(map[types.Object]bool),
		needs:       make(map[types.Object]*ConflictForm),
		foreign:     make(map[types.Object]bool),
		conflicting: make(map[*types.TypeName]*BoundConflict),
		also:        make(map[types.Object][]types.Object),
		same:        make(map[types.Object][]types.Object),
		implemented: make(map[*types.Func]*Bound),
		zeros:       make(map[types.Object]bool),
		inPlace:     make(map[*types.TypeName]bool),
		redeclared:  make(map[*types.TypeName]bool),
		again:       make(map[*types.Func]*Bound),
	}}
}

// bindPackage binds a package's models, the built-in one first. It returns
// what is wrong with the user's.
func (b *binder) bindPackage(pkg *types.Package, builtin *File, user []*File, disabled []string) error {
	if builtin != nil && !slices.Contains(disabled, builtin.Store) {
		p := b.bindFile(builtin, pkg, false)
		b.set.problems = append(b.set.problems, p.Texts()...)
	}
	var errs []error
	for _, f := range user {
		if slices.Contains(disabled, f.Store) {
			continue
		}
		whole, err := f.resemble(Builtin)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, b.bindFile(whole.over(builtin), pkg, true).Err())
	}
	return errors.Join(errs...)
}

// stores reports whether a call may find or create something.
func (c *Call) stores() bool {
	switch c.Does {
	case Find, Create, Save, Upsert, FindOrCreate:
		return true
	}
	return c.SQL != ""
}

// over returns f with what a built-in model of the same package knows beyond
// single functions, where f says nothing of it.
func (f *File) over(builtin *File) *File {
	if builtin == nil {
		return f
	}
	merged := *f
	if merged.Rows == nil {
		merged.Rows = builtin.Rows
	}
	if merged.Serializable == nil {
		merged.Serializable = builtin.Serializable
	}
	if merged.Fix == nil {
		merged.Fix = builtin.Fix
	}
	if merged.Dialect == "" {
		merged.Dialect = builtin.Dialect
	}
	return &merged
}

// bindFile binds everything that f says to pkg. What the package does not have
// is among the problems it returns.
func (b *binder) bindFile(f *File, pkg *types.Package, user bool) *strict.Problems {
	p := f.at.Anew()
	in := &scope{binder: b, file: f, pkg: pkg, user: user, Problems: p}
	b.set.files = append(b.set.files, f)
	for i := range f.Types {
		in.bindType(fmt.Sprintf("types[%d]", i), &f.Types[i])
	}
	for i := range f.Calls {
		if f.Calls[i].stores() {
			b.set.rows = b.set.rows || f.Holds == ""
			b.set.keyed = b.set.keyed || f.Holds != ""
		}
		if user || f.Calls[i].Generated || b.used == nil || b.used(pkg) {
			in.bindCall(fmt.Sprintf("calls[%d]", i), &f.Calls[i])
		}
	}
	for i := range f.Conflict {
		in.bindConflict(fmt.Sprintf("conflict[%d]", i), &f.Conflict[i])
	}
	for i, a := range f.Aliases {
		in.bindAlias(fmt.Sprintf("aliases[%d]", i), a)
	}
	for _, name := range f.ForeignKey {
		if obj, _ := in.object(name); obj != nil {
			b.set.foreign[obj] = true
		}
	}
	for _, name := range f.Zeros {
		if obj, _ := in.object(name); obj != nil {
			b.set.zeros[obj] = true
		}
	}
	return p
}
