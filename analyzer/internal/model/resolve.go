package model

import (
	"go/types"
	"strings"
)

// sentinel returns the variable, constant or type that a qualified name means, nil
// when its package is not reachable: then nothing can be compared with it.
func (s *scope) sentinel(field, qualified string) types.Object {
	obj, ok := s.object(qualified)
	if !ok {
		return nil
	}
	switch obj := obj.(type) {
	case *types.Var, *types.Const:
		return obj
	case *types.TypeName:
		return named(obj)
	}
	s.Add(field, "there is no variable, constant or type %s%s", qualified, s.near(qualified))
	return nil
}

// typeName is sentinel for types.
func (s *scope) typeName(field, qualified string) *types.TypeName {
	obj, ok := s.object(qualified)
	if !ok {
		return nil
	}
	if obj, ok := obj.(*types.TypeName); ok {
		return named(obj)
	}
	s.Add(field, "there is no type %s%s", qualified, s.near(qualified))
	return nil
}

// near says which name of its package was probably meant.
func (s *scope) near(qualified string) string {
	path, name, _ := splitName(qualified)
	if pkg := s.sibling(path); pkg != nil {
		return hint(name, pkg.Scope().Names())
	}
	return ""
}

// object returns what "import/path.Name" means to the package of the scope,
// possibly nothing. It reports false when no package of that path is reachable,
// or it is not at hand as a whole.
func (s *scope) object(qualified string) (types.Object, bool) {
	path, name, ok := splitName(qualified)
	if !ok {
		return nil, true
	}
	if path == generatedPackage {
		return s.pkg.Scope().Lookup(name), true
	}
	pkg := s.sibling(path)
	if pkg == nil {
		return nil, false
	}
	obj := pkg.Scope().Lookup(name)
	return obj, obj != nil || pkg.Complete() // export data has what is referred to
}

// sibling returns the package that an unversioned path means to the package of
// the scope: itself, else one that it imports, else the last of those
// reachable. Two major versions of a library can be in one program, and pgx/v4
// must not get the errors of pgx/v5.
func (s *scope) sibling(path string) *types.Package {
	if Unversioned(s.pkg.Path()) == path {
		return s.pkg
	}
	candidates := s.packages[path]
	if len(candidates) == 0 {
		return nil
	}
	for _, pkg := range candidates {
		if imports(s.pkg, pkg) {
			return pkg
		}
	}
	return candidates[len(candidates)-1]
}

// hasFields returns an error when t has no such path of fields and getters.
func hasFields(t types.Type, path string) error {
	for _, name := range strings.Split(path, ".") {
		member, err := memberType(t, name)
		if err != nil {
			return err
		}
		t = member
	}
	return nil
}
