package model

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/toctou-lint/toctou/analyzer/internal/strict"
)

// scope binds one file to one package.
type scope struct {
	*binder
	*strict.Problems
	file *File
	pkg  *types.Package
	user bool
	// inGenerated says that pkg is not the file's: it has code generated for it.
	inGenerated bool
	// home is the file's package where nobody knows whether pkg imports it.
	home *types.Package
}

func (s *scope) bindType(field string, t *Type) {
	if t.Generated {
		s.bindGeneratedType(t)
		return
	}
	if t.Role == Wrapper && !s.user {
		s.set.wrappers[typeName{s.pkg, t.Name}] = s.file // most programs have none: it is not looked up
		return
	}
	obj, ok := s.pkg.Scope().Lookup(t.Name).(*types.TypeName)
	if !ok {
		if !t.Optional {
			s.Add(field+".name", "%s has no type %s%s", s.pkg.Path(), t.Name, hint(t.Name, s.pkg.Scope().Names()))
		}
		return
	}
	obj = named(obj)
	s.set.types[obj] = boundType{t.Role, s.file}
	if t.Redeclared {
		s.set.redeclared[obj] = true
	}
	if t.InPlace {
		s.set.inPlace[obj] = true
	}
	switch t.Role {
	case Conflicting, Equalities, Columns, Wrapper, Alternatives:
		return
	}
	if n, ok := obj.Type().(*types.Named); ok && n.TypeParams().Len() == 0 {
		h := handle{s.pkg, obj.Type()}
		if !types.IsInterface(h.typ) {
			h.typ = types.NewPointer(h.typ)
		}
		s.set.handles = append(s.set.handles, h)
	}
}

func (s *scope) bindCall(field string, c *Call) {
	if c.Generated {
		s.bindGenerated(field, c)
		return
	}
	receivers := c.Types
	if len(receivers) == 0 {
		receivers = []string{""}
	}
	for _, receiver := range receivers {
		for _, name := range c.Methods {
			fn, err := s.function(receiver, name)
			switch {
			case err == nil:
				s.bindFunc(field, c, fn)
			case !c.Optional:
				s.Add(field+".methods", "%v", err)
			}
		}
	}
}

// function returns a function of the package, or a method of one of its types.
func (s *scope) function(receiver, name string) (*types.Func, error) {
	names := s.pkg.Scope()
	if receiver == "" {
		if fn, ok := names.Lookup(name).(*types.Func); ok {
			return fn, nil
		}
		return nil, &missing{s.pkg.Path() + " has no function", name, names.Names}
	}
	obj, ok := names.Lookup(receiver).(*types.TypeName)
	if !ok {
		return nil, &missing{s.pkg.Path() + " has no type", receiver, names.Names}
	}
	method, _, _ := types.LookupFieldOrMethod(obj.Type(), true, s.pkg, name)
	fn, ok := method.(*types.Func)
	if !ok {
		return nil, &missing{s.pkg.Path() + "." + receiver + " has no method", name, func() []string { return methods(obj.Type()) }}
	}
	return fn.Origin(), nil
}

// missing is something that a model names in vain. Most are optional, so that
// what the name was meant to be is looked for when somebody wants to read it.
type missing struct {
	what, name string
	valid      func() []string
}

func (m *missing) Error() string { return m.what + " " + m.name + hint(m.name, m.valid()) }

// methods returns the names of the methods of t and *t.
func methods(t types.Type) []string {
	if !types.IsInterface(t) {
		t = types.NewPointer(t)
	}
	set := types.NewMethodSet(t)
	names := make([]string, set.Len())
	for i := range names {
		names[i] = set.At(i).Obj().Name()
	}
	return names
}

func hint(got string, valid []string) string {
	if word := strict.Suggest(got, valid); word != "" {
		return fmt.Sprintf(", did you mean %q?", word)
	}
	return ""
}

// bindFunc binds one function. Several models can claim the same one, because
// promoted methods are shared: sqlx.DB.Exec is sql.DB.Exec. A user's claim
// beats a built-in one, then that of the package which declares the function,
// then the later one.
func (s *scope) bindFunc(field string, c *Call, fn *types.Func) {
	s.bindAs(field, &Bound{Call: c, File: s.file, Func: fn})
}

// bindAs is bindFunc for a function that a model knows more of.
func (s *scope) bindAs(field string, b *Bound) {
	fn := b.Func
	rank := 0
	if fn.Pkg() == s.pkg {
		rank++
	}
	if s.user {
		rank += 2
	}
	if old, ok := s.set.calls[fn]; ok && old.rank > rank {
		return
	}
	if b.contextless() && b.Once != nil {
		call := *b.Call
		call.Once = nil // its text counts the context
		b.Call = &call
	}
	b.parse(s.Problems, field)
	s.bindSigns(field, b)
	s.bindAdds(field, b)
	if b.Word != nil {
		s.bindWorded(field, b, rank)
		return
	}
	s.set.calls[fn] = bound{b, rank}
}

func (s *scope) bindSigns(field string, b *Bound) {
	for i, sign := range b.Absent {
		bound := BoundSign{Single: sign.Single, Value: sign.Value}
		bound.Error, _ = b.place(sign.Error) // parse has told of bad ones
		bound.Unset, _ = b.place(sign.Unset)
		if sign.Error != "" {
			bound.Is = s.sentinel(fmt.Sprintf("%s.absent[%d].is", field, i), sign.Is)
			if _, isType := bound.Is.(*types.TypeName); !isType && bound.Is != nil {
				s.set.sentinels[bound.Is] = true
			}
		}
		b.Signs = append(b.Signs, bound)
	}
	b.Signs = slices.DeleteFunc(b.Signs, func(s BoundSign) bool { return b.namedElsewhere(s) })
}

// namedElsewhere reports whether a sign is an error that nobody here can name, at
// a place where another error can be.
func (b *Bound) namedElsewhere(s BoundSign) bool {
	return s.Error.Kind != NoPlace && s.Is == nil && slices.ContainsFunc(b.Signs, func(o BoundSign) bool {
		return o.Is != nil && o.Error.String() == s.Error.String()
	})
}

func (s *scope) bindAdds(field string, b *Bound) {
	for i, adds := range b.Call.Adds {
		bound := BoundAdds{Property: adds.Property, Is: adds.Is}
		if adds.When != "" {
			bound.When = s.typeName(fmt.Sprintf("%s.adds[%d].when", field, i), adds.When)
			if bound.When == nil {
				continue
			}
		}
		bound.At, _ = b.place(adds.At) // parse has told of bad ones
		for _, name := range adds.bits() {
			obj, _ := s.object(name)
			bit, ok := obj.(*types.Const)
			bound.Has = append(bound.Has, bit)
			if !ok {
				s.Add(fmt.Sprintf("%s.adds[%d].has", field, i), "there is no constant %s", name)
				continue
			}
		}
		b.Adds = append(b.Adds, bound)
	}
}

func (s *scope) bindConflict(field string, c *ConflictForm) {
	if c.Is != "" {
		if obj := s.sentinel(field+".is", c.Is); obj != nil {
			s.set.sentinels[obj] = true
			s.set.conflicts[obj] = true
			if c.Needs != "" {
				s.set.needs[obj] = c
			}
		}
		return
	}
	if strings.HasPrefix(c.As, generatedPackage+".") && !s.inGenerated {
		s.eachGenerated(func(in *scope) { in.bindConflict(field, c) })
		return
	}
	obj := s.typeName(field+".as", c.As)
	if obj == nil {
		return
	}
	if c.Field != "" {
		if err := hasFields(obj.Type(), c.Field); err != nil {
			s.Add(field+".field", "%v", err)
			return
		}
	}
	known, ok := s.set.conflicting[obj]
	if !ok {
		known = &BoundConflict{Form: c, Type: obj}
		s.set.conflicting[obj] = known
	}
	known.Forms = append(known.Forms, c)
	if _, ok := s.set.types[obj]; !ok {
		s.set.types[obj] = boundType{Conflicting, s.file}
	}
}

func (s *scope) bindAlias(field string, a Alias) {
	is, also := s.sentinel(field+".is", a.Is), s.sentinel(field+".also", a.Also)
	if is == nil || also == nil {
		return
	}
	s.set.also[is] = append(s.set.also[is], also)
	if a.Same {
		s.set.also[also] = append(s.set.also[also], is)
		s.set.same[is] = append(s.set.same[is], also)
		s.set.same[also] = append(s.set.same[also], is)
	}
	s.set.sentinels[is] = true
	s.set.sentinels[also] = true
}
