package model

import (
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// Set is the models that apply to one package being analysed: the built-in
// ones of the packages it can reach and the user's. It belongs to one pass.
type Set struct {
	calls       map[*types.Func]bound
	types       map[*types.TypeName]boundType
	wrappers    map[typeName]*File
	handles     []handle // types that an interface of the program may stand for
	sentinels   map[types.Object]bool
	conflicts   map[types.Object]bool
	foreign     map[types.Object]bool // sentinels and tests of a missing reference
	conflicting map[*types.TypeName]*BoundConflict
	needs       map[types.Object]*ConflictForm // of sentinels that show only when asked for
	mentions    func(string) bool              // what the program mentions, nil if that is not known
	also        map[types.Object][]types.Object
	same        map[types.Object][]types.Object
	files       []*File
	problems    []string
	rows        bool
	keyed       bool
	implemented map[*types.Func]*Bound // what Implements answered; nil: nothing
	zeros       map[types.Object]bool
	redeclared  map[*types.TypeName]bool
	inPlace     map[*types.TypeName]bool
	again       map[*types.Func]*Bound // what Redeclares answered; nil: nothing
}

// bound is a Bound with what decides between two that claim one function.
type bound struct {
	*Bound
	rank int
}

type typeName struct {
	pkg  *types.Package
	name string
}

type boundType struct {
	role TypeRole
	file *File
}

// Empty reports whether no bound call can find or create anything, so that
// there is nothing to do. Models of locks and of pure functions do not count.
func (s *Set) Empty() bool { return !s.rows && !s.keyed }

// Rows reports whether a store of rows is in reach. Stores that hold values by
// key, as files and maps are, are in reach of every package.
func (s *Set) Rows() bool { return s.rows }

// Files returns the models that are bound, sorted by package. Each may be the
// user's merged into a built-in one, so compare packages, not pointers.
func (s *Set) Files() []*File { return s.files }

// Problems returns what the built-in models name and the packages at hand do
// not have. It is empty for the versions that the models were tested with;
// for others it costs what the models would have told.
func (s *Set) Problems() []string { return s.problems }

// Call returns what a call of fn does. Methods that are promoted, called
// through an interface of the library, or generic are found as well.
func (s *Set) Call(fn *types.Func) (*Bound, bool) {
	if fn == nil {
		return nil, false
	}
	b, ok := s.calls[fn.Origin()]
	return b.Bound, ok
}

// Type returns the role of a named type and the model that gives it, or "".
func (s *Set) Type(obj *types.TypeName) (TypeRole, *File) {
	t, ok := s.types[named(obj)]
	if !ok && obj != nil {
		if f := s.wrappers[typeName{obj.Pkg(), obj.Name()}]; f != nil {
			return Wrapper, f
		}
	}
	return t.role, t.file
}

// InPlace reports whether the methods of a builder's type change it.
func (s *Set) InPlace(obj *types.TypeName) bool { return s.inPlace[named(obj)] }

// Sentinel reports whether some find says "absent", or some create "exists
// already", with the variable or constant obj, or with an error that is it.
func (s *Set) Sentinel(obj types.Object) bool { return s.sentinels[obj] }

// ConstSentinel returns the sentinel that is a constant of type t with value v: a
// library may declare it where programs cannot see, and give it another name
// for them.
func (s *Set) ConstSentinel(t types.Type, v constant.Value) types.Object {
	for obj := range s.sentinels {
		if k, ok := obj.(*types.Const); ok && types.Identical(k.Type(), t) && constant.Compare(k.Val(), token.EQL, v) {
			return k
		}
	}
	return nil
}

// Zero reports whether obj is a variable that holds the zero value.
func (s *Set) Zero(obj types.Object) bool { return s.zeros[obj] }

// ConflictSentinel reports whether an error that is obj is a unique violation.
func (s *Set) ConflictSentinel(obj types.Object) bool {
	return s.conflicts[obj] && !s.NeverShows(obj)
}

// NeverShows reports whether the program does not do what the error obj needs
// to show up. Programs of which not everything is seen are given the benefit of
// the doubt.
func (s *Set) NeverShows(obj types.Object) bool {
	c := s.needs[obj]
	return c != nil && s.mentions != nil && s.mentions(c.Opens) && !s.mentions(c.Needs)
}

// Mentions tells the set what the whole program mentions: fields and functions,
// as import path "." name.
func (s *Set) Mentions(mentions func(string) bool) { s.mentions = mentions }

// Also returns the other sentinels that an error that is obj is as well.
func (s *Set) Also(obj types.Object) []types.Object { return closure(obj, s.also)[1:] }

// Same reports whether the variables a and b hold the same sentinel.
func (s *Set) Same(a, b types.Object) bool { return slices.Contains(closure(a, s.same), b) }

// closure returns obj and what leads from it.
func closure(obj types.Object, leads map[types.Object][]types.Object) []types.Object {
	seen := []types.Object{obj}
	for i := 0; i < len(seen); i++ {
		for _, next := range leads[seen[i]] {
			if !slices.Contains(seen, next) {
				seen = append(seen, next)
			}
		}
	}
	return seen
}

// ConflictType returns how errors of type t, or of the type it points to, tell
// a unique violation from other errors.
func (s *Set) ConflictType(t types.Type) (*BoundConflict, bool) {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return nil, false
	}
	c, ok := s.conflicting[n.Obj()]
	return c, ok
}

// named returns the name under which the type that obj names was declared.
func named(obj *types.TypeName) *types.TypeName {
	if obj == nil || !obj.IsAlias() {
		return obj
	}
	if n, ok := types.Unalias(obj.Type()).(*types.Named); ok {
		return n.Obj()
	}
	return obj
}

// ConflictCode reports whether text is a value that some error type of the set
// has for a unique violation: 23505, 1062.
func (s *Set) ConflictCode(text string) bool {
	for _, f := range s.files {
		for _, c := range f.Conflict {
			if slices.Contains(c.Equals, text) {
				return true
			}
		}
	}
	return false
}

// ForeignKey reports whether obj is an error, or a test for one, that says that a
// row which is referred to is missing.
func (s *Set) ForeignKey(obj types.Object) bool { return s.foreign[obj] }

// ForeignKeyCode reports whether text is the code of such an error: 23503, 1452.
func (s *Set) ForeignKeyCode(text string) bool {
	return slices.ContainsFunc(s.files, func(f *File) bool { return slices.Contains(f.ForeignKey, text) })
}

// Dialect returns the dialect of the only driver in reach, "" when there is none, or
// several.
func (s *Set) Dialect() string {
	only := ""
	for _, f := range s.files {
		if f.Dialect != "" && f.Dialect != only {
			if only != "" {
				return ""
			}
			only = f.Dialect
		}
	}
	return only
}

// Conflicts returns the objects that say "unique violation", by name.
func (s *Set) Conflicts() []types.Object {
	return slices.SortedFunc(maps.Keys(s.conflicts), byName)
}

// Sentinels returns the objects that say "absent", by name.
func (s *Set) Sentinels() []types.Object {
	var out []types.Object
	for obj := range s.sentinels {
		if !s.conflicts[obj] {
			out = append(out, obj)
		}
	}
	slices.SortFunc(out, byName)
	return out
}

func byName(a, b types.Object) int {
	return strings.Compare(a.Pkg().Path()+"."+a.Name(), b.Pkg().Path()+"."+b.Name())
}
