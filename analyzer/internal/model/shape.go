package model

import (
	"cmp"
	"go/types"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/toctou-lint/toctou/analyzer/internal/strict"
)

// generatedPackage stands, in the names of a model's generated entries, for
// the package that a program has the code in.
const generatedPackage = "generated"

// bindGenerated binds a call in every package that has code of its shape: it
// imports the model's package, and its types, functions and signatures are as
// the entry says. What does not fit is the program's own and stays unbound.
//
//	func (uq *UserQuery) Only(ctx context.Context) (*User, error)     types: ["*Query"]
//	func EmailEQ(v string) predicate.User                             methods: ["*EQ"]
func (s *scope) bindGenerated(field string, c *Call) {
	s.eachGenerated(func(in *scope) {
		if len(c.Types) == 0 && in.home != nil {
			return
		}
		if len(c.Types) == 0 {
			in.bindShaped(field, c, nil, nil, "")
			return
		}
		for _, pattern := range c.Types {
			for obj, entity := range in.shaped(pattern, c.Beside) {
				of, _ := match(pattern, obj.Name())
				in.bindShaped(field, c, obj, entity, of)
			}
		}
	})
}

func (s *scope) bindGeneratedType(t *Type) {
	s.eachGenerated(func(in *scope) {
		if in.home != nil && t.Beside == "" {
			return
		}
		for obj := range in.shaped(t.Name, t.Beside) {
			s.set.types[obj] = boundType{t.Role, s.file}
		}
	})
}

// eachGenerated calls bind for each package that may hold code generated for
// the scope's. What such a package does not have is no problem. Export data does
// not tell what is imported by a package that is itself imported by another one
// only: there the signatures of methods have to tell.
func (s *scope) eachGenerated(bind func(in *scope)) {
	for _, same := range s.packages {
		for _, pkg := range same {
			in := &scope{binder: s.binder, Problems: strict.New(""), file: s.file, pkg: pkg, user: s.user, inGenerated: true}
			switch {
			case pkg == s.pkg:
				continue
			case len(pkg.Imports()) == 0:
				in.home = s.pkg
			case !imports(pkg, s.pkg):
				continue
			}
			bind(in)
		}
	}
}

// shaped returns the types of a package that a pattern means, each with the
// struct that the * stands for; without a * there is none, nor where what the *
// stands for is beside it in another name.
func (s *scope) shaped(pattern, beside string) map[*types.TypeName]*types.Named {
	out := map[*types.TypeName]*types.Named{}
	names := s.pkg.Scope()
	if !strings.Contains(pattern, "*") {
		if obj, ok := names.Lookup(pattern).(*types.TypeName); ok {
			out[named(obj)] = nil
		}
		return out
	}
	for _, name := range names.Names() {
		obj, ok := names.Lookup(name).(*types.TypeName)
		capture, fits := match(pattern, name)
		if !ok || !fits || obj.IsAlias() {
			continue
		}
		switch entity := s.structNamed(capture); {
		case entity != nil && (beside == "" || s.beside(beside, capture)):
			out[obj] = entity
		case entity == nil && beside != "" && s.beside(beside, capture):
			out[obj] = nil
		}
	}
	return out
}

// structNamed returns the struct that a name stands for; userQuery is of User.
func (s *scope) structNamed(name string) *types.Named {
	obj := s.pkg.Scope().Lookup(name)
	if first, n := utf8.DecodeRuneInString(name); obj == nil && n > 0 {
		obj = s.pkg.Scope().Lookup(string(unicode.ToUpper(first)) + name[n:])
	}
	if obj, ok := obj.(*types.TypeName); ok {
		if n, ok := obj.Type().(*types.Named); ok {
			if _, ok := n.Underlying().(*types.Struct); ok {
				return n
			}
		}
	}
	return nil
}

// bindShaped binds the methods of a type, or the functions of the package, that
// a call's names mean; of is what the type's name has for the *.
func (s *scope) bindShaped(field string, c *Call, recv *types.TypeName, entity *types.Named, of string) {
	for _, pattern := range c.Methods {
		for _, name := range s.members(recv, pattern) {
			capture, ok := match(pattern, name)
			if !ok || recv == nil && !s.beside(c.Beside, capture) {
				continue
			}
			receiver := ""
			if recv != nil {
				receiver = recv.Name()
			}
			fn, err := s.function(receiver, name)
			if err != nil {
				continue
			}
			if recv == nil {
				entity = s.structNamed(capture)
			}
			b := &Bound{Call: c, File: s.file, Func: fn, Of: entity, Capture: cmp.Or(capture, of)}
			if s.fits(b) {
				s.bindAs(field, b)
			}
		}
	}
}

// members returns the names that a pattern could mean.
func (s *scope) members(recv *types.TypeName, pattern string) []string {
	switch {
	case !strings.Contains(pattern, "*"):
		return []string{pattern}
	case recv == nil:
		return s.pkg.Scope().Names()
	}
	return methods(recv.Type())
}

// fits reports whether a function has the places that its call speaks of, and
// is not bound by an earlier entry.
func (s *scope) fits(b *Bound) bool {
	if old, ok := s.set.calls[b.Func]; ok && old.File == s.file {
		return false
	}
	if b.Yields != "" && !s.yields(b) {
		return false
	}
	if s.home != nil && !mentions(b.Func.Signature(), s.home) {
		return false
	}
	trial := *b
	p := strict.New("")
	trial.parse(p, "")
	return p.Err() == nil
}

// yields reports whether a function returns a type, and nothing else, that the package
// declares under a name as its entry says.
func (s *scope) yields(b *Bound) bool {
	results := b.Func.Signature().Results()
	if results.Len() != 1 {
		return false
	}
	n, ok := types.Unalias(results.At(0).Type()).(*types.Named)
	if !ok || n.Obj().Pkg() != s.pkg {
		return false
	}
	_, ok = s.shaped(b.Yields, "")[n.Obj()]
	return ok
}

// mentions reports whether a function takes or returns something that pkg
// declares, or a callback that does.
func mentions(sig *types.Signature, pkg *types.Package) bool {
	for _, tuple := range []*types.Tuple{sig.Params(), sig.Results()} {
		for v := range tuple.Variables() {
			t := types.Unalias(v.Type())
			if p, ok := t.(*types.Pointer); ok {
				t = types.Unalias(p.Elem())
			}
			switch t := t.(type) {
			case *types.Named:
				if t.Obj().Pkg() == pkg {
					return true
				}
			case *types.Signature:
				if mentions(t, pkg) {
					return true
				}
			}
		}
	}
	return false
}

// beside reports whether the package has the constant or type that a pattern
// means.
func (s *scope) beside(pattern, capture string) bool {
	if pattern == "" {
		return true
	}
	switch s.pkg.Scope().Lookup(strings.Replace(pattern, "*", capture, 1)).(type) {
	case *types.Const, *types.TypeName:
		return true
	}
	return false
}

// match returns what the * of a pattern stands for in name; "" without a *.
func match(pattern, name string) (capture string, ok bool) {
	before, after, found := strings.Cut(pattern, "*")
	if !found {
		return "", pattern == name
	}
	if len(name) <= len(before)+len(after) || !strings.HasPrefix(name, before) || !strings.HasSuffix(name, after) {
		return "", false
	}
	return name[len(before) : len(name)-len(after)], true
}
